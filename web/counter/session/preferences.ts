import { createSignal } from "solid-js";
import { readStored, writeStored } from "../../shared/client/storage.ts";

/** A switch of this device that is on until somebody turns it off. */
function storedSwitch(name: string) {
  const key = `tegata.counter.${name}`;
  const [on, setOn] = createSignal(readStored(key) !== "off");
  return {
    on,
    set: (next: boolean) => {
      writeStored(key, next ? "on" : "off");
      setOn(next);
    },
  };
}

/** The chime when an app payment arrives, and when a coupon has paid. */
export const chimeSwitch = storedSwitch("chime");
/** The amount read aloud after it. */
export const speechSwitch = storedSwitch("speech");
/** The done screen returns to the scanner by itself; off for those who need more time. */
export const autoNextSwitch = storedSwitch("auto-next");

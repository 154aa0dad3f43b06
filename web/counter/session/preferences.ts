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

/** Widths of the rolls that slips are printed on, in millimetres (CTR-3). */
export const SLIP_WIDTHS = ["80", "58"] as const;
export type SlipWidth = (typeof SLIP_WIDTHS)[number];
const SLIP_STORED_AS = "tegata.counter.slip-width";
const [slipWidth, setSlipWidth] = createSignal<SlipWidth>(readStored(SLIP_STORED_AS) === "58" ? "58" : "80");

/** The roll in this device's printer; reactive, remembered on the device. */
export const chosenSlipWidth = slipWidth;

/** Changes the roll for this and later slips. */
export function chooseSlipWidth(next: SlipWidth): void {
  writeStored(SLIP_STORED_AS, next);
  setSlipWidth(next);
}

/** The chime when an app payment arrives, and when a coupon has paid. */
export const chimeSwitch = storedSwitch("chime");
/** The amount read aloud after it. */
export const speechSwitch = storedSwitch("speech");
/** The done screen returns to the scanner by itself; off for those who need more time. */
export const autoNextSwitch = storedSwitch("auto-next");

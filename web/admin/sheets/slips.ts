import { createSignal } from "solid-js";
import { readStored, writeStored } from "../../shared/client/storage.ts";

const STORED_AS = "tegata.admin.slips";
const [wanted, set] = createSignal(readStored(STORED_AS) !== "off");

/** Whether this desk prints a slip before each stay of a list; reactive, remembered on the device. */
export const slipsWanted = wanted;

/** Changes it for this and later prints. */
export function wantSlips(on: boolean): void {
  writeStored(STORED_AS, on ? "on" : "off");
  set(on);
}

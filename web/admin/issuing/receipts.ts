import { createSignal } from "solid-js";
import type { IssueBody } from "../../../schema/api/issues.ts";
import { readStored, writeStored } from "../../shared/client/storage.ts";

const STORED_AS = "tegata.admin.receipts";
const [wanted, set] = createSignal(readStored(STORED_AS) === "on");

/** Whether this desk prints receipts where the programme leaves it to the desk; reactive, remembered on the device. */
export const receiptsWanted = wanted;

/** Changes it for this and later prints. */
export function wantReceipts(on: boolean): void {
  writeStored(STORED_AS, on ? "on" : "off");
  set(on);
}

/** Whether receipts are printed with an issue's sheets (ISS-10). */
export function printsReceipts(asked: IssueBody["receipt"], desk: boolean): boolean {
  return asked === "required" || (asked === "optional" && desk);
}

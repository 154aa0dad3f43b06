import { createSignal } from "solid-js";
import { readStored, writeStored } from "../../shared/client/storage.ts";

/** Sizes a coupon sheet is printed in. */
export const PAPERS = ["a6", "a4"] as const;
export type Paper = (typeof PAPERS)[number];

const STORED_AS = "tegata.admin.paper";
const [paper, set] = createSignal<Paper>(readStored(STORED_AS) === "a4" ? "a4" : "a6");

/** The paper in this desk's printer; reactive, remembered on the device. */
export const chosenPaper = paper;

/** Changes the paper for this and later prints. */
export function choosePaper(next: Paper): void {
  writeStored(STORED_AS, next);
  set(next);
}

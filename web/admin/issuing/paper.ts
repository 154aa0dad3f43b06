import { createSignal } from "solid-js";
import { readStored, writeStored } from "../../shared/client/storage.ts";

/** What a desk prints coupon sheets on, and how many lie on a page: A6 as it is, or A4 with one, two or four to cut apart. */
export const SHEETS_ON = { a6: 1, "a4-one": 1, "a4-two": 2, "a4-four": 4 } as const;
export type Paper = keyof typeof SHEETS_ON;

/** In the order they are offered. */
export const PAPERS = Object.keys(SHEETS_ON) as readonly Paper[];

const STORED_AS = "tegata.admin.paper";
const [paper, set] = createSignal<Paper>(storedPaper(readStored(STORED_AS)));

/** The paper in this desk's printer; reactive, remembered on the device. */
export const chosenPaper = paper;

/** Changes the paper for this and later prints. */
export function choosePaper(next: Paper): void {
  writeStored(STORED_AS, next);
  set(next);
}

/** What a device remembers; A4 was four sheets before there was a choice. */
export function storedPaper(text: string | null): Paper {
  if (text === "a4") return "a4-four";
  return PAPERS.find((one) => one === text) ?? "a6";
}

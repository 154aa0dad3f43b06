import { createSignal } from "solid-js";
import { PAPERS, type Paper } from "../../../schema/sheet-papers.ts";
import { readStored, writeStored } from "../../shared/client/storage.ts";

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

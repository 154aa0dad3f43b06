import { createSignal } from "solid-js";

const [left, setLeft] = createSignal(0);

/** Counts the screens that were left while the end of their command was unknown; read to hear of the next one. */
export const leftOpen = left;

/** Says that a screen is left whose command has no known end: from now on the frame asks about it (OPR-5). */
export function leaveOpen(): void {
  setLeft((before) => before + 1);
}

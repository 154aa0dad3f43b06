import type { Refused } from "../../schema/commands.ts";

/** The due work that carries pending transfers on. */
export const TRANSFER_WORK = "transfer";
const FIRST_TRY_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Back-off of a transfer: 5 s, doubled, at most 15 minutes (ALM-1, XFR-2). */
export function nextTransferTryMs(attempt: number): number {
  return Math.min(LONGEST_WAIT_MS, FIRST_TRY_MS * 2 ** Math.min(attempt, 10));
}

/**
 * Whether an answer of the destination is a fence in its journal, on which the source may void (XFR-1).
 * A time-out, `try-again`, `operation-conflict` and `wrong-holder` are not (XFR-2).
 */
export function isDurableRefusal(refused: Refused): boolean {
  return (
    refused.outcome === "not-done" && refused.code !== "operation-conflict" && refused.code !== "wrong-holder"
  );
}

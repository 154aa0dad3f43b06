import type { StoreFeedMessage } from "../../../schema/api/counter.ts";

/** What the feed answers to "ping" without waking anybody. */
const PONG = "pong";

/** Reads one text of the feed; null for a sign of life and for kinds of a newer server. */
export function readFeedMessage(text: string): StoreFeedMessage | null {
  if (text === PONG) return null;
  try {
    const message = JSON.parse(text) as Partial<StoreFeedMessage> | null;
    if (message?.type === "catch-up") return { type: "catch-up" };
    if (message?.type !== "payment" && message?.type !== "reversal") return null;
    return typeof message.id === "string" && typeof message.payment?.operationId === "string"
      ? (message as StoreFeedMessage)
      : null;
  } catch {
    return null;
  }
}

/** The first wait before the feed is opened again, and the longest; doubling in between. */
export const REOPEN_FIRST_MS = 1_000;
export const REOPEN_MOST_MS = 30_000;

/** How long to wait before the n-th try in a row, n from 1; up to a quarter more by chance, so that tills don't come in step. */
export function reopenAfterMs(tries: number, chance: number): number {
  const wait = Math.min(REOPEN_MOST_MS, REOPEN_FIRST_MS * 2 ** Math.min(tries - 1, 10));
  return Math.round(wait * (1 + chance / 4));
}

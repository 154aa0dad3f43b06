import type { JournalEntry } from "../../schema/events.ts";
import { sha256 } from "./hash.ts";

/**
 * The hash of one entry over the one before it (AUD-1). A JSON array in fixed order, so that anybody can recompute it
 * with any language: ["entry/1", seq, atMs, operationId, line, kind, account, expiresOn, amountYen, detail,
 * requestHash, result, prevHash]. Version "entry/1" is read for ever (ACT-2).
 */
export function entryHash(
  entry: Omit<JournalEntry, "hash" | "v" | "actor" | "actorClass" | "regionId" | "programmeId">,
): string {
  return sha256(
    JSON.stringify([
      "entry/1",
      entry.seq,
      entry.atMs,
      entry.operationId,
      entry.line,
      entry.kind,
      entry.account,
      entry.expiresOn,
      entry.amountYen,
      entry.detail,
      entry.requestHash,
      entry.result,
      entry.prevHash,
    ]),
  );
}

/** The four digits that payer and shop compare (PAY-4). */
export function receiptNumber(hash: string): string {
  return String(Number.parseInt(hash.slice(0, 8), 16) % 10_000).padStart(4, "0");
}

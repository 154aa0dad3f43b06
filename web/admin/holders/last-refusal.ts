import type { TimelineRow } from "../../../schema/api/holders.ts";

/** The code of the newest thing that happened to the balance, where that was a refusal; who looked doesn't count. */
export function lastRefusal(rows: readonly TimelineRow[]): string | null {
  const newest = rows.find((row) => row.kind !== "look-up" && row.kind !== "stay-read");
  return newest?.kind === "refused" ? newest.code : null;
}

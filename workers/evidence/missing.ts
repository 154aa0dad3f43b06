import type { IssueRow } from "../data/issues.ts";

/** Whether an issue may not be handed over yet, since what proves it isn't there (ISS-9). Pure. */
export function isEvidenceMissing(row: Pick<IssueRow, "evidenceAsked" | "evidenceFiles">): boolean {
  return row.evidenceAsked === "required" && row.evidenceFiles === 0;
}

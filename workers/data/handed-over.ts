/**
 * Sheets that were handed over by themselves (FND-14), as the fund journaled them: runs of serials, apart from each other.
 * ?1 is a JSON list of {issueId, operationId, atMs, ranges: [[from, to, yen], …]}. Any order, any repeats.
 */
export const RECORD_HANDED_OVER = [
  `insert into handed_over (issue_id, from_serial, to_serial, sum_yen, operation_id, at_ms)
   select e.value->>'issueId', r.value->>0, r.value->>1, r.value->>2, e.value->>'operationId', e.value->>'atMs'
   from json_each(?1) e join json_each(e.value->'ranges') r where true
   on conflict (issue_id, from_serial) do nothing`,
  // When the first of it was handed over (FRD-2).
  `update issue set handed_over_at_ms = e.at_ms
   from (select value->>'issueId' as issue_id, min(value->>'atMs') as at_ms from json_each(?1) group by 1) e
   where issue.id = e.issue_id and issue.handed_over_at_ms is null`,
] as const;

/** How many sheets of an issue were handed over by themselves; SQL, with the name that the issue has there. */
export const handedSheets = (issue = "issue") =>
  `(select coalesce(sum(h.to_serial - h.from_serial + 1), 0) from handed_over h where h.issue_id = ${issue}.id)`;
/** What they are worth. */
export const handedYen = (issue = "issue") =>
  `(select coalesce(sum(h.sum_yen), 0) from handed_over h where h.issue_id = ${issue}.id)`;

/** What of an issue was issued and not taken back: of a withdrawn one the sheets that had been handed over. */
export const keptSheets = (issue = "issue") =>
  `(case ${issue}.state when 'failed' then 0 when 'withdrawn' then ${handedSheets(issue)} else ${issue}.count end)`;
/** What that is worth. */
export const keptYen = (issue = "issue") =>
  `(case ${issue}.state when 'failed' then 0 when 'withdrawn' then ${handedYen(issue)} else ${issue}.sum_yen end)`;

import type { BulkChange, BulkParts } from "../../schema/api/bulk-edits.ts";
import { type BusinessDate, compareDates } from "../../schema/calendar.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { MAX_CLOSED_DAYS, type StoreHours } from "../../schema/store-hours.ts";

const NO_DAYS: readonly BusinessDate[] = [];

/** A store's parts as a bulk edit leaves them, or why it can't (BLK-1). Ways of paying are only asked for. */
export function bulkChanged(
  before: BulkParts,
  change: BulkChange,
): Result<BulkParts, "no-hours" | "too-many-days"> {
  const hours = changedHours(before.hours as StoreHours | null, change);
  if (!hours.ok) return hours;
  return ok({
    hours: hours.value as BulkParts["hours"],
    notices: change.notices === undefined ? before.notices : change.notices || null,
    accepts: change.accepts ?? before.accepts,
  });
}

function changedHours(
  before: StoreHours | null,
  { weekly, closedOn, hoursNote }: BulkChange,
): Result<StoreHours | null, "no-hours" | "too-many-days"> {
  if (weekly === undefined && closedOn === undefined && hoursNote === undefined) return ok(before);
  const table = weekly ?? before?.weekly;
  // Days closed and a note stand beside a weekly table: without one nobody would see them.
  if (table === undefined) return err("no-hours");
  const removed = new Set(closedOn?.remove ?? NO_DAYS);
  const days = [...new Set([...(before?.closedOn ?? NO_DAYS), ...(closedOn?.add ?? NO_DAYS)])]
    .filter((day) => !removed.has(day))
    .sort(compareDates);
  if (days.length > MAX_CLOSED_DAYS) return err("too-many-days");
  return ok({ weekly: table, closedOn: days, note: hoursNote ?? before?.note ?? "" });
}

/** Whether a store's own page would be written at all. */
export function isEdited(before: BulkParts, after: BulkParts): boolean {
  return before.notices !== after.notices || JSON.stringify(before.hours) !== JSON.stringify(after.hours);
}

import type { BulkChange } from "../../../schema/api/bulk-edits.ts";
import { type BusinessDate, isBusinessDate } from "../../../schema/calendar.ts";
import { type OpenSpan, spansFit } from "../../../schema/store-hours.ts";

/** The parts of a bulk edit, each ticked or left alone. */
export const BULK_PARTS = ["weekly", "closed", "note", "notices", "accepts"] as const;
export type BulkPart = (typeof BULK_PARTS)[number];

/** Days that are given the same hours; 0 is Sunday. */
export const DAY_GROUPS = { weekdays: [1, 2, 3, 4, 5], saturday: [6], sunday: [0] } as const;
export type DayGroup = keyof typeof DAY_GROUPS;
export const GROUPS = Object.keys(DAY_GROUPS) as readonly DayGroup[];

/** A bulk edit as its form has it. */
export interface BulkDraft {
  readonly parts: ReadonlySet<BulkPart>;
  readonly hours: { readonly [G in DayGroup]: OpenSpan | null };
  readonly closedAdd: string;
  readonly closedRemove: string;
  readonly note: string;
  readonly notices: string;
  readonly accepts: "mpm" | "mpm+cpm";
}

const USUAL: OpenSpan = { from: "09:00", to: "18:00" };
export const emptyDraft: BulkDraft = {
  parts: new Set(),
  hours: { weekdays: USUAL, saturday: USUAL, sunday: USUAL },
  closedAdd: "",
  closedRemove: "",
  note: "",
  notices: "",
  accepts: "mpm+cpm",
};

/** Single days as people write them one after the other; what can't be read is named. */
export function readDays(text: string): { readonly days: readonly BusinessDate[]; readonly wrong?: string } {
  const words = text
    .normalize("NFKC")
    .split(/[\s,、]+/)
    .filter((word) => word !== "");
  const days: BusinessDate[] = [];
  for (const word of words) {
    const [, year = "", month = "", day = ""] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(word) ?? [];
    const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    if (!isBusinessDate(date)) return { days, wrong: word };
    days.push(date);
  }
  return { days };
}

/** What of a draft can't be sent. */
export function bulkFaults(
  draft: BulkDraft,
): ReadonlySet<DayGroup | "closedAdd" | "closedRemove" | "nothing"> {
  const faults = new Set<DayGroup | "closedAdd" | "closedRemove" | "nothing">();
  if (draft.parts.has("weekly"))
    for (const group of GROUPS) {
      const span = draft.hours[group];
      if (span && !spansFit([span])) faults.add(group);
    }
  if (draft.parts.has("closed")) {
    if (readDays(draft.closedAdd).wrong !== undefined) faults.add("closedAdd");
    if (readDays(draft.closedRemove).wrong !== undefined) faults.add("closedRemove");
  }
  if (Object.keys(changeOf(draft)).length === 0) faults.add("nothing");
  return faults;
}

/** The change that is sent: what is ticked and nothing else. */
export function changeOf(draft: BulkDraft): BulkChange {
  const has = (part: BulkPart) => draft.parts.has(part);
  const [add, remove] = [readDays(draft.closedAdd).days, readDays(draft.closedRemove).days];
  return {
    ...(has("weekly") ? { weekly: weekOf(draft.hours) } : {}),
    ...(has("closed") && add.length + remove.length > 0
      ? { closedOn: { add: [...add], remove: [...remove] } }
      : {}),
    ...(has("note") ? { hoursNote: draft.note.trim() } : {}),
    ...(has("notices") ? { notices: draft.notices.trim() || null } : {}),
    ...(has("accepts") ? { accepts: draft.accepts } : {}),
  };
}

function weekOf(hours: BulkDraft["hours"]): { from: string; to: string }[][] {
  return Array.from({ length: 7 }, (_, day) => {
    const group = GROUPS.find((one) => (DAY_GROUPS[one] as readonly number[]).includes(day));
    const span = group ? hours[group] : null;
    return span ? [{ ...span }] : [];
  });
}

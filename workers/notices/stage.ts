import type { NoticeBody } from "../../schema/api/notices.ts";
import { type BusinessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";

/** What of a notice's row says how it stands. */
export interface NoticeTimes {
  readonly state: string;
  readonly shownFromMs: number | null;
  readonly shownUntilMs: number | null;
}

/** How a notice stands at a moment (NOT-1). */
export function stageOf(
  { state, shownFromMs, shownUntilMs }: NoticeTimes,
  nowMs: number,
): NoticeBody["stage"] {
  if (state !== "published") return state === "draft" ? "draft" : "withdrawn";
  if (shownFromMs === null || nowMs < shownFromMs) return "scheduled";
  return shownUntilMs !== null && nowMs >= shownUntilMs ? "over" : "shown";
}

/** From when until when a notice that is published now is shown: from the start of its first date to the end of its last. */
export function shownTime(
  dates: { readonly fromOn: BusinessDate | null; readonly untilOn: BusinessDate | null },
  nowMs: number,
): { readonly shownFromMs: number; readonly shownUntilMs: number | null } {
  return {
    shownFromMs: dates.fromOn === null ? nowMs : Math.max(nowMs, startOfDayMs(dates.fromOn)),
    shownUntilMs: dates.untilOn === null ? null : endExclusiveMs(dates.untilOn),
  };
}

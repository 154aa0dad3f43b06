import type { Answers } from "../../schema/api/consents.ts";
import type { Segment } from "../../schema/api/grants.ts";
import { endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";

/** A group smaller than this would tell what single people answered (RPT-6). */
export const LEAST_ANSWERERS = 10;

/** Whether a segment goes by what people told of themselves. Pure. */
export function asksAnswers(segment: Segment): boolean {
  return (
    segment.municipalities !== null ||
    segment.bornFrom !== null ||
    segment.bornUntil !== null ||
    segment.sex !== null
  );
}

/** The span in which a Pay must have been added, from and up to (not including). Pure. */
export function joinedSpan(segment: Segment): readonly [fromMs: number, beforeMs: number] {
  return [
    segment.joinedFrom === null ? 0 : startOfDayMs(segment.joinedFrom),
    segment.joinedUntil === null ? Number.MAX_SAFE_INTEGER : endExclusiveMs(segment.joinedUntil),
  ];
}

/** Whether somebody's answers put them into a segment; who didn't answer what it asks is not in it. Pure. */
export function answersFit(segment: Segment, answers: Answers | null): boolean {
  const { municipalities, bornFrom, bornUntil, sex } = segment;
  if (municipalities !== null && !municipalities.includes(answers?.municipality ?? "")) return false;
  if (sex !== null && answers?.sex !== sex) return false;
  if (bornFrom === null && bornUntil === null) return true;
  const year = answers?.birthYear ?? null;
  return year !== null && year >= (bornFrom ?? 0) && year <= (bornUntil ?? Number.MAX_SAFE_INTEGER);
}

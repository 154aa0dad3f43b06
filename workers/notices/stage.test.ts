import { expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import { shownTime, stageOf } from "./stage.ts";

const NOON = Date.UTC(2026, 10, 28, 3);
const DAY = 86_400_000;
const date = (text: string) => text as BusinessDate;

test("NOT-1: a notice is shown from the start of its first date to the end of its last, Tokyo time", () => {
  const time = shownTime({ fromOn: date("2026-11-30"), untilOn: date("2026-12-01") }, NOON);
  const published = { state: "published", ...time };
  const start = Date.UTC(2026, 10, 29, 15);
  expect(stageOf(published, start - 1)).toBe("scheduled");
  expect(stageOf(published, start)).toBe("shown");
  expect(stageOf(published, start + 2 * DAY - 1)).toBe("shown");
  expect(stageOf(published, start + 2 * DAY)).toBe("over");
});

test("NOT-1: without dates it is shown from its publishing on, until it is withdrawn", () => {
  const time = shownTime({ fromOn: null, untilOn: null }, NOON);
  expect(time).toEqual({ shownFromMs: NOON, shownUntilMs: null });
  expect(stageOf({ state: "published", ...time }, NOON + 1_000 * DAY)).toBe("shown");
  expect(stageOf({ state: "withdrawn", ...time }, NOON)).toBe("withdrawn");
});

test("NOT-1: a first date that has passed is the moment of publishing: nobody reads of a notice before it was there", () => {
  expect(shownTime({ fromOn: date("2026-11-01"), untilOn: null }, NOON).shownFromMs).toBe(NOON);
});

test("NOT-1: a draft is a draft whatever the time", () => {
  expect(stageOf({ state: "draft", shownFromMs: null, shownUntilMs: null }, NOON)).toBe("draft");
});

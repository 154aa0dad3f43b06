import { expect, test } from "vitest";
import { segmentSchema } from "../../schema/api/grants.ts";
import { answersFit, asksAnswers, joinedSpan } from "./segment.ts";

const answers = { municipality: "990019", birthYear: 1950, sex: null } as const;

test("GRT-1: a segment without conditions is everybody, also who told nothing", () => {
  const all = segmentSchema.parse({});
  expect(asksAnswers(all)).toBe(false);
  expect(answersFit(all, null)).toBe(true);
  expect(joinedSpan(all)[0]).toBe(0);
});

test("GRT-1: who didn't answer what a segment asks is not in it", () => {
  const older = segmentSchema.parse({ bornUntil: 1955 });
  expect(asksAnswers(older)).toBe(true);
  expect(answersFit(older, answers)).toBe(true);
  expect(answersFit(older, { ...answers, birthYear: 1956 })).toBe(false);
  expect(answersFit(older, { ...answers, birthYear: null })).toBe(false);
  expect(answersFit(older, null)).toBe(false);
});

test("GRT-1: conditions count together", () => {
  const both = segmentSchema.parse({ municipalities: ["990019"], sex: "female" });
  expect(answersFit(both, answers)).toBe(false);
  expect(answersFit(both, { ...answers, sex: "female" })).toBe(true);
});

test("GRT-1: days of joining are whole days in Tokyo, the last one included", () => {
  const [from, before] = joinedSpan(
    segmentSchema.parse({ joinedFrom: "2026-04-01", joinedUntil: "2026-04-01" }),
  );
  expect(new Date(from).toISOString()).toBe("2026-03-31T15:00:00.000Z");
  expect(before - from).toBe(86_400_000);
  expect(segmentSchema.safeParse({ joinedFrom: "2026-04-02", joinedUntil: "2026-04-01" }).success).toBe(
    false,
  );
});

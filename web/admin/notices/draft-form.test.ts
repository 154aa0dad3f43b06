import { expect, test } from "vitest";
import { type DraftFields, emptyDraft, faultsOf, requestOf, toggled } from "./draft-form.ts";

const draft = (more: Partial<DraftFields> = {}): DraftFields => ({
  ...emptyDraft("notice"),
  title: " 年末の精算 ",
  body: "12月28日です。",
  audiences: [{ kind: "merchants" }],
  ...more,
});

test("an empty draft names every field that is missing", () => {
  expect([...faultsOf(emptyDraft("notice"))]).toEqual(["title", "body", "audiences"]);
  expect(faultsOf(draft()).size).toBe(0);
});

test("NOT-1: a last day before the first is a fault; one day alone is none", () => {
  expect([...faultsOf(draft({ fromOn: "2026-12-02", untilOn: "2026-12-01" }))]).toEqual(["dates"]);
  for (const dates of [
    { fromOn: "2026-12-01", untilOn: "2026-12-01" },
    { fromOn: "2026-12-01" },
    { untilOn: "2026-12-01" },
  ])
    expect(faultsOf(draft(dates)).size).toBe(0);
});

test("a document carries its shelf and no dates, a notice its dates and no shelf", () => {
  const dates = { fromOn: "2026-12-01", untilOn: "" };
  expect(requestOf(draft(dates))).toMatchObject({ category: null, fromOn: "2026-12-01", untilOn: null });
  expect(requestOf({ ...draft(dates), kind: "document", category: "form" })).toMatchObject({
    category: "form",
    fromOn: null,
    title: "年末の精算",
  });
});

test("an audience is in or out, never twice", () => {
  const town = { kind: "municipality", code: "990019" } as const;
  const twice = toggled(toggled([{ kind: "merchants" }], town, true), town, true);
  expect(twice).toEqual([{ kind: "merchants" }, town]);
  expect(toggled(twice, town, false)).toEqual([{ kind: "merchants" }]);
});

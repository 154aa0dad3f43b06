import { expect, test } from "vitest";
import type { Design } from "../../../schema/api/programme-design.ts";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { designChanges } from "../../../schema/design-changes.ts";
import { fieldName, fieldText, stepOf } from "./change-words.ts";
import { startingDesign } from "./starting-design.ts";

const design = startingDesign({ name: "旅", payName: "たびPay" }, "2026-11-28" as BusinessDate) as Design;

test("PRG-1: every part of a design has a name, a step and its value in words", () => {
  const nothing = Object.fromEntries(
    Object.entries(design).map(([field, value]) => [
      field,
      ["asks", "scope", "caps", "rule"].includes(field)
        ? Object.fromEntries(Object.keys(value as object).map((part) => [part, "?"]))
        : "?",
    ]),
  ) as unknown as Design;
  const parts = designChanges(nothing, design);
  expect(parts.length).toBeGreaterThan(25);
  for (const { path, after } of parts) {
    expect(fieldName(path)).not.toBe(path);
    expect(stepOf(path)).toBeDefined();
    expect(fieldText(path, after)).not.toMatch(/undefined|object|^[{"]/);
  }
});

test("PRG-2: a fault deep in a part belongs to the part's step; what nobody knows belongs to none", () => {
  expect(stepOf("validity.expiresOn")).toBe("stepDates");
  expect(stepOf("facesYen.1")).toBe("stepMoney");
  expect(stepOf("effectiveFromMs")).toBeUndefined();
});

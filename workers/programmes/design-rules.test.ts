import { expect, test } from "vitest";
import type { Design } from "../../schema/api/programme-design.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { sampleDesign } from "./design.testing.ts";
import { changeFaults, designFaults, outlastsSixMonths } from "./design-rules.ts";

const paths = (more: Partial<Design>) => designFaults(sampleDesign(more)).map((each) => each.path);
const day = (text: string) => text as BusinessDate;
const sold = { kind: "paid", issuedBy: "other", registration: "第00999号" } as const;

test("PRG-2: a design that fits together has no fault", () => {
  expect(designFaults(sampleDesign())).toEqual([]);
});

test.each<[string, Partial<Design>, string]>([
  ["an end before its start", { endsOn: day("2026-10-31") }, "endsOn"],
  [
    "a last day before its start",
    { validity: { kind: "fixed", expiresOn: day("2026-10-31") } },
    "validity.expiresOn",
  ],
  ["a first day after the last", { notBefore: { kind: "fixed", date: day("2027-04-01") } }, "notBefore.date"],
  [
    "dates that follow a check-in nobody asks for",
    { notBefore: { kind: "check-in" }, asks: { ...sampleDesign().asks, checkIn: "no" } },
    "notBefore.kind",
  ],
  [
    "a cap per stay that nobody can count",
    {
      caps: { ...sampleDesign().caps, perStayYen: 5_000 as never },
      asks: { ...sampleDesign().asks, stayReference: "no" },
    },
    "caps.perStayYen",
  ],
  ["MON-2: a face beside the unit", { facesYen: [1_000, 1_250] as never }, "facesYen.1"],
  ["the same face twice", { facesYen: [1_000, 1_000] as never }, "facesYen"],
  [
    "a store that is in and out",
    { scope: { ...sampleDesign().scope, storesIn: ["s"], storesOut: ["s"] } },
    "scope.storesIn",
  ],
  [
    "RES-6: a question without a reason",
    { residentAsks: { attributes: ["sex"], why: "" } },
    "residentAsks.why",
  ],
  [
    "RES-6: a question that is asked twice",
    { residentAsks: { attributes: ["sex", "sex"], why: "統計のため" } },
    "residentAsks.attributes",
  ],
  [
    "PRG-6: a face on which white can't be read",
    {
      face: {
        colour: "#e07040",
        companion: "#221100",
        pattern: "shiosai",
        emblem: "shiosai",
        picture: null,
        sound: "plain",
      },
    },
    "face.colour",
  ],
])("PRG-2: %s is named", (_, more, path) => {
  expect(paths(more)).toEqual([path]);
});

test("PRG-2: once anything is issued the unit, what a face counts by and the consideration are fixed", () => {
  const before = sampleDesign();
  expect(changeFaults(before, { ...before, name: "x", endsOn: day("2029-01-01") })).toEqual([]);
  const after: Design = {
    ...before,
    rule: { ...before.rule, unitYen: 1 as never },
    facePer: "night",
    consideration: sold,
  };
  expect(changeFaults(before, after).map((each) => each.path)).toEqual([
    "rule.unitYen",
    "facePer",
    "consideration.kind",
  ]);
});

test("PRG-5: sold coupons that are written to last more than six months are named; given ones may", () => {
  const long = { validity: { kind: "days", days: 200 } as const, endsOn: day("2028-03-31") };
  const today = day("2026-11-28");
  expect(outlastsSixMonths(sampleDesign(long), today)).toBe(false);
  expect(outlastsSixMonths(sampleDesign({ ...long, consideration: sold }), today)).toBe(true);
  expect(
    outlastsSixMonths(
      sampleDesign({ ...long, validity: { kind: "days", days: 180 }, consideration: sold }),
      today,
    ),
  ).toBe(false);
  expect(
    outlastsSixMonths(
      sampleDesign({ ...long, consideration: { ...sold, issuedBy: "local-government" } }),
      today,
    ),
  ).toBe(false);
});

import { expect, test } from "vitest";
import type { Consideration, NotBefore, Validity } from "../../schema/api/programme-design.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { issueDates, lastOfSixMonths, missingAnswers } from "./terms.ts";

const day = (text: string) => text as BusinessDate;
const today = day("2026-11-28");
const noStay = { checkInOn: null, nights: null };
const designed = (validity: Validity, more: { endsOn?: string; notBefore?: NotBefore } = {}) => ({
  validity,
  notBefore: more.notBefore ?? ({ kind: "issue" } as const),
  endsOn: day(more.endsOn ?? "2028-03-31"),
  consideration: { kind: "free" } as Consideration,
});

test("S9: a coupon good for days counts from the day of its issue", () => {
  expect(issueDates(designed({ kind: "days", days: 0 }), today, noStay).expiresOn).toBe("2026-11-28");
  expect(issueDates(designed({ kind: "days", days: 90 }), today, noStay).expiresOn).toBe("2027-02-26");
});

test("S9: a coupon good until check-out follows check-in and nights, over a month's end", () => {
  const stay = { checkInOn: day("2026-11-29"), nights: 2 };
  expect(issueDates(designed({ kind: "check-out", daysAfter: 0 }), today, stay).expiresOn).toBe("2026-12-01");
  expect(issueDates(designed({ kind: "check-out", daysAfter: 7 }), today, noStay).expiresOn).toBe(
    "2026-12-05",
  );
});

test("S3: nothing is good beyond the programme's end", () => {
  const endsOn = "2026-12-31";
  expect(issueDates(designed({ kind: "days", days: 90 }, { endsOn }), today, noStay).expiresOn).toBe(endsOn);
  const fixed: Validity = { kind: "fixed", expiresOn: day("2028-01-01") };
  expect(issueDates(designed(fixed, { endsOn }), today, noStay).expiresOn).toBe(endsOn);
});

test("PRG-4: a coupon begins at its hand-over, at check-in or on a fixed day; a day that has come is no condition", () => {
  const begins = (notBefore: NotBefore, checkInOn: BusinessDate | null = null) =>
    issueDates(designed({ kind: "days", days: 30 }, { notBefore }), today, { checkInOn, nights: 1 })
      .notBeforeOn;
  expect(begins({ kind: "issue" }, day("2026-12-05"))).toBeNull();
  expect(begins({ kind: "check-in" }, day("2026-12-05"))).toBe("2026-12-05");
  expect(begins({ kind: "check-in" }, today)).toBeNull();
  expect(begins({ kind: "check-in" })).toBeNull();
  expect(begins({ kind: "fixed", date: day("2026-12-01") })).toBe("2026-12-01");
});

test("PRG-5: a sold coupon ends within six months of its issue, unless a local government issues it", () => {
  const long = designed({ kind: "check-out", daysAfter: 60 });
  const stay = { checkInOn: day("2027-06-30"), nights: 30 };
  const sold = (issuedBy: "other" | "local-government") =>
    issueDates({ ...long, consideration: { kind: "paid", issuedBy, registration: "第00999号" } }, today, stay)
      .expiresOn;
  expect(sold("other")).toBe("2027-05-27");
  expect(sold("local-government")).toBe("2027-09-28");
});

test("PRG-5: six months from a day that the last month lacks end on that month's last day but one", () => {
  expect(lastOfSixMonths(day("2026-08-31"))).toBe("2027-02-27");
  expect(lastOfSixMonths(day("2026-11-28"))).toBe("2027-05-27");
});

test("S10: a desk is asked for what the programme says, and for nights only where the face counts by night", () => {
  const rest = { evidence: "no", receipt: "no" } as const;
  const asks = { stayReference: "required", guestName: "optional", checkIn: "no", ...rest } as const;
  expect(missingAnswers({ asks, facePer: "coupon" }, {})).toEqual(["stayReference"]);
  expect(missingAnswers({ asks, facePer: "night" }, { stayReference: "A-1" })).toEqual(["nights"]);
  expect(missingAnswers({ asks, facePer: "night" }, { stayReference: "A-1", nights: 2 })).toEqual([]);
});

import { expect, test } from "vitest";
import type { Validity } from "../../../schema/api/programme-design.ts";
import type { BusinessDate } from "../../../schema/calendar.ts";
import { sampleExpiry } from "./sample-expiry.ts";

const day = (text: string) => text as BusinessDate;
const programme = (validity: Validity, more: { startsOn?: BusinessDate; endsOn?: BusinessDate } = {}) => ({
  startsOn: day("2026-04-01"),
  endsOn: day("2027-03-31"),
  validity,
  ...more,
});
const today = day("2026-11-26");

test("PRG-1: a sample ends by the rule that is being designed", () => {
  expect(sampleExpiry(programme({ kind: "days", days: 45 }), today)).toBe("2027-01-10");
  expect(sampleExpiry(programme({ kind: "check-out", daysAfter: 2 }), today)).toBe("2026-11-29");
  expect(sampleExpiry(programme({ kind: "fixed", expiresOn: day("2027-02-28") }), today)).toBe("2027-02-28");
});

test("a sample of a programme that begins later counts from its first day", () => {
  const later = programme({ kind: "days", days: 10 }, { startsOn: day("2026-12-20") });
  expect(sampleExpiry(later, today)).toBe("2026-12-30");
});

test("a sample never outlasts its programme", () => {
  const short = programme({ kind: "days", days: 45 }, { endsOn: day("2026-12-01") });
  expect(sampleExpiry(short, today)).toBe("2026-12-01");
});

import { expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import { expiryOf } from "./expiry.ts";

const day = (text: string) => text as BusinessDate;
const noStay = { checkInOn: null, nights: null };

test("S9: a coupon good for days counts from the day of its issue", () => {
  const end = day("2027-03-31");
  expect(expiryOf({ kind: "days", days: 0 }, day("2026-11-28"), noStay, end)).toBe("2026-11-28");
  expect(expiryOf({ kind: "days", days: 90 }, day("2026-11-28"), noStay, end)).toBe("2027-02-26");
});

test("S9: a coupon good until check-out follows check-in and nights, over a month's end", () => {
  const stay = { checkInOn: day("2026-11-29"), nights: 2 };
  expect(expiryOf({ kind: "check-out", daysAfter: 0 }, day("2026-11-28"), stay, day("2027-03-31"))).toBe(
    "2026-12-01",
  );
  expect(expiryOf({ kind: "check-out", daysAfter: 7 }, day("2026-11-28"), noStay, day("2027-03-31"))).toBe(
    "2026-12-05",
  );
});

test("S3: nothing is good beyond the programme's end", () => {
  expect(expiryOf({ kind: "days", days: 90 }, day("2026-11-28"), noStay, day("2026-12-31"))).toBe(
    "2026-12-31",
  );
  expect(
    expiryOf({ kind: "fixed", expiresOn: day("2028-01-01") }, day("2026-11-28"), noStay, day("2026-12-31")),
  ).toBe("2026-12-31");
});

import { expect, test } from "vitest";
import { ROLES } from "../../schema/api/staff.ts";
import { sideOf } from "./roles.ts";
import { staffSessionTimes } from "./staff-session-times.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test("STF-2: whoever has a role of the secretariat is signed out after half an hour unused, and after twelve hours", () => {
  for (const role of ROLES.filter((one) => sideOf(one) === "secretariat"))
    expect(staffSessionTimes(["clerk", role])).toEqual({ idleMs: 30 * MINUTE, longestMs: 12 * HOUR });
});

test("STF-2: an office lasts an absence, a till's tablet a shift; of several roles the shortest counts", () => {
  expect(staffSessionTimes(["clerk"])).toEqual({ idleMs: 14 * HOUR, longestMs: 168 * HOUR });
  expect(staffSessionTimes(["clerk", "merchant-head"])).toEqual({ idleMs: 4 * HOUR, longestMs: 24 * HOUR });
  expect(staffSessionTimes(["issuer-desk"])).toEqual({ idleMs: 4 * HOUR, longestMs: 24 * HOUR });
});

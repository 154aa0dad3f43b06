import { expect, test } from "vitest";
import { CODES_WINDOW_MS } from "../../schema/limits.ts";
import { isAtLimit, offersCall, type SentCodes, withSentCode } from "./sent-codes.ts";

const PHONE = "090-1234-5678";
const BY_SMS = { phone: PHONE, by: "sms" } as const;
const REPLY = { nextInMs: 30_000, voice: true };
const asked = (...times: number[]) =>
  times.reduce<SentCodes | undefined>((before, at) => withSentCode(before, BY_SMS, REPLY, at), undefined);

test("RES-2: another code is offered after the time the system names", () => {
  expect(asked(1_000)).toEqual({ ...BY_SMS, voice: true, sentAt: [1_000], againAt: 31_000 });
  expect(asked(1_000, 31_000)?.againAt).toBe(61_000);
});

test("RES-4: after the third of ten minutes the wait lasts until the first of them is ten minutes old", () => {
  const three = asked(1_000, 31_000, 61_000) as SentCodes;
  expect(three.againAt).toBe(1_000 + CODES_WINDOW_MS);
  expect(isAtLimit(three)).toBe(true);
  const fourth = withSentCode(three, BY_SMS, REPLY, 1_000 + CODES_WINDOW_MS);
  expect(fourth.againAt).toBe(31_000 + CODES_WINDOW_MS);
});

test("RES-4: what is older than ten minutes counts no more, and another number counts by itself", () => {
  const later = asked(0, 1, CODES_WINDOW_MS + 2) as SentCodes;
  expect([later.againAt, isAtLimit(later)]).toEqual([CODES_WINDOW_MS + 30_002, false]);
  const other = withSentCode(asked(0, 1, 2), { ...BY_SMS, phone: "080-1234-5678" }, REPLY, 3);
  expect([other.sentAt, isAtLimit(other)]).toEqual([[3], false]);
});

test("RES-7: a call is offered once a second code was asked for, where somebody can call", () => {
  expect(offersCall(asked(1) as SentCodes)).toBe(false);
  expect(offersCall(asked(1, 2) as SentCodes)).toBe(true);
  expect(offersCall({ ...(asked(1, 2) as SentCodes), voice: false })).toBe(false);
});

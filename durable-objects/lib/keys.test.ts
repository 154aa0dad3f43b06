import { expect, test } from "vitest";
import { isChargeCode } from "../../schema/charge-code.ts";
import type { CouponTerms } from "../../schema/coupon-terms.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import {
  couponActorName,
  couponCode,
  couponMac,
  currentIssueKeyId,
  currentPepperGeneration,
  livePepperGenerations,
  verifyCouponMac,
} from "./keys.ts";

const master = (letter: string) => btoa(letter.repeat(32));
const env = {
  PEPPERS: JSON.stringify({ "1": master("a"), "2": master("b"), "10": master("c"), "11": master("d") }),
  ISSUE_KEYS: JSON.stringify({ "1": master("i"), "2": master("j") }),
};
const programmeId = "7k3m9qxw2p4d" as ProgrammeId;

const terms: CouponTerms = {
  programmeId,
  serial: 7,
  regionId: "regionregion",
  issueId: "issueissueis",
  actor: "f".repeat(64),
  pepperGeneration: 1,
  keyId: "1",
  salt: 0,
  faceYen: 3000,
  issuerId: "issuerissuer",
  branchId: "branchbranch",
  notBeforeOn: null,
  expiresOn: "2026-11-30",
};

test("CPN-1: serial, salt, programme and key each change the code, and the same four give it again", () => {
  const base = { programmeId, serial: 1, salt: 0, keyId: "1" };
  const codes = [
    base,
    { ...base, serial: 2 },
    { ...base, salt: 1 },
    { ...base, keyId: "2" },
    { ...base, programmeId: "8k3m9qxw2p4d" as ProgrammeId },
  ].map((coupon) => couponCode(coupon, env));
  expect(new Set(codes).size).toBe(5);
  expect(codes.every(isChargeCode)).toBe(true);
  expect(couponCode(base, env)).toBe(codes[0]);
});

test("ACT-1: a code has another name in each generation, and three generations are live, newest first", () => {
  const code = couponCode({ programmeId, serial: 1, salt: 0, keyId: "1" }, env);
  expect(couponActorName(code, 1, env)).toMatch(/^[0-9a-f]{64}$/);
  expect(couponActorName(code, 1, env)).not.toBe(couponActorName(code, 2, env));
  expect(livePepperGenerations(env)).toEqual([11, 10, 2]);
  expect(currentPepperGeneration(env)).toBe(11);
  expect(currentIssueKeyId(env)).toBe("2");
});

test("CPN-5: the MAC of a row holds for its own terms and for no changed one", () => {
  const mac = couponMac(terms, env);
  expect(verifyCouponMac(terms, mac, env)).toBe(true);
  const changes: Partial<CouponTerms>[] = [
    { faceYen: 30000 },
    { serial: 8 },
    { expiresOn: "2027-11-30" },
    { issuerId: "otherissuer0" },
    { notBeforeOn: "2026-11-01" },
    { keyId: "2" },
    { actor: "e".repeat(64) },
    { regionId: "otherregion0" },
  ];
  for (const change of changes) expect(verifyCouponMac({ ...terms, ...change }, mac, env)).toBe(false);
  expect(verifyCouponMac({ ...terms, keyId: "toString" }, mac, env)).toBe(false);
  expect(verifyCouponMac(terms, "", env)).toBe(false);
});

test("WHO-5: a missing master is a bug that shows at once, never a default key", () => {
  expect(() =>
    couponActorName(couponCode({ programmeId, serial: 1, salt: 0, keyId: "1" }, env), 3, env),
  ).toThrow();
  expect(() => couponCode({ programmeId, serial: 1, salt: 0, keyId: "9" }, env)).toThrow();
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  ENTITY_ID,
  entityId,
  type IdTail,
  isClientOperationId,
  isOperationId,
  operationId,
  parseWalletName,
  stepIdFromHash,
  tailOf,
  walletName,
} from "./ids.ts";

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const hex = (length: number) =>
  fc
    .array(fc.constantFrom(..."0123456789abcdef"), { minLength: length, maxLength: length })
    .map((all) => all.join(""));
const tail = hex(8).map((text) => text as IdTail);

describe("operation ids", () => {
  test("OPR-1, OPR-7: a client's id is a UUIDv7 that ends in its holder's tail", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 47 }), bytes(6), tail, (nowMs, random, holder) => {
        const id = operationId(nowMs, random, holder);
        expect(isClientOperationId(id)).toBe(true);
        expect(tailOf(id)).toBe(holder);
        expect(Number.parseInt(id.slice(0, 13).replace("-", ""), 16)).toBe(nowMs);
      }),
      { numRuns: 1_000 },
    );
  });

  test("XFR-3: a step's id is never one a client could send", () => {
    fc.assert(
      fc.property(hex(64), tail, (hash, holder) => {
        const id = stepIdFromHash(hash, holder);
        expect(isOperationId(id)).toBe(true);
        expect(isClientOperationId(id)).toBe(false);
        expect(tailOf(id)).toBe(holder);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(["", "x", "01A20658-9B80-7000-8000-0005EA65FB80", "01a20658-9b80-4000-8000-0005ea65fb80"])(
    "%s is not an operation id",
    (text) => expect(isOperationId(text)).toBe(false),
  );
});

describe("names", () => {
  test("an entity id is 12 readable characters, and differs with its first 60 bits", () => {
    fc.assert(
      fc.property(bytes(8), bytes(8), (one, two) => {
        expect(entityId(one)).toMatch(ENTITY_ID);
        const same =
          one.slice(0, 7).every((byte, at) => byte === two[at]) &&
          (one[7] as number) >> 4 === (two[7] as number) >> 4;
        expect(entityId(one) === entityId(two)).toBe(same);
      }),
      { numRuns: 1_000 },
    );
  });

  test("ACT-1: a wallet's name is made and read by one pair of functions", () => {
    fc.assert(
      fc.property(bytes(8), bytes(8), (resident, programme) => {
        const name = walletName(entityId(resident), entityId(programme));
        expect(parseWalletName(name)).toEqual({
          residentId: entityId(resident),
          programmeId: entityId(programme),
        });
      }),
    );
    expect(parseWalletName("a".repeat(64) as never)).toBeNull();
  });
});

import { expect, test } from "vitest";
import { type Scope, storeInScope } from "./scope.ts";

const everywhere: Scope = {
  municipalities: null,
  industries: null,
  industriesOut: [],
  storesIn: [],
  storesOut: [],
};
const cafe = { id: "cafe", municipality: "990019", industry: "M7671" };

test("S1: a scope without limits takes every store of the region", () => {
  expect(storeInScope(cafe, everywhere)).toBe(true);
});

test("S1: a municipality that isn't listed is out", () => {
  expect(storeInScope(cafe, { ...everywhere, municipalities: ["990027"] })).toBe(false);
  expect(storeInScope(cafe, { ...everywhere, municipalities: ["990027", "990019"] })).toBe(true);
});

test("S1: an industry is in by any prefix of its code, from the letter to all four digits", () => {
  for (const prefix of ["M", "M76", "M767", "M7671"])
    expect(storeInScope(cafe, { ...everywhere, industries: [prefix] })).toBe(true);
  for (const prefix of ["I", "M75", "M7672"])
    expect(storeInScope(cafe, { ...everywhere, industries: [prefix] })).toBe(false);
  expect(storeInScope(cafe, { ...everywhere, industries: [] })).toBe(false);
});

test("S1: an industry that is out stays out although a shorter prefix lets it in", () => {
  expect(storeInScope(cafe, { ...everywhere, industries: ["M"], industriesOut: ["M767"] })).toBe(false);
});

test("S1: a single store goes in or out whatever else is said, and out is stronger", () => {
  const narrow = { ...everywhere, municipalities: [], industries: [] };
  expect(storeInScope(cafe, { ...narrow, storesIn: ["cafe"] })).toBe(true);
  expect(storeInScope(cafe, { ...everywhere, storesOut: ["cafe"] })).toBe(false);
  expect(storeInScope(cafe, { ...everywhere, storesIn: ["cafe"], storesOut: ["cafe"] })).toBe(false);
});

import { expect, test } from "vitest";
import { readQuery } from "./query.ts";

const PROGRAMME = "7k3m9qxw2p4d";
const read = (text: string) => readQuery(text, PROGRAMME);

test("a coupon's 20 digits are read as people and scanners deliver them", () => {
  const code = "91735042668109734232";
  for (const text of [
    "9173 5042 6681 0973 4232",
    "９１７３-５０４２-６６８１-０９７３-４２３２",
    `https://x.example/c/${code}`,
  ])
    expect(read(text)).toEqual({ by: "code", code });
});

test("a code that is cut short goes to the server as a code, which says so", () => {
  expect(read("9173 5042 6681 09")).toEqual({ by: "code", code: "91735042668109" });
});

test("an issue number is a coupon of the chosen programme, or of the one it names", () => {
  expect(read("004417")).toEqual({ by: "coupon", couponId: `${PROGRAMME}-4417` });
  expect(read("0123456789ab-12")).toEqual({ by: "coupon", couponId: "0123456789ab-12" });
  expect(readQuery("4417", undefined)).toEqual({ by: "unreadable" });
});

test("a telephone number is one in whatever way it is written", () => {
  for (const text of ["090-1234-5678", "０９０１２３４５６７８", "+81 90 1234 5678", "(090)12345678"])
    expect(read(text).by).toBe("phone");
});

test("OPR-1: the id of an operation is one, also of a step", () => {
  const operationId = "019ae2f0-1234-7abc-8def-0123456789ab";
  expect(read(operationId.toUpperCase())).toEqual({ by: "operation", operationId });
});

test("anything else is said to be unreadable, and nobody is asked", () => {
  for (const text of ["", "   ", "さとう", "abc-1", "-"]) expect(read(text)).toEqual({ by: "unreadable" });
});

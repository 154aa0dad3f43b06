import { expect, test } from "vitest";
import { newerCss, newerScript } from "./floors.ts";

test("S19: syntax that fails a whole script on the oldest phones is named", () => {
  expect(newerScript("a?.b")).toEqual(["?. (13.4)"]);
  expect(newerScript("a ?? b")).toEqual(["?? (13.4)"]);
  expect(newerScript("10n")).toEqual(["BigInt (14)"]);
  expect(newerScript("/(?<=a)b/.test(c)")).toEqual(["look-behind (16.4)"]);
  expect(newerScript("class A { static { f() } }")[0]).toMatch(/^syntax newer than 2020/);
  expect(newerScript('import("./a.js").then((m) => m.b)')).toEqual([]);
});

test("S19: calls that the oldest phones lack are named, and what is only called so is not", () => {
  expect(newerScript("rows.toSorted((a, b) => a - b)")).toEqual(["toSorted() (16)"]);
  expect(newerScript("structuredClone(a)")).toEqual(["structuredClone() (15.4)"]);
  expect(newerScript("const toSorted = 1; a.toSorted; a.toString()")).toEqual([]);
});

test("S19: rules that the oldest phones drop are named", () => {
  expect(newerCss("a:has(b){color:red}")).toEqual([":has() (15.4)"]);
  expect(newerCss("a{inset:0}")).toEqual(["inset (14.5)"]);
  expect(newerCss("a{box-shadow:inset 0 0 #000}a:focus-visible{color:red}")).toEqual([]);
});

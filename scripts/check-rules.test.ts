import { expect, test } from "vitest";
import { citedIn, compareRules, rulesOf } from "./check-rules.ts";

const spec = "- **ABC-1** one\n- **ABC-2** *(later)* two\n- **ABC-3** three\n";

test("a rule without a test is named, unless it is marked as not built", () => {
  expect(compareRules(rulesOf(spec), citedIn('test("ABC-1: holds")')).untested).toEqual(["ABC-3"]);
});

test("an id that no rule has is named, and words of the same shape are left alone", () => {
  const cited = citedIn("ABC-1 ABC-3 ABC-9 ISO-8601");
  expect(compareRules(rulesOf(spec), cited)).toEqual({ untested: [], unknown: ["ABC-9"] });
});

import { expect, test } from "vitest";
import { answersOf, enteredOf, NOTHING_ENTERED } from "./answers.ts";

const entered = (more: Partial<typeof NOTHING_ENTERED>) => ({ ...NOTHING_ENTERED, ...more });

test("RES-6: nothing entered is no answer", () => {
  expect(answersOf(NOTHING_ENTERED, 2026)).toBeNull();
});

test("RES-6: each may be told by itself; a year in full width is a year", () => {
  expect(answersOf(entered({ birthYear: "１９５０" }), 2026)).toEqual({
    municipality: null,
    birthYear: 1950,
    sex: null,
  });
  expect(answersOf(entered({ municipality: "elsewhere", sex: "other" }), 2026)).toEqual({
    municipality: "elsewhere",
    birthYear: null,
    sex: "other",
  });
});

test.each(["昭和25", "25", "1899", "2027", "19500"])("RES-6: %s is no year of birth", (birthYear) => {
  expect(answersOf(entered({ birthYear }), 2026)).toBeUndefined();
});

test("RES-6: what was told comes back to be changed", () => {
  const answers = { municipality: "990019", birthYear: 1950, sex: null };
  expect(answersOf(enteredOf(answers), 2026)).toEqual(answers);
  expect(enteredOf(null)).toEqual(NOTHING_ENTERED);
});

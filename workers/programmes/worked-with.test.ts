import { expect, test } from "vitest";
import type { ProgrammeState } from "../../schema/api/programmes.ts";
import { workedWith } from "./worked-with.ts";

const all = (["settled", "draft", "approved", "open", "closed"] satisfies ProgrammeState[]).map((state) => ({
  state,
}));
const states = (keepsBooks: boolean) => workedWith(all, keepsBooks).map((one) => one.state);

test("PRG-3: desks and tills work with what can be spent", () => {
  expect(states(false)).toEqual(["open", "closed"]);
});

test("PRG-3: who keeps the books also sees what is about to open and what is settled, after what is being spent", () => {
  expect(states(true)).toEqual(["open", "closed", "approved", "settled"]);
});

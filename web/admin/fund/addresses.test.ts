import { expect, test } from "vitest";
import { readAddresses } from "./addresses.ts";

test("one a line, or with commas, in full width too, each once", () => {
  expect(readAddresses("a@example.jp\nb@example.jp、ｃ＠example.jp a@example.jp")).toEqual({
    kind: "ok",
    addresses: ["a@example.jp", "b@example.jp", "c@example.jp"],
  });
});

test.each([
  ["", { kind: "none" }],
  [" \n", { kind: "none" }],
  ["a@example.jp kakari", { kind: "wrong", address: "kakari" }],
  ["a@b", { kind: "wrong", address: "a@b" }],
  ["1@x.jp 2@x.jp 3@x.jp 4@x.jp 5@x.jp 6@x.jp", { kind: "many" }],
])("%j is said to be what it is", (text, said) => {
  expect(readAddresses(text)).toEqual(said);
});

import { expect, test } from "vitest";
import { verificationText } from "./sms-words.ts";

const text = verificationText("012345", "tegata.example.jp", 10 * 60_000);

test("S20: a code's message says whose it is and how long it is good, then the code, last what phones fill in", () => {
  const [sentence, code, gap, autofill] = text.split("\n");
  expect(sentence).toContain("Tegata");
  expect(sentence).toContain("10分以内");
  expect([code, gap, autofill]).toEqual(["012345", "", "@tegata.example.jp #012345"]);
  expect(text.match(/\d{6}/)?.[0]).toBe("012345");
});

test("S20: it costs two messages at most (67 letters in each part of a long one)", () => {
  expect(text.length).toBeLessThanOrEqual(2 * 67);
});

import { expect, test } from "vitest";
import {
  codeSpeech,
  newNumberText,
  numberLinkText,
  numberMovedText,
  numberWaitsText,
  smsParts,
  verificationText,
} from "./code-words.ts";

const text = verificationText("012345", "tegata.example.jp", 10 * 60_000);

test("RES-2, S20: a code's message says whose it is and how long it is good, then the code, last what phones fill in", () => {
  const [sentence, code, gap, autofill] = text.split("\n");
  expect(sentence).toContain("Tegata");
  expect(sentence).toContain("10分以内");
  expect([code, gap, autofill]).toEqual(["012345", "", "@tegata.example.jp #012345"]);
  expect(text.match(/\d{6}/)?.[0]).toBe("012345");
});

test("S20: it costs two messages at most (67 letters in each part of a long one)", () => {
  expect(text.length).toBeLessThanOrEqual(2 * 67);
});

test("RES-12: the code for another number says what it does, the old number hears which one it was, each in two messages at most", () => {
  const asked = newNumberText("012345", "tegata.example.jp", 10 * 60_000);
  expect(asked).toContain("この番号に変えるコード");
  expect(asked.split("\n").at(-1)).toBe("@tegata.example.jp #012345");
  expect(numberMovedText("5678")).toContain("下4けた5678");
  for (const text of [asked, numberMovedText("5678")]) expect(smsParts(text)).toBeLessThanOrEqual(2);
});

test("RES-12: both numbers are sent a link at the message's end and alone on its line, in three messages at most", () => {
  const link = `https://tegata.example.jp/wallet/number/confirm#${"0".repeat(32)}`;
  for (const text of [numberLinkText(link), numberWaitsText("5678", link)]) {
    expect(text.split("\n").at(-1)).toBe(link);
    expect(smsParts(text)).toBeLessThanOrEqual(3);
  }
  expect(numberWaitsText("5678", link)).toContain("下4けた5678");
});

test("RES-8: a message of more than 70 letters is charged by its parts of 67", () => {
  expect([0, 1, 70, 71, 134, 135].map((letters) => smsParts("あ".repeat(letters)))).toEqual([
    1, 1, 1, 2, 2, 3,
  ]);
  expect(smsParts(text)).toBe(2);
});

test("RES-7: a call says the digits one by one, so that none is taken for another", () => {
  expect(codeSpeech("047189").digits).toEqual(["ゼロ", "よん", "なな", "いち", "はち", "きゅう"]);
});

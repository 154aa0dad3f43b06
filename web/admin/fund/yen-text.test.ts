import { expect, test } from "vitest";
import { parseYenText } from "./yen-text.ts";

test.each([
  ["600000000", 600_000_000],
  ["1,000,000", 1_000_000],
  ["１，２００，０００円", 1_200_000],
  ["6億", 600_000_000],
  ["1,200万", 12_000_000],
  ["1億2,000万", 120_000_000],
  ["3万5千", null],
  ["1万20000", null],
  ["0", null],
  ["-5", null],
  ["1.5億", null],
  ["", null],
  ["円", null],
  ["9,999,999,999", 9_999_999_999],
  ["99,999,999,999", null],
  ["100億", null],
])("MON-1: %s is read as %s", (text, yen) => {
  expect(parseYenText(text)).toBe(yen);
});

import { expect, test } from "vitest";
import { comparable, countCell, kanaCell, textCell, wordCell } from "./cells.ts";
import { hasCheckDigit, industryCell, municipalityCell } from "./place-and-trade.ts";

test("IMP-4: width, case, spaces and the kind of dash don't make another shop", () => {
  expect(comparable("港町１－２－３ ＡＢＣビル")).toBe(comparable("港町1−2―3　abcビル"));
  expect(comparable("港町1-23")).not.toBe(comparable("港町12-3"));
});

test("IMP-3: a text is tidied onto one line; empty, too long and unreadable ones are named", () => {
  expect(textCell("　港の\r\n食堂 ", 60)).toEqual({ value: "港の 食堂" });
  expect(textCell(" 　", 60)).toEqual({ fault: "missing" });
  expect(textCell(undefined, 60)).toEqual({ fault: "missing" });
  expect(textCell("あ".repeat(61), 60)).toEqual({ fault: "too-long" });
  expect(textCell("港\u0007", 60)).toEqual({ fault: "control-character" });
  expect(textCell("港\ufffd", 60)).toEqual({ fault: "control-character" });
});

test("IMP-3: a reading may come in either kana and in half width, never in kanji", () => {
  expect(kanaCell("ﾐﾅﾄ ｼｮｸﾄﾞｳ", 60)).toEqual({ value: "ミナト ショクドウ" });
  expect(kanaCell("みなと しょくどう", 60)).toEqual({ value: "ミナト ショクドウ" });
  expect(kanaCell("Ｂａｒ ミナト・２", 60)).toEqual({ value: "Bar ミナト・2" });
  expect(kanaCell("港食堂", 60)).toEqual({ fault: "not-kana" });
});

test("IMP-3: a municipality is found by name, code, short code, and without the zero a spreadsheet took away", () => {
  const region = [
    { code: "990019", name: "港町" },
    { code: "990027", name: "山村" },
    { code: "019909", name: "北町" },
  ];
  for (const text of ["990019", "99001", "９９００１９", " 港町 "])
    expect(municipalityCell(text, region)).toEqual({ value: "990019" });
  expect(municipalityCell("19909", region)).toEqual({ value: "019909" });
  expect(municipalityCell("990035", region)).toEqual({ fault: "municipality-unknown" });
  expect(municipalityCell("990018", region)).toEqual({ fault: "municipality-mistyped" });
  expect(municipalityCell("海村", region)).toEqual({ fault: "municipality-unknown" });
  expect(municipalityCell("", region)).toEqual({ fault: "missing" });
});

test("IMP-3: a name that two municipalities bear names neither", () => {
  const twins = [
    { code: "990019", name: "森町" },
    { code: "990027", name: "森町" },
  ];
  expect(municipalityCell("森町", twins)).toEqual({ fault: "municipality-unknown" });
  expect(municipalityCell("990027", twins)).toEqual({ value: "990027" });
});

test("the check digit of a municipal code is the one of the ministry's rule", () => {
  expect(hasCheckDigit("362018")).toBe(true);
  expect(hasCheckDigit("362017")).toBe(false);
  expect(hasCheckDigit("011002")).toBe(true);
});

test("IMP-3: an industry's letter follows from its digits, and a wrong one is named", () => {
  expect(industryCell("M7611")).toEqual({ value: "M7611" });
  expect(industryCell("ｍ７６")).toEqual({ value: "M76" });
  expect(industryCell("5891")).toEqual({ value: "I5891" });
  expect(industryCell("I7611")).toEqual({ fault: "industry-unknown" });
  expect(industryCell("7")).toEqual({ fault: "industry-unknown" });
  expect(industryCell("0011")).toEqual({ fault: "industry-unknown" });
  expect(industryCell("飲食")).toEqual({ fault: "industry-unknown" });
});

test("IMP-3: words and counts come in several writings", () => {
  const words = { yes: ["はい", "YES"], no: ["いいえ"] } as const;
  expect(wordCell("ｙｅｓ", words, "accepts-unknown")).toEqual({ value: "yes" });
  expect(wordCell("たぶん", words, "accepts-unknown")).toEqual({ fault: "accepts-unknown" });
  expect(countCell("３", 1)).toEqual({ value: 3 });
  expect(countCell("", 1)).toEqual({ value: 1 });
  for (const text of ["0", "100", "1.5", "-1", "二"])
    expect(countCell(text, 1)).toEqual({ fault: "tills-number" });
});

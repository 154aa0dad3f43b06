import { describe, expect, test } from "vitest";
import { nearness, readables, typedWords } from "./matching.ts";

const findable = (names: readonly (string | null)[], towns: readonly (string | null)[]) => ({
  names: readables(names),
  towns: readables(towns),
});

const SHIOSAI = findable(
  ["しおさいPay", "潮見県 旅クーポン", "潮見県", "シオミケン", "潮見県旅クーポン事務局", null],
  ["白岬市", "シラサキシ", "霧ヶ原村", "キリガハラムラ", null],
);
const near = (typed: string) => nearness(typedWords(typed), SHIOSAI);

describe("ADD-1: a Pay is found however its name is typed", () => {
  test.each([
    ["its name", "しおさい"],
    ["katakana", "シオサイ"],
    ["half-width katakana", "ｼｵｻｲ"],
    ["full-width Latin letters", "しおさいＰＡＹ"],
    ["capitals", "しおさいpay"],
    ["Hepburn", "shiosai"],
    ["Kunrei", "siosai"],
    ["a keyboard half-way", "しおs"],
    ["Latin letters half-way", "sh"],
    ["its region", "潮見県"],
    ["the region's reading", "しおみけん"],
    ["the region's reading in Latin letters", "Shiomi"],
    ["spaces around it", "　しおさい　"],
  ])("by %s", (_, typed) => {
    expect(near(typed)).toBe(0);
  });

  test.each([
    ["a name's middle", "旅クーポン"],
    ["a name's middle in half-width kana", "旅ｸｰﾎﾟﾝ"],
    ["without the long mark", "クポン"],
    ["whoever runs it", "事務局"],
  ])("within a name, less near, by %s", (_, typed) => {
    expect(near(typed)).toBe(1);
  });

  test.each([
    ["a municipality", "白岬"],
    ["its reading", "しらさき"],
    ["its reading in Latin letters", "Shirasaki-shi"],
    ["a small ヶ typed large", "霧ケ原"],
    ["a small ヶ typed as it sounds", "霧が原村"],
  ])("by where it is, least near: %s", (_, typed) => {
    expect(near(typed)).toBe(2);
  });

  test("every word has to be found, and the farthest of them counts", () => {
    expect(near("潮見県 しおさい")).toBe(0);
    expect(near("しおさい 白岬")).toBe(2);
    expect(near("しおさい 山並")).toBe(null);
  });

  test("what is nowhere in it is not found", () => {
    for (const typed of ["やまなみ", "yamanami", "汐見", "0000"]) expect(near(typed)).toBe(null);
  });

  test("nothing typed, or nothing but marks, leaves everything", () => {
    for (const typed of ["", "　", "・ー-", "()"]) expect(near(typed)).toBe(0);
  });

  test("a long vowel, a doubled consonant and an n before b or p are read in each way they are written", () => {
    const pay = findable(["じょうえつシンバシまっちゃPay", "ふじのみや", "とうきょう"], []);
    for (const typed of ["joetsu", "jouetsu", "zyouetu", "shimbashi", "shinbashi", "matcha", "maccha"])
      expect([typed, nearness(typedWords(typed), pay)]).not.toContain(null);
    for (const typed of ["fujinomiya", "huzinomiya", "Tōkyō", "toukyou", "tokyo"])
      expect([typed, nearness(typedWords(typed), pay)]).toEqual([typed, 0]);
  });

  test("a kanji is not read by guessing", () => {
    expect(nearness(typedWords("shiomi"), findable(["潮見県"], []))).toBe(null);
  });
});

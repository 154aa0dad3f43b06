import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cutKana, fromJisX0201, isBankKana, jisX0201, toBankKana } from "./bank-kana.ts";
import { ok } from "./result.ts";

const party = (text: string) => toBankKana(text, "party");

describe("STL-1: a name as the bank's file holds it", () => {
  test.each([
    ["キャラメル ショップ", "ｷﾔﾗﾒﾙ ｼﾖﾂﾌﾟ"],
    ["ｷｬﾗﾒﾙ", "ｷﾔﾗﾒﾙ"],
    ["カ）ミナトコーヒー", "ｶ)ﾐﾅﾄｺ-ﾋ-"],
    ["ミナト　コ−ヒ―", "ﾐﾅﾄ ｺ-ﾋ-"],
    ["ガギグパピヴ", "ｶﾞｷﾞｸﾞﾊﾟﾋﾟｳﾞ"],
    ["カ゛キ゛", "ｶﾞｷﾞ"],
    ["ａｂｃ１２", "ABC12"],
    ["ユ.アオハマ・ノユ", "ﾕ.ｱｵﾊﾏ.ﾉﾕ"],
    ["みなと きっさ", "ﾐﾅﾄ ｷﾂｻ"],
    ["ヵヶヮ", "ｶｹﾜ"],
  ])("%s is %s", (written, kana) => expect(party(written)).toEqual(ok(kana)));

  test.each([
    ["山田 タロウ", "山", 0],
    ["カ）ミナト商店", "商", 5],
    ["ヲトメ", "ヲ", 0],
    ["タロウ,ハナコ", ",", 3],
    ["ヱビス", "ヱ", 0],
    ["ア゛", "゛", 1],
    ["タロウ😀", "😀", 3],
    ["タロウ\n", "\n", 3],
  ])("%s is refused by its character: a reading is never guessed", (written, character, at) =>
    expect(party(written)).toEqual({ ok: false, error: { character, at } }),
  );

  test("which symbols there are depends on the field", () => {
    expect(toBankKana("ア・イ", "bank")).toEqual(ok("ｱ ｲ"));
    expect(toBankKana("ア(イ)", "bank").ok).toBe(false);
    expect(toBankKana("「ヲ」￥/", "edi")).toEqual(ok("｢ｦ｣\\/"));
  });

  test("a long name is cut, and never between a kana and its mark", () => {
    expect(cutKana("ｱｶﾞ", 2)).toBe("ｱ");
    expect(cutKana("ｱｶﾞ", 3)).toBe("ｱｶﾞ");
    expect(cutKana("ｱ ｲ", 2)).toBe("ｱ");
  });
});

test("STL-1: what was accepted is accepted again unchanged, is one byte a character, and reads back", () => {
  const letters = fc.constantFrom(..."アガパャーヴッ ンabcＺ０9().-・ﾊﾞﾟみ");
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 40 }), (written) => {
      const kana = party(written.join(""));
      if (!kana.ok) return;
      expect(isBankKana(kana.value, "party")).toBe(true);
      const bytes = jisX0201(kana.value);
      expect(bytes.length).toBe(kana.value.length);
      expect(fromJisX0201(bytes)).toBe(kana.value);
    }),
  );
});

import { describe, expect, test } from "vitest";
import { defineOfficeWords } from "./define-words.ts";
import { chooseLocale, locale, OFFICE_LOCALES, setLocale } from "./locale.ts";
import { problemsEasy } from "./problems-easy.ts";
import { problemsEn } from "./problems-en.ts";
import { problemsJa } from "./problems-ja.ts";
import { problemsKo } from "./problems-ko.ts";
import { problemsZh } from "./problems-zh.ts";

describe("languages", () => {
  test("a stored choice wins, then the browser's wishes in order, then Japanese", () => {
    expect(chooseLocale("en", ["ja"])).toBe("en");
    expect(chooseLocale(null, ["fr-FR", "en-GB", "ja"])).toBe("en");
    expect(chooseLocale("xx", ["fr"])).toBe("ja");
    expect(chooseLocale(null, ["zh-CN"])).toBe("zh");
    expect(chooseLocale(null, ["ko-KR"])).toBe("ko");
  });

  test("LNG-1: an app that has fewer languages passes over the others", () => {
    expect(chooseLocale("ko", [], OFFICE_LOCALES)).toBe("ja");
    expect(chooseLocale(null, ["ko", "en"], OFFICE_LOCALES)).toBe("en");
  });

  test("a language that can't be loaded leaves the screens as they were", async () => {
    let reachable = false;
    const t = defineOfficeWords(
      { hello: "こんにちは", left: (v: { count: number }) => `あと${v.count}` },
      {
        en: async () => {
          if (!reachable) throw new TypeError("Failed to fetch");
          return { hello: "Hello", left: (v) => `${v.count} left` };
        },
      },
    );
    expect(await setLocale("en")).toBe(false);
    expect(locale()).toBe("ja");
    expect(t("hello")).toBe("こんにちは");
    reachable = true;
    expect(await setLocale("en")).toBe(true);
    expect(t("left", { count: 3 })).toBe("3 left");
    await setLocale("ja");
    expect(t("left", { count: 3 })).toBe("あと3");
  });

  test("every problem says what happened and what to do, in every language", () => {
    for (const problems of [problemsJa, problemsEasy, problemsEn, problemsZh, problemsKo]) {
      expect(Object.keys(problems)).toEqual(Object.keys(problemsJa));
      for (const words of Object.values(problems)) {
        expect(words.what).toMatch(/[。.]$/);
        expect(words.next).toMatch(/[。.]$/);
      }
    }
  });
});

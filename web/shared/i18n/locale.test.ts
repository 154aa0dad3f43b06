import { describe, expect, test } from "vitest";
import { defineWords } from "./define-words.ts";
import { chooseLocale, locale, setLocale } from "./locale.ts";
import { problemsEn } from "./problems-en.ts";
import { problemsJa } from "./problems-ja.ts";

describe("languages", () => {
  test("a stored choice wins, then the browser's wishes in order, then Japanese", () => {
    expect(chooseLocale("en", ["ja"])).toBe("en");
    expect(chooseLocale(null, ["fr-FR", "en-GB", "ja"])).toBe("en");
    expect(chooseLocale("xx", ["fr"])).toBe("ja");
  });

  test("a language that can't be loaded leaves the screens as they were", async () => {
    let reachable = false;
    const t = defineWords(
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
    for (const words of [...Object.values(problemsJa), ...Object.values(problemsEn)]) {
      expect(words.what).toMatch(/[。.]$/);
      expect(words.next).toMatch(/[。.]$/);
    }
    expect(Object.keys(problemsEn)).toEqual(Object.keys(problemsJa));
  });
});

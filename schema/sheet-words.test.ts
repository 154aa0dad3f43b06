import { expect, test } from "vitest";
import { balanceAddress, SECOND_LANGUAGES, SHEET_JA, SHEET_SECOND, SHEET_STEPS } from "./sheet-words.ts";

test("PRN-3: every second language says all that English says, in words of its own", () => {
  for (const language of SECOND_LANGUAGES) {
    const words = SHEET_SECOND[language];
    for (const [key, text] of Object.entries(words)) {
      expect(text.length, `${language} ${key}`).toBeGreaterThan(0);
      if (language !== "en") expect(text).not.toBe(SHEET_SECOND.en[key as keyof typeof words]);
    }
  }
  expect(SHEET_STEPS.map((step) => SHEET_JA[step])).toHaveLength(3);
});

test("PRN-3: the address of the balance page is the QR's own, without scheme and digits", () => {
  expect(balanceAddress("https://tegata.example.jp/c/48271590633820475106")).toBe("tegata.example.jp/c/");
  expect(balanceAddress("http://localhost:4170/c/48271590633820475106")).toBe("localhost:4170/c/");
});

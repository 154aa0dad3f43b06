import { describe, expect, test } from "vitest";
import { en } from "../i18n/en.ts";
import { ja } from "../i18n/ja.ts";
import { outcomeWords } from "./outcome-words.ts";

describe("OPR-5: whoever asks is told in plain words", () => {
  test("a payment is paid, not paid, or not known yet", () => {
    expect(ja[outcomeWords("payment", "done").title]).toBe("お支払いは済んでいます");
    expect(ja[outcomeWords("payment", "not-done").title]).toBe("お支払いは済んでいません");
    expect(ja[outcomeWords("payment", "unknown").title]).toContain("まだわかりません");
  });

  test("only an open end offers to ask again, and warns against a second payment", () => {
    expect(outcomeWords("payment", "done").open).toBe(false);
    expect(outcomeWords("payment", "not-done").open).toBe(false);
    for (const outcome of ["pending", "unknown"] as const) {
      expect(outcomeWords("payment", outcome).open).toBe(true);
      expect(ja[outcomeWords("payment", outcome).text]).toContain("もう一度支払わないで");
      expect(en[outcomeWords("payment", outcome).text]).toContain("Don't pay again");
    }
  });

  test("XFR-1: a charge under way says that no money is lost", () => {
    expect(ja[outcomeWords("charge", "pending").text]).toContain("お金はなくなりません");
  });
});

import { describe, expect, test } from "vitest";
import { formatNumber, moneyText, unitWord } from "./numbers.ts";

describe("amounts in words", () => {
  test("S4: the unit word is the programme's, translated only where it has a translation", () => {
    expect(moneyText(1280, "円", "ja")).toBe("1,280円");
    expect(moneyText(1280, "円", "en")).toBe("1,280 yen");
    expect(moneyText(500, "ポイント", "en")).toBe("500 points");
    expect(moneyText(1280, "円", "easy")).toBe("1,280円");
    expect(moneyText(1280, "円", "zh")).toBe("1,280日元");
    expect(moneyText(1280, "円", "ko")).toBe("1,280엔");
    expect(unitWord("しおさい", "en")).toBe("しおさい");
    expect(moneyText(1280, "しおさい", "ja")).toBe("1,280しおさい");
    expect(moneyText(1280, "しおさい", "ko")).toBe("1,280 しおさい");
  });

  test("groups of three, a true minus, no sign on zero", () => {
    expect(formatNumber(0)).toBe("0");
    expect(formatNumber(-0)).toBe("0");
    expect(formatNumber(-1800)).toBe("−1,800");
    expect(formatNumber(9_999_999_999)).toBe("9,999,999,999");
    expect(formatNumber(999)).toBe("999");
  });
});

import type { Locale } from "./locale.ts";

/** Digits in groups of three, half-width, with a true minus sign (−). */
export function formatNumber(value: number): string {
  const digits = String(Math.abs(Math.trunc(value)));
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ",");
  return value < 0 ? `−${grouped}` : grouped;
}

/** The words every unit has in other languages; a programme's own word stays as it is. */
const UNIT_WORDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  円: { ja: "円", en: "yen" },
  ポイント: { ja: "ポイント", en: "points" },
};

/** A programme's unit word (円, ポイント or its own) in a language. */
export function unitWord(unit: string, locale: Locale): string {
  return UNIT_WORDS[unit]?.[locale] ?? unit;
}

/** An amount with its unit word in running text: 1,280円, 1,280 yen. One unit is always one yen. */
export function moneyText(amount: number, unit: string, locale: Locale): string {
  return `${formatNumber(amount)}${locale === "ja" ? "" : " "}${unitWord(unit, locale)}`;
}

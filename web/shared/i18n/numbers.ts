import { type Locale, readsJapanese } from "./locale.ts";

/** Digits in groups of three, half-width, with a true minus sign (−). */
export function formatNumber(value: number): string {
  const digits = String(Math.abs(Math.trunc(value)));
  const grouped = digits.replace(/\B(?=(\d{3})+$)/g, ",");
  return value < 0 ? `−${grouped}` : grouped;
}

/** The words every unit has in other languages; a programme's own word stays as it is. */
const UNIT_WORDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  円: { ja: "円", easy: "円", en: "yen", zh: "日元", ko: "엔" },
  ポイント: { ja: "ポイント", easy: "ポイント", en: "points", zh: "积分", ko: "포인트" },
};

/** A programme's unit word (円, ポイント or its own) in a language. */
export function unitWord(unit: string, locale: Locale): string {
  return UNIT_WORDS[unit]?.[locale] ?? unit;
}

/**
 * What stands between an amount and its unit: a space in English, and in every language before a unit that is in another
 * script than the text around it.
 */
export function beforeUnit(unit: string, locale: Locale): string {
  if (locale === "en") return " ";
  return readsJapanese(locale) || unit in UNIT_WORDS ? "" : " ";
}

/** An amount with its unit word in running text: 1,280円, 1,280 yen, 1,280엔. One unit is always one yen. */
export function moneyText(amount: number, unit: string, locale: Locale): string {
  return `${formatNumber(amount)}${beforeUnit(unit, locale)}${unitWord(unit, locale)}`;
}

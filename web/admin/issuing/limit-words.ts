import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { type DeskLimit, sheetsIn } from "./issue-form.ts";
import { t } from "./words.ts";

/** What is left under a limit, in yen, and in sheets where each of them comes to the same. */
export function leftText(leftYen: number, eachYen: number, unit: string): string {
  const left = moneyText(leftYen, unit, locale());
  const sheets = sheetsIn(leftYen, eachYen);
  return sheets === null ? left : t("leftSheets", { left, sheets: formatNumber(sheets) });
}

/** That an issue goes beyond a limit, which one, and what is left under it. */
export function overLimitText(limit: DeskLimit, eachYen: number, unit: string): string {
  return t("overLimit", { limit: t(`left.${limit.kind}`), left: leftText(limit.leftYen, eachYen, unit) });
}

import type { Threshold } from "../../../schema/api/fund.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { t } from "./words.ts";

/** What a threshold watches. */
export function aboutWord(threshold: Threshold): string {
  return threshold.issuerId === null ? t("wholeFund") : t("shareOf", { issuer: threshold.issuerName ?? "" });
}

/** Below what it writes. */
export function belowWord(threshold: Threshold, unit: string): string {
  if (threshold.measure === "yen") return moneyText(threshold.below, unit, locale());
  const percent = formatNumber(threshold.below);
  return threshold.issuerId === null ? t("percentOfDeposits", { percent }) : t("percentOfGiven", { percent });
}

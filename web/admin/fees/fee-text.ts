import { formatNumber } from "../../shared/i18n/numbers.ts";
import { percentText } from "../settlement/rule-draft.ts";
import { t } from "./words.ts";

/** A fee in words; none of its own is the programme's. */
export function feeText(rate: { readonly basisPoints: number; readonly fixedYen: number } | null): string {
  if (!rate) return t("asEverybody");
  const percent = percentText(rate.basisPoints);
  return rate.fixedYen === 0
    ? t("percentOnly", { percent })
    : t("percentAndFixed", { percent, yen: formatNumber(rate.fixedYen) });
}

import type { ToldCount } from "../../../schema/api/letters.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { t } from "./words.ts";

/** How many people, as exactly as the system tells it (NWS-7). */
export function countText({ from, to }: ToldCount): string {
  if (from === to) return t("people", { count: formatNumber(to) });
  return from === 0
    ? t("peopleAtMost", { count: formatNumber(to) })
    : t("peopleBetween", { from: formatNumber(from), to: formatNumber(to) });
}

import type { SalesBy, SalesRow } from "../../../schema/api/sales.ts";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { t } from "./words.ts";

/** A row's date, or its month. */
export function whenText(when: string): string {
  const [year = "", month = "", day] = when.split("-");
  return day ? dayText(when, locale()) : t("monthText", { year, month: String(Number(month)) });
}

/** A till by its number. */
export function tillText(number: number): string {
  return number === 0 ? t("noTill") : t("tillNo", { number: String(number) });
}

/** Everything that tells a row from the others, in one line. */
export function rowName({ when, programme, store, till }: SalesRow): string {
  return [
    when === null ? "" : whenText(when),
    programme?.payName ?? "",
    store?.name ?? "",
    till === null ? "" : tillText(till),
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/** Whether rows follow each other in time, so that their order means something. */
export function isInTime(by: SalesBy): boolean {
  return by === "day" || by === "month" || by === "each";
}

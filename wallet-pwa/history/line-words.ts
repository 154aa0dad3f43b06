import type { HistoryRow } from "../../schema/api/history.ts";
import type { IconName } from "../../web/shared/icons/icons.ts";
import { t } from "../i18n/words.ts";

/** The word and the icon of a kind of row; keys of the dictionary. */
export const ROW_WORDS = {
  payment: { word: "kindPayment", icon: "shop" },
  charge: { word: "kindCharge", icon: "ticket" },
  grant: { word: "kindGrant", icon: "coin" },
  void: { word: "kindVoid", icon: "undo" },
  refund: { word: "kindRefund", icon: "undo" },
  "expiry-changed": { word: "kindExpiryChanged", icon: "calendar" },
  frozen: { word: "kindFrozen", icon: "lock" },
  unfrozen: { word: "kindUnfrozen", icon: "check" },
} as const satisfies Record<HistoryRow["kind"], { word: string; icon: IconName }>;

/** Who is on the other side of a row, in a word. */
export function partyOf(row: HistoryRow): string {
  if (row.store) return row.store.name;
  return row.kind === "charge" ? t("paper") : t("fromOffice");
}

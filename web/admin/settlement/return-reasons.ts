import type { ReturnReason } from "../../../schema/api/payouts.ts";
import { t } from "./words.ts";

/** Why a bank sends a transfer back, to choose from. */
export function returnReasons(): readonly { readonly value: ReturnReason; readonly label: string }[] {
  return [
    { value: "account-not-found", label: t("reasonNotFound") },
    { value: "name-mismatch", label: t("reasonName") },
    { value: "account-closed", label: t("reasonClosed") },
    { value: "other", label: t("reasonOther") },
  ];
}

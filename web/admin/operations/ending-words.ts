import type { OperationKind } from "../../shared/client/operation-store.ts";
import type { Ending } from "../../shared/client/operations.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { t } from "../words/words.ts";

/** What kind of command it was, as a noun. */
export function operationWord(kind: OperationKind): string {
  switch (kind) {
    case "activation":
      return t("opActivation");
    case "withdrawal":
      return t("opWithdrawal");
    case "cancel":
      return t("opCancel");
    case "replace":
      return t("opReplace");
    case "payout":
      return t("opPayout");
    case "payout-return":
      return t("opPayoutReturn");
    default:
      return t("opIssue");
  }
}

/** What became of a command, in plain words (OPR-5); `over` once it can be relied on. */
export function endingWords(
  kind: OperationKind,
  ending: Ending<unknown>,
): { readonly text: string; readonly over: boolean } {
  const what = operationWord(kind);
  switch (ending.outcome) {
    case "done":
      return { text: t("opDone", { what }), over: true };
    case "not-done":
      return { text: joined(t("opNotDone", { what }), ending.code && problemText(ending.code)), over: true };
    case "pending":
      return { text: t("opPending", { what }), over: false };
    case "unknown": {
      const signIn = ending.code === "not-signed-in" || ending.code === "session-expired";
      return {
        text: joined(t("opUnknown"), signIn ? t("opSignInFirst") : t("opUnknownNext")),
        over: false,
      };
    }
  }
}

function joined(first: string, second: string | null): string {
  if (!second) return first;
  return locale() === "ja" ? `${first}${second}` : `${first} ${second}`;
}

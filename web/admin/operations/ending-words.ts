import type { OperationKind } from "../../shared/client/operation-store.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { t } from "../words/words.ts";
import type { AdminEnding, AdminReply } from "./admin-commands.ts";

/** What kind of command it was, as a noun. */
export function operationWord(kind: OperationKind): string {
  switch (kind) {
    case "activation":
    case "hand-over":
      return t("opActivation");
    case "withdrawal":
      return t("opWithdrawal");
    case "cancel":
      return t("opCancel");
    case "replace":
      return t("opReplace");
    case "deposit":
      return t("opDeposit");
    case "allotment":
      return t("opAllotment");
    case "move":
      return t("opMove");
    case "freeze":
      return t("opFreeze");
    case "unfreeze":
      return t("opUnfreeze");
    case "refund":
      return t("opRefund");
    case "extension":
      return t("opExtension");
    case "payout":
      return t("opPayout");
    case "fee-move":
      return t("opFeeMove");
    case "grant":
      return t("opGrant");
    case "payout-return":
      return t("opPayoutReturn");
    default:
      return t("opIssue");
  }
}

/** What became of a command, in plain words (OPR-5); `over` once it can be relied on. */
export function endingWords(
  kind: OperationKind,
  ending: AdminEnding<AdminReply>,
): { readonly text: string; readonly over: boolean } {
  const what = operationWord(kind);
  switch (ending.outcome) {
    case "done":
      return { text: t("opDone", { what }), over: true };
    case "not-done":
      return { text: joined(t("opNotDone", { what }), reasonOf(kind, ending.code)), over: true };
    case "waiting":
      return { text: t("opWaiting", { what }), over: true };
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

/** Why a command was refused. Who shares the fund out is not told to ask the secretariat: it is the secretariat. */
function reasonOf(kind: OperationKind, code: Parameters<typeof problemText>[0] | null): string | null {
  if ((kind === "allotment" || kind === "move") && /^insufficient-(allotment|fund)$/.test(code ?? ""))
    return t("opShareGone");
  return code && problemText(code);
}

function joined(first: string, second: string | null): string {
  if (!second) return first;
  return locale() === "ja" ? `${first}${second}` : `${first} ${second}`;
}

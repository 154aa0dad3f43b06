import type { StatementLine } from "../../../schema/api/fund.ts";
import { issuerOfAccount } from "../../../schema/fund-account.ts";
import { t } from "./words.ts";

const ACCOUNTS = {
  available: "shortAvailable",
  cash: "shortCash",
  reserved: "shortReserved",
  writing: "shortWriting",
  issued: "shortIssued",
  cancelled: "shortCancelled",
  granting: "shortGranting",
  granted: "shortGranted",
  returned: "shortReturned",
  "paid-out": "shortPaidOut",
  fees: "shortFees",
  "fees-held": "shortFeesHeld",
} as const;

/** What an account is called: its own word, or 配分 with the issuer's name. */
export function accountWord(account: string, issuerName: string | null): string {
  if (issuerOfAccount(account) !== null) return t("accountOf", { issuer: issuerName ?? "" });
  return account in ACCOUNTS ? t(ACCOUNTS[account as keyof typeof ACCOUNTS]) : account;
}

const KINDS = {
  deposit: "kindDeposit",
  allot: "kindAllot",
  move: "kindMove",
  issue: "kindIssue",
  "issue-ready": "kindIssueReady",
  "issue-failed": "kindIssueFailed",
  withdraw: "kindWithdraw",
  "cancel-return": "kindCancelReturn",
  replace: "kindReplace",
  "grant-reserve": "kindGrantReserve",
  "grant-release": "kindGrantRelease",
  "grant-pending": "kindGrant",
  "grant-posted": "kindGrantPosted",
  "grant-voided": "kindGrantVoided",
  "return-expired": "kindReturnExpired",
  "pay-out": "kindPayOut",
  "pay-out-returned": "kindPayOutReturned",
  "fee-kept": "kindFeeKept",
  "fee-taken": "kindFeeTaken",
  // These move nothing, and so stand in no statement.
  activate: "kindOther",
  stop: "kindOther",
  "hand-over": "kindOther",
  fence: "kindOther",
} as const satisfies { readonly [Kind in StatementLine["kind"]]: string };

/** What moved the account. An allotment that was taken back has a word of its own. */
export function kindWord(line: StatementLine, account: string): string {
  const isShare = issuerOfAccount(account) !== null;
  const isBack = line.kind === "allot" && (isShare ? line.outYen > 0 : line.inYen > 0);
  return isBack ? t("kindAllotBack") : t(KINDS[line.kind]);
}

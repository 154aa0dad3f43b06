import type { ResultRow } from "./transfer-results.ts";
import type { PayeeAccountKind } from "./zengin.ts";

/** A transfer that is in one of our files, with the account that the file named. */
export interface FiledTransfer {
  readonly itemId: string;
  readonly payoutNumber: number;
  readonly line: number;
  readonly amountYen: number;
  readonly state: "in-file" | "sent" | "returned";
  /** Null where it can't be opened any more. */
  readonly account: {
    readonly bankCode: string;
    readonly branchCode: string;
    readonly kind: PayeeAccountKind;
    readonly number: string;
  } | null;
}

/** What a row of a bank's result comes to (STL-11). */
export type ResultVerdict =
  /** It is to be marked as returned. */
  | "returns"
  /** It is marked already: a file that is read again changes nothing. */
  | "already-returned"
  | "unreadable"
  | "not-found"
  /** More than one transfer fits. */
  | "ambiguous"
  | "amount-differs"
  | "account-differs"
  /** The file it is in was never marked as sent. */
  | "not-sent"
  /** Another row of the same file names it. */
  | "twice";

export interface MatchedRow<T extends FiledTransfer> {
  readonly row: ResultRow;
  readonly verdict: ResultVerdict;
  /** The one transfer that the row means, also where something about it differs. */
  readonly transfer: T | null;
}

/** Whether a row could mean a transfer, by our own numbers alone; what it doesn't say speaks against nobody. Pure. */
export function couldMean(row: ResultRow, transfer: Pick<FiledTransfer, "payoutNumber" | "line">): boolean {
  return (
    !row.isUnreadable &&
    (row.payoutNumber ?? transfer.payoutNumber) === transfer.payoutNumber &&
    (row.line ?? transfer.line) === transfer.line
  );
}

/**
 * Finds the transfer that each row means: by our number and line where the bank gives them back, otherwise by account and
 * amount where only one transfer fits. Whatever the row says beside must agree with what was sent. Pure.
 */
export function matchResults<T extends FiledTransfer>(
  rows: readonly ResultRow[],
  transfers: readonly T[],
): readonly MatchedRow<T>[] {
  const named = new Set<string>();
  return rows.map((row) => {
    const matched = matchOne(row, transfers);
    if (!matched.transfer || matched.verdict !== "returns") return matched;
    if (named.has(matched.transfer.itemId)) return { ...matched, verdict: "twice" };
    named.add(matched.transfer.itemId);
    return matched;
  });
}

function matchOne<T extends FiledTransfer>(row: ResultRow, transfers: readonly T[]): MatchedRow<T> {
  const none = (verdict: ResultVerdict) => ({ row, verdict, transfer: null });
  if (row.isUnreadable) return none("unreadable");
  const meant = transfers.filter((transfer) => couldMean(row, transfer));
  const isNumbered = row.payoutNumber !== null && row.line !== null;
  const fitting = isNumbered
    ? meant
    : meant.filter((each) => sameAccount(row, each) && sameAmount(row, each));
  const [transfer] = fitting;
  if (!transfer) return none("not-found");
  if (fitting.length > 1) return none("ambiguous");
  return { row, verdict: verdictOf(row, transfer), transfer };
}

function verdictOf(row: ResultRow, transfer: FiledTransfer): ResultVerdict {
  if (!sameAccount(row, transfer)) return "account-differs";
  if (!sameAmount(row, transfer)) return "amount-differs";
  if (transfer.state === "returned") return "already-returned";
  return transfer.state === "sent" ? "returns" : "not-sent";
}

function sameAmount(row: ResultRow, transfer: FiledTransfer): boolean {
  return (row.amountYen ?? transfer.amountYen) === transfer.amountYen;
}

function sameAccount({ account }: ResultRow, transfer: FiledTransfer): boolean {
  if (!account) return true;
  const sent = transfer.account;
  return (
    sent !== null &&
    account.number === sent.number &&
    (account.bankCode ?? sent.bankCode) === sent.bankCode &&
    (account.branchCode ?? sent.branchCode) === sent.branchCode &&
    (account.kind ?? sent.kind) === sent.kind
  );
}

import { err, ok, type Result } from "../../schema/result.ts";
import type { PayeeAccountKind, Payer, Reference } from "./zengin.ts";
import { type ReadProblem, readZengin } from "./zengin-reader.ts";

/** Why a bank sent a transfer back, as far as its words can be read. */
export type ReturnReason = "account-not-found" | "name-mismatch" | "account-closed" | "other";

/** The account a row names; a list may say no more than the number. */
export interface NamedAccount {
  readonly bankCode: string | null;
  readonly branchCode: string | null;
  readonly kind: PayeeAccountKind | null;
  /** Seven digits. */
  readonly number: string;
}

/** One transfer that a bank's result says came back; what it doesn't say is null. */
export interface ResultRow {
  /** Its record or row in the file, from 1. */
  readonly at: number;
  /** Our file's number, and the transfer's record in it: what we wrote as customer codes or EDI information (STL-4). */
  readonly payoutNumber: number | null;
  readonly line: number | null;
  readonly account: NamedAccount | null;
  readonly amountYen: number | null;
  readonly reason: ReturnReason | null;
  /** The bank's own words for the reason. */
  readonly reasonText: string | null;
  /** A row that says nothing we could look for. */
  readonly isUnreadable: boolean;
}

/** What a bank's result says; of a list made by hand nobody knows who ordered the transfers and for when. */
export interface TransferResults {
  readonly rows: readonly ResultRow[];
  readonly order: { readonly payer: Payer; readonly payOnMonthDay: string } | null;
}

const COMMA = 0x2c;
const HEADER_MARK = 0x31;
const RECORD_BYTES = 120;

/** Whether a file is made of a bank's records: they begin with a header, and no comma stands in any of them. */
export function isZenginFile(bytes: Uint8Array): boolean {
  return (
    bytes.length >= RECORD_BYTES &&
    bytes[0] === HEADER_MARK &&
    !bytes.subarray(0, RECORD_BYTES).includes(COMMA)
  );
}

/** Reads 振込不能明細 in the records of 総合振込 (STL-11): the header, one data record for each that failed, the trailer. */
export function readZenginResults(bytes: Uint8Array): Result<TransferResults, ReadProblem> {
  const read = readZengin(bytes);
  if (!read.ok) return read;
  const { payer, payOnMonthDay, transfers } = read.value;
  const rows = transfers.map((transfer, index): ResultRow => {
    const { bankCode, branchCode, accountKind: kind, accountNumber: number, reference } = transfer;
    const [payoutNumber, line] = referenceOf(reference);
    return {
      // The header is the first record.
      at: index + 2,
      payoutNumber,
      line,
      account: { bankCode, branchCode, kind, number },
      amountYen: transfer.amountYen,
      reason: null,
      reasonText: null,
      isUnreadable: false,
    };
  });
  return ok({ rows, order: { payer, payOnMonthDay } });
}

/** What the bank hands back of what we wrote; zeros and spaces are what it leaves out. */
function referenceOf(reference: Reference): readonly [payoutNumber: number | null, line: number | null] {
  if (reference.kind === "codes") return [counted(reference.first), counted(reference.second)];
  const [, number = "", line = ""] = /^(\d{1,10})-(\d{1,10})$/.exec(reference.text) ?? [];
  return [counted(number), counted(line)];
}

function counted(digits: string): number | null {
  const number = /^\d{1,10}$/.test(digits) ? Number(digits) : 0;
  return number > 0 ? number : null;
}

/**
 * Reads a simple list (STL-11): the number of our file, the transfer's record in it or its account's number, the reason in
 * words, and if there is a fourth column the amount. A first row without any digit is its heading. Where that calls the
 * second column 口座 (and not 明細) it is of account numbers, which lose their zeros in spreadsheets; else only seven
 * digits are one.
 */
export function readResultList(
  records: readonly { readonly row: number; readonly cells: readonly string[] }[],
): Result<TransferResults, "empty"> {
  const read = records.map(({ row, cells }) => ({
    at: row,
    cells: cells.map((cell) => cell.normalize("NFKC").trim()),
  }));
  const heading = read[0]?.cells.some((cell) => /\d/.test(cell)) ? undefined : read[0];
  const of = heading?.cells[1] ?? "";
  const ofAccounts = /口座|account/i.test(of) && !/明細|record/i.test(of);
  const rows = read.slice(heading ? 1 : 0).map(({ at, cells }) => readListRow(at, cells, ofAccounts));
  return rows.length === 0 ? err("empty") : ok({ rows, order: null });
}

const ACCOUNT_DIGITS = 7;

function readListRow(
  at: number,
  [file = "", which = "", reasonText = "", amount = ""]: readonly string[],
  ofAccounts: boolean,
): ResultRow {
  const payoutNumber = counted(file.replace(/^第?(\d+)号?$/, "$1"));
  const isAccount = (ofAccounts ? /^\d{1,7}$/ : /^\d{7}$/).test(which);
  const line = ofAccounts || isAccount ? null : counted(which);
  const amountYen = amount === "" ? null : counted(amount.replace(/[,円\\¥\s]/g, ""));
  return {
    at,
    payoutNumber,
    line,
    account: isAccount
      ? { bankCode: null, branchCode: null, kind: null, number: which.padStart(ACCOUNT_DIGITS, "0") }
      : null,
    amountYen,
    reason: reasonOf(reasonText),
    reasonText: reasonText === "" ? null : reasonText,
    isUnreadable:
      payoutNumber === null || (line === null && !isAccount) || (amount !== "" && amountYen === null),
  };
}

const REASONS: readonly (readonly [RegExp, ReturnReason])[] = [
  [/account-not-found|口座(なし|無し|相違|番号|該当)|該当.*(なし|無)|科目/, "account-not-found"],
  [/account-closed|解約|閉鎖/, "account-closed"],
  [/name-mismatch|名義|受取人名|名前|氏名/, "name-mismatch"],
  [/^other$|その他/, "other"],
];

/** What banks' words for a reason come to; null where nobody but a person can say. Pure. */
export function reasonOf(text: string): ReturnReason | null {
  const closed = text.replace(/\s/g, "").toLowerCase();
  return REASONS.find(([words]) => words.test(closed))?.[1] ?? null;
}

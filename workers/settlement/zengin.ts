import { isBankKana, type KanaField } from "../../schema/bank-kana.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { MAX_AMOUNT_YEN } from "../../schema/money.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { type NoBankDay, noBankDay } from "./bank-calendar.ts";
import { dataLine, END_LINE, headerLine, joinLines, trailerLine } from "./zengin-lines.ts";

/** Kind of an account that is paid from: 1 普通, 2 当座, 9 other. */
export type PayerAccountKind = "1" | "2" | "9";
/** Kind of an account that is paid to: also 4 貯蓄. */
export type PayeeAccountKind = PayerAccountKind | "4";

/** Who orders the transfers (振込依頼人). Names are bank kana (schema/bank-kana.ts). */
export interface Payer {
  /** 委託者コード, 10 digits, given by the bank. */
  readonly consignorCode: string;
  readonly name: string;
  readonly bankCode: string;
  readonly bankName: string;
  readonly branchCode: string;
  readonly branchName: string;
  readonly accountKind: PayerAccountKind;
  /** 7 digits. */
  readonly accountNumber: string;
}

/** What the payee's bank line says besides the name: two customer codes of 10 digits, or EDI information. */
export type Reference =
  | { readonly kind: "codes"; readonly first: string; readonly second: string }
  | { readonly kind: "edi"; readonly text: string };

/** One transfer. */
export interface Transfer {
  readonly bankCode: string;
  readonly bankName: string;
  readonly branchCode: string;
  readonly branchName: string;
  readonly accountKind: PayeeAccountKind;
  readonly accountNumber: string;
  /** 受取人名 as on the passbook, at most 30 characters. */
  readonly name: string;
  readonly amountYen: number;
  /** 新規コード: 1 first transfer to this account, 2 the account has changed, 0 other. */
  readonly newCode: "0" | "1" | "2";
  readonly reference: Reference;
}

/** What differs from bank to bank. */
export interface FileOptions {
  /** After each record; most banks want `crlf`. */
  readonly lineEnd: "none" | "crlf" | "cr" | "lf";
  /** Whether the file ends in 0x1A. */
  readonly endMark: boolean;
  /** 振込指定区分: 7 by wire, 8 by document, 0 where the bank asks for it. */
  readonly transferKind: "7" | "8" | "0";
}

export interface TransferOrder {
  readonly payer: Payer;
  readonly payOn: BusinessDate;
  readonly transfers: readonly Transfer[];
}

/** Transfers that the trailer's six digits can count. */
const MAX_TRANSFERS = 999_999;
const MAX_TOTAL_YEN = 999_999_999_999;

/** Why no file is made. `line` is the transfer's place from 1; null is the header. */
export type ZenginProblem =
  | { readonly code: "no-bank-day"; readonly why: NoBankDay }
  | { readonly code: "no-transfers" | "too-many-transfers" | "total-too-large" }
  | { readonly code: "amount"; readonly line: number }
  | { readonly code: "duplicate"; readonly line: number; readonly of: number }
  | { readonly code: "field"; readonly line: number | null; readonly field: string };

/**
 * The bytes of a 総合振込 file (全銀協, 120-byte records in JIS X 0201), or everything that is wrong with it: a day on
 * which banks are closed, an amount of nothing, a field that doesn't fit, the same transfer twice.
 */
export function printZengin(
  order: TransferOrder,
  options: FileOptions,
): Result<Uint8Array, readonly ZenginProblem[]> {
  const problems = checkOrder(order);
  if (problems.length > 0) return err(problems);
  const total = order.transfers.reduce((sum, each) => sum + each.amountYen, 0);
  const lines = [
    headerLine(order.payer, monthDay(order.payOn)),
    ...order.transfers.map((transfer) => dataLine(transfer, options.transferKind)),
    trailerLine(order.transfers.length, total),
    END_LINE,
  ];
  return ok(joinLines(lines, options));
}

/** MMDD: the file's dates have no year. */
export function monthDay(date: BusinessDate): string {
  return date.slice(5, 7) + date.slice(8);
}

/** Everything that keeps an order from being printed, in the order of its lines. */
export function checkOrder({ payer, payOn, transfers }: TransferOrder): readonly ZenginProblem[] {
  const problems: ZenginProblem[] = [];
  const closed = noBankDay(payOn);
  if (closed !== null) problems.push({ code: "no-bank-day", why: closed });
  if (transfers.length === 0) problems.push({ code: "no-transfers" });
  if (transfers.length > MAX_TRANSFERS) problems.push({ code: "too-many-transfers" });
  if (transfers.reduce((sum, each) => sum + each.amountYen, 0) > MAX_TOTAL_YEN)
    problems.push({ code: "total-too-large" });
  for (const field of wrongPayerFields(payer)) problems.push({ code: "field", line: null, field });
  const seen = new Map<string, number>();
  transfers.forEach((transfer, index) => {
    const line = index + 1;
    const { amountYen } = transfer;
    if (!Number.isSafeInteger(amountYen) || amountYen <= 0 || amountYen > MAX_AMOUNT_YEN)
      problems.push({ code: "amount", line });
    for (const field of wrongTransferFields(transfer)) problems.push({ code: "field", line, field });
    const { bankCode, branchCode, accountKind, accountNumber, reference } = transfer;
    const same = JSON.stringify([bankCode, branchCode, accountKind, accountNumber, amountYen, reference]);
    const of = seen.get(same);
    if (of === undefined) seen.set(same, line);
    else problems.push({ code: "duplicate", line, of });
  });
  return problems;
}

function wrongPayerFields(payer: Payer): string[] {
  return wrongFields([
    ["consignorCode", isDigits(payer.consignorCode, 10)],
    ["name", isName(payer.name, "party", 40)],
    ["accountKind", ["1", "2", "9"].includes(payer.accountKind)],
    ...place(payer),
  ]);
}

function wrongTransferFields(transfer: Transfer): string[] {
  const { reference } = transfer;
  return wrongFields([
    ["name", isName(transfer.name, "party", 30)],
    ["accountKind", ["1", "2", "4", "9"].includes(transfer.accountKind)],
    ["newCode", ["0", "1", "2"].includes(transfer.newCode)],
    ...place(transfer),
    [
      "reference",
      reference.kind === "edi"
        ? isBankKana(reference.text, "edi") && reference.text.length <= 20
        : isDigits(reference.first, 10) && isDigits(reference.second, 10),
    ],
  ]);
}

function place(account: Payer | Transfer): [string, boolean][] {
  return [
    ["bankCode", isDigits(account.bankCode, 4)],
    ["branchCode", isDigits(account.branchCode, 3)],
    ["accountNumber", isDigits(account.accountNumber, 7)],
    ["bankName", isBankKana(account.bankName, "bank") && account.bankName.length <= 15],
    ["branchName", isBankKana(account.branchName, "bank") && account.branchName.length <= 15],
  ];
}

function wrongFields(checks: readonly (readonly [string, boolean])[]): string[] {
  return checks.filter(([, fits]) => !fits).map(([field]) => field);
}

function isName(text: string, field: KanaField, longest: number): boolean {
  return text.length > 0 && text.length <= longest && isBankKana(text, field);
}

function isDigits(text: string, count: number): boolean {
  return new RegExp(`^[0-9]{${count}}$`).test(text);
}

import { jisX0201 } from "../../schema/bank-kana.ts";
import type { FileOptions, Payer, Transfer } from "./zengin.ts";

/** Bytes of every record. */
export const LINE_BYTES = 120;

const LINE_ENDS: { readonly [E in FileOptions["lineEnd"]]: string } = {
  none: "",
  crlf: "\r\n",
  cr: "\r",
  lf: "\n",
};
export const END_MARK = 0x1a;

/** A field of characters: left-aligned, filled with spaces. */
function text(value: string, length: number): string {
  return value.padEnd(length, " ");
}

/** A field of digits: right-aligned, filled with zeros. */
function digits(value: number | string, length: number): string {
  return String(value).padStart(length, "0");
}

function line(fields: readonly string[]): string {
  const joined = fields.join("");
  if (joined.length !== LINE_BYTES) throw new RangeError(`a record of ${joined.length} bytes`);
  return joined;
}

/** ヘッダ・レコード: 種別 21 総合振込, code 0 JIS. */
export function headerLine(payer: Payer, payOnMonthDay: string): string {
  return line([
    "1",
    "21",
    "0",
    digits(payer.consignorCode, 10),
    text(payer.name, 40),
    payOnMonthDay,
    digits(payer.bankCode, 4),
    text(payer.bankName, 15),
    digits(payer.branchCode, 3),
    text(payer.branchName, 15),
    payer.accountKind,
    digits(payer.accountNumber, 7),
    text("", 17),
  ]);
}

/** データ・レコード: one transfer. The clearing house's number is not used any more: zeros. */
export function dataLine(transfer: Transfer, transferKind: FileOptions["transferKind"]): string {
  const { reference } = transfer;
  return line([
    "2",
    digits(transfer.bankCode, 4),
    text(transfer.bankName, 15),
    digits(transfer.branchCode, 3),
    text(transfer.branchName, 15),
    "0000",
    transfer.accountKind,
    digits(transfer.accountNumber, 7),
    text(transfer.name, 30),
    digits(transfer.amountYen, 10),
    transfer.newCode,
    reference.kind === "edi"
      ? text(reference.text, 20)
      : digits(reference.first, 10) + digits(reference.second, 10),
    transferKind,
    reference.kind === "edi" ? "Y" : " ",
    text("", 7),
  ]);
}

/** トレーラ・レコード: how many, and how much in all. */
export function trailerLine(count: number, totalYen: number): string {
  return line(["8", digits(count, 6), digits(totalYen, 12), text("", 101)]);
}

/** エンド・レコード. */
export const END_LINE = `9${" ".repeat(119)}`;

/** The records as one file, each with its end, and the mark of the end of the file where the bank wants one. */
export function joinLines(lines: readonly string[], options: FileOptions): Uint8Array {
  const end = Uint8Array.from(LINE_ENDS[options.lineEnd], (character) => character.charCodeAt(0));
  const bytes = new Uint8Array(lines.length * (LINE_BYTES + end.length) + (options.endMark ? 1 : 0));
  lines.forEach((each, index) => {
    const at = index * (LINE_BYTES + end.length);
    bytes.set(jisX0201(each), at);
    bytes.set(end, at + LINE_BYTES);
  });
  if (options.endMark) bytes[bytes.length - 1] = END_MARK;
  return bytes;
}

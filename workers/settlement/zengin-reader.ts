import { fromJisX0201 } from "../../schema/bank-kana.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { FileOptions, PayeeAccountKind, Payer, PayerAccountKind, Transfer } from "./zengin.ts";
import { END_MARK, LINE_BYTES } from "./zengin-lines.ts";

/** A 総合振込 file as it was read. */
export interface ReadOrder {
  readonly payer: Payer;
  /** MMDD; the file has no year. */
  readonly payOnMonthDay: string;
  readonly transfers: readonly Transfer[];
  readonly options: FileOptions;
}

/** Why a file is none, and in which record (from 1). */
export interface ReadProblem {
  readonly line: number;
  readonly why:
    | "length"
    | "character"
    | "header"
    | "number"
    | "count"
    | "total"
    | "mixed-transfer-kind"
    | "order";
}

/**
 * Reads a 総合振込 file as {@link printZengin} makes it, with whichever line ends it has, and adds it up: a trailer that
 * doesn't count what stands above it is refused.
 */
export function readZengin(bytes: Uint8Array): Result<ReadOrder, ReadProblem> {
  const cut = cutLines(bytes);
  if (!cut.ok) return cut;
  const { lines, lineEnd, endMark } = cut.value;
  const wrong = (line: number, why: ReadProblem["why"]) => err({ line, why });
  const last = lines.length;
  const header = lines[0] ?? "";
  const order = lines.map((line) => line[0]).join("");
  if (!/^12+89$/.test(order)) return wrong(last, "order");
  if (header.slice(1, 4) !== "210") return wrong(1, "header");

  const data = lines.slice(1, -2);
  const kinds = new Set(data.map((line) => line[111]));
  if (kinds.size > 1) return wrong(2, "mixed-transfer-kind");
  const transfers: Transfer[] = [];
  for (const [index, line] of data.entries()) {
    const amountYen = Number(field(line, 81, 10));
    if (!/^[0-9]{10}$/.test(field(line, 81, 10))) return wrong(index + 2, "number");
    transfers.push(readTransfer(line, amountYen));
  }
  const trailer = lines[last - 2] as string;
  if (Number(field(trailer, 2, 6)) !== transfers.length) return wrong(last - 1, "count");
  const total = transfers.reduce((sum, each) => sum + each.amountYen, 0);
  if (Number(field(trailer, 8, 12)) !== total) return wrong(last - 1, "total");
  return ok({
    payer: readPayer(header),
    payOnMonthDay: field(header, 55, 4),
    transfers,
    options: { lineEnd, endMark, transferKind: [...kinds][0] as FileOptions["transferKind"] },
  });
}

/** A field by its place in the standard: from 1, in bytes, which are characters here. */
function field(line: string, from: number, length: number): string {
  return line.slice(from - 1, from - 1 + length);
}

function name(line: string, from: number, length: number): string {
  return field(line, from, length).trimEnd();
}

function readPayer(line: string): Payer {
  return {
    consignorCode: field(line, 5, 10),
    name: name(line, 15, 40),
    bankCode: field(line, 59, 4),
    bankName: name(line, 63, 15),
    branchCode: field(line, 78, 3),
    branchName: name(line, 81, 15),
    accountKind: field(line, 96, 1) as PayerAccountKind,
    accountNumber: field(line, 97, 7),
  };
}

function readTransfer(line: string, amountYen: number): Transfer {
  return {
    bankCode: field(line, 2, 4),
    bankName: name(line, 6, 15),
    branchCode: field(line, 21, 3),
    branchName: name(line, 24, 15),
    accountKind: field(line, 43, 1) as PayeeAccountKind,
    accountNumber: field(line, 44, 7),
    name: name(line, 51, 30),
    amountYen,
    newCode: field(line, 91, 1) as Transfer["newCode"],
    reference:
      field(line, 113, 1) === "Y"
        ? { kind: "edi", text: name(line, 92, 20) }
        : { kind: "codes", first: field(line, 92, 10), second: field(line, 102, 10) },
  };
}

function cutLines(
  bytes: Uint8Array,
): Result<
  { readonly lines: readonly string[]; readonly lineEnd: FileOptions["lineEnd"]; readonly endMark: boolean },
  ReadProblem
> {
  const endMark = bytes.at(-1) === END_MARK;
  const body = endMark ? bytes.subarray(0, -1) : bytes;
  const lineEnd = lineEndOf(body);
  const step = LINE_BYTES + { none: 0, cr: 1, lf: 1, crlf: 2 }[lineEnd];
  const lines: string[] = [];
  for (let at = 0; at < body.length; at += step) {
    const line = lines.length + 1;
    if (at + step > body.length) return err({ line, why: "length" });
    const text = fromJisX0201(body.subarray(at, at + LINE_BYTES));
    if (text === null) return err({ line, why: "character" });
    lines.push(text);
  }
  return ok({ lines, lineEnd, endMark });
}

function lineEndOf(body: Uint8Array): FileOptions["lineEnd"] {
  const [first, second] = [body[LINE_BYTES], body[LINE_BYTES + 1]];
  if (first === 0x0d) return second === 0x0a ? "crlf" : "cr";
  return first === 0x0a ? "lf" : "none";
}

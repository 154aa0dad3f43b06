import type { FindingCode, ImportFieldName } from "../../schema/api/imports.ts";
import type { Values } from "./columns.ts";

/** What is wrong with a field of a row. */
export interface CellFault {
  readonly code: FindingCode;
  readonly field: ImportFieldName;
}

/** What one cell says, or why that can't be told. */
export type Cell<T> = { readonly value: T } | { readonly fault: FindingCode };

/** Characters that no name or address has: controls but line breaks and tabs, and what stands for unreadable bytes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

/** Text on one line without spaces around it; a line break inside a cell is a space. */
export function tidy(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/**
 * A text as two writings of it are compared: width, case, spaces and the kind of dash don't tell things apart
 * (港町１－２－３ is 港町1-2-3). Only ever compared, never shown or kept as a name.
 */
export function comparable(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[‐‑‒–—―−ーｰ]/g, "-")
    .replace(/\s+/g, "");
}

/** A text that must be there, of at most so many characters. */
export function textCell(raw: string | undefined, max: number): Cell<string> {
  const value = tidy(raw ?? "");
  if (value === "") return { fault: "missing" };
  if (UNWRITABLE.test(value)) return { fault: "control-character" };
  return value.length > max ? { fault: "too-long" } : { value };
}

const KANA = /^[ァ-ヺー・ 0-9A-Za-z&'.,()/-]+$/;

/** A reading: katakana, whichever kana and width it was written in (ﾐﾅﾄ and みなと are ミナト). */
export function kanaCell(raw: string | undefined, max: number): Cell<string> {
  const cell = textCell(raw, max);
  if ("fault" in cell) return cell;
  const kana = tidy(cell.value.normalize("NFKC")).replace(/[ぁ-ゖ]/g, (hiragana) =>
    String.fromCharCode(hiragana.charCodeAt(0) + 0x60),
  );
  if (!KANA.test(kana)) return { fault: "not-kana" };
  return kana.length > max ? { fault: "too-long" } : { value: kana };
}

/** A whole number of at most two digits, in whatever width. */
export function countCell(raw: string | undefined, otherwise: number): Cell<number> {
  const text = tidy(raw ?? "").normalize("NFKC");
  if (text === "") return { value: otherwise };
  return /^\d{1,2}$/.test(text) && Number(text) >= 1 ? { value: Number(text) } : { fault: "tills-number" };
}

/** One of a few words; each may be written in several ways. */
export function wordCell<W extends string>(
  raw: string | undefined,
  words: { readonly [Word in W]: readonly string[] },
  unknown: FindingCode,
): Cell<W> {
  const text = comparable(raw ?? "");
  for (const [word, writings] of Object.entries(words) as [W, readonly string[]][])
    if (writings.some((writing) => comparable(writing) === text)) return { value: word };
  return { fault: text === "" ? "missing" : unknown };
}

/** Collects what is wrong with a row while its cells are read one after the other. */
export class RowFaults {
  readonly list: CellFault[] = [];

  /** The value of a cell, or null and a fault. */
  take<T>(field: ImportFieldName, cell: Cell<T>): T | null {
    if ("value" in cell) return cell.value;
    this.list.push({ code: cell.fault, field });
    return null;
  }
}

/** What somebody recognises a row by, whatever is wrong with it. */
export function titleOf(values: Values): string {
  return tidy(values.name ?? "").slice(0, 60);
}

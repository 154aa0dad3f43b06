import { MAX_CELL_CHARACTERS, MAX_IMPORT_COLUMNS } from "../../schema/api/imports.ts";
import { err, ok, type Result } from "../../schema/result.ts";

/** A row of a file. */
export interface CsvRecord {
  /** As a spreadsheet counts, the first being 1: empty rows count, a line break inside a cell doesn't. */
  readonly row: number;
  /** The line on which it begins, as a text editor counts. */
  readonly line: number;
  /** At most one cell more than a file may have, each at most one character longer than a cell may be. */
  readonly cells: readonly string[];
  /** The first cell with a quote where none may stand, e.g. `5" pipe` or `"a"b`; it is kept as text. */
  readonly misplacedQuote: number | null;
}

/** A quote that opened on this line is still open where the file ends: whatever follows it can't be told apart. */
export interface QuoteNeverClosed {
  readonly code: "quote-never-closed";
  readonly line: number;
}

/**
 * Reads CSV (RFC 4180) piece by piece, wherever the pieces are cut: quoted commas, quotes and line breaks; CR, LF or CRLF;
 * with or without one at the end. Rows without any text are left out, but counted. Holds one row at a time.
 */
export class CsvReader {
  #where: "start" | "plain" | "quoted" | "quote-in-quoted" = "start";
  #cells: string[] = [];
  #cell = "";
  #row = 1;
  #line = 1;
  #beganOnLine = 1;
  #quoteOnLine = 1;
  #misplacedQuote: number | null = null;
  /** The piece before ended in CR: a LF now belongs to it. */
  #afterCr = false;
  #done: CsvRecord[] = [];

  /** The rows that are complete with this piece. */
  push(text: string): readonly CsvRecord[] {
    let at = 0;
    while (at < text.length) at = this.#step(text, at);
    return this.#taken();
  }

  /** The last row, where it has no line break after it. */
  end(): Result<readonly CsvRecord[], QuoteNeverClosed> {
    if (this.#where === "quoted") return err({ code: "quote-never-closed", line: this.#quoteOnLine });
    if (this.#where !== "start" || this.#cells.length > 0) this.#endRow();
    return ok(this.#taken());
  }

  /** Reads on from a place in the text and says from where next. */
  #step(text: string, at: number): number {
    if (this.#where === "quoted") {
      const quote = text.indexOf('"', at);
      const end = quote < 0 ? text.length : quote;
      this.#keep(text.slice(at, end));
      this.#countLines(text, at, end);
      if (quote >= 0) this.#where = "quote-in-quoted";
      return end + 1;
    }
    const character = text[at] as string;
    const afterCr = this.#afterCr;
    this.#afterCr = character === "\r";
    if (character === "\n" && afterCr) return at + 1;
    if (character === ",") this.#endCell();
    else if (character === "\r" || character === "\n") {
      this.#line += 1;
      this.#endRow();
    } else if (character === '"') this.#quote();
    else return this.#plain(text, at);
    return at + 1;
  }

  #quote(): void {
    if (this.#where === "start") {
      this.#where = "quoted";
      this.#quoteOnLine = this.#line;
    } else {
      this.#keep('"');
      if (this.#where === "quote-in-quoted") this.#where = "quoted";
      else this.#misplacedQuote ??= this.#cells.length;
    }
  }

  #plain(text: string, at: number): number {
    if (this.#where === "quote-in-quoted") this.#misplacedQuote ??= this.#cells.length;
    this.#where = "plain";
    const rest = /[",\r\n]/g;
    rest.lastIndex = at;
    const end = rest.exec(text)?.index ?? text.length;
    this.#keep(text.slice(at, end));
    return end;
  }

  #keep(text: string): void {
    // One more than may be: enough to see that it is too long, and no file fills the memory with one cell.
    const room = MAX_CELL_CHARACTERS + 1 - this.#cell.length;
    if (room > 0) this.#cell += text.slice(0, room);
  }

  #endCell(): void {
    if (this.#cells.length <= MAX_IMPORT_COLUMNS) this.#cells.push(this.#cell);
    this.#cell = "";
    this.#where = "start";
  }

  #endRow(): void {
    this.#endCell();
    if (this.#cells.some((cell) => cell.trim() !== ""))
      this.#done.push({
        row: this.#row,
        line: this.#beganOnLine,
        cells: this.#cells,
        misplacedQuote: this.#misplacedQuote,
      });
    this.#row += 1;
    this.#beganOnLine = this.#line;
    this.#cells = [];
    this.#misplacedQuote = null;
  }

  /** Line breaks inside quotes, a CRLF that was cut in two counted once. */
  #countLines(text: string, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const character = text[at];
      if (character === "\r" || (character === "\n" && !this.#afterCr)) this.#line += 1;
      this.#afterCr = character === "\r";
    }
    // What comes after the closing quote is a line break of its own.
    if (to < text.length) this.#afterCr = false;
  }

  #taken(): readonly CsvRecord[] {
    const taken = this.#done;
    this.#done = [];
    return taken;
  }
}

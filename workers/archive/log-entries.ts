import type { JournalEntry } from "../../schema/events.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { whyBroken } from "../queue/message.ts";
import type { DayRow, DayRows } from "./day-file.ts";

/** Log objects asked for ahead of the one that is read, and rows that are looked ahead for in one of them. */
const OBJECTS_AHEAD = 4;
const RUN_ROWS = 1_000;
/** Log objects whose entries are kept: the rows of one batch stand together, so one would nearly do. */
const MAX_KEPT = 2;

/** A sealed row, and the entry it names as it was published: its line in the log, character by character. */
export interface SealedEntry {
  readonly row: DayRow;
  readonly entry: JournalEntry;
  readonly line: string;
}

type Entries = ReadonlyMap<string, { readonly entry: JournalEntry; readonly line: string }>;

interface Run {
  readonly rows: readonly DayRow[];
  readonly text: Promise<string | null>;
}

/**
 * The entries of a day file in its order, each from the log object that its row names, its own hash covering it. Ends
 * with the first that is missing or wrong, as an error that names it. Throws where R2 is away.
 */
export async function* sealedEntries(
  log: R2Bucket,
  rows: DayRows,
): AsyncGenerator<Result<SealedEntry, string>> {
  const runs = runsOf(log, rows);
  const ahead: Run[] = [];
  const kept = new Map<string, Entries>();
  for (;;) {
    while (ahead.length < OBJECTS_AHEAD) {
      const { value, done } = await runs.next();
      if (done) break;
      ahead.push(value);
    }
    const run = ahead.shift();
    if (!run) return;
    for (const row of run.rows) {
      let entries = kept.get(row.logKey);
      if (!entries) {
        const text = await run.text;
        if (text === null) {
          yield err(`log object ${row.logKey} is missing`);
          return;
        }
        entries = entriesOf(text);
        if (kept.size >= MAX_KEPT) kept.delete(kept.keys().next().value as string);
        kept.set(row.logKey, entries);
      }
      const found = entries.get(nameOf(row));
      const broken = found && whyBroken(found.entry);
      if (!found || broken) {
        const what = found ? `does not match its ${broken}` : "is not there as it was sealed";
        yield err(`${row.logKey}: the entry of ${row.actor}, row ${row.seq}, ${what}`);
        return;
      }
      yield ok({ row, ...found });
    }
  }
}

/** Rows that stand together in one log object, which is asked for at once. */
async function* runsOf(log: R2Bucket, rows: DayRows): AsyncGenerator<Run> {
  let run: DayRow[] = [];
  let text: Promise<string | null> = Promise.resolve(null);
  let key = "";
  for (let row = await rows.next(); row !== null; row = await rows.next()) {
    if (run.length > 0 && (row.logKey !== key || run.length >= RUN_ROWS)) {
      yield { rows: run, text };
      run = [];
    }
    if (row.logKey !== key) {
      key = row.logKey;
      text = log.get(key).then((object) => object?.text() ?? null);
      // Whoever reads it meets the failure; nobody may ever come to read it.
      text.catch(() => {});
    }
    run.push(row);
  }
  if (run.length > 0) yield { rows: run, text };
}

function entriesOf(text: string): Entries {
  const entries = new Map<string, { entry: JournalEntry; line: string }>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    try {
      const entry = JSON.parse(line) as JournalEntry;
      entries.set(nameOf(entry), { entry, line });
    } catch {
      // Whoever needs this line will miss it.
    }
  }
  return entries;
}

function nameOf({ actor, seq, hash }: Pick<DayRow, "actor" | "seq" | "hash">): string {
  return `${actor}:${seq}:${hash}`;
}

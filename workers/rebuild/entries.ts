import type { JournalEntry } from "../../schema/events.ts";
import { listLog, readLog } from "../queue/log.ts";
import { whyBroken } from "../queue/message.ts";
import { project } from "../queue/projection.ts";

/** Log objects read at a time, each of some thousand entries at most, and entries written at once. */
const OBJECTS_AT_ONCE = 4;
const BATCH_ENTRIES = 1_000;

interface Logged {
  readonly entry: JournalEntry;
  readonly key: string;
}

/** Entries of which D1 has no row, or another one. */
const ABSENT = `
select e.value->>'at' as at from json_each(?1) e
left join journal j on j.actor = e.value->>'actor' and j.seq = e.value->>'seq'
where j.hash is null or j.hash <> e.value->>'hash'`;

/**
 * Projects a part of the log with the booking date that each entry would be given now (ASOF-1); what a day file has
 * put into its place already stays there. An entry that doesn't fit its hash is named and left out.
 *
 * @param to the last key; null for whatever is there
 * @param now the clock; no further objects are read from `untilMs` on
 */
export async function projectLogPage(
  env: { readonly DB: D1Database; readonly LOG: R2Bucket },
  after: string | null,
  to: string | null,
  now: () => number,
  untilMs: number,
): Promise<{
  readonly next: string | null;
  readonly objects: number;
  readonly rows: number;
  readonly problems: readonly string[];
}> {
  const page = await listLog(env.LOG, after);
  const keys = page.keys.filter((key) => to === null || key <= to);
  const problems: string[] = [];
  let batch: Logged[] = [];
  let rows = 0;
  let at = 0;
  const flush = async () => {
    rows += await projectAbsent(env.DB, batch, now());
    batch = [];
  };
  for (; at < keys.length && (at === 0 || now() < untilMs); at += OBJECTS_AT_ONCE) {
    const some = keys.slice(at, at + OBJECTS_AT_ONCE);
    const objects = await Promise.all(some.map((key) => readLog(env.LOG, key)));
    for (const [index, lines] of objects.entries()) {
      const key = some[index] as string;
      for (const [line, entry] of (lines ?? []).entries()) {
        const broken = entry === null || typeof entry.actor !== "string" ? "shape" : whyBroken(entry);
        if (broken || entry === null) problems.push(`${key} line ${line + 1} does not match its ${broken}`);
        else batch.push({ entry, key });
      }
    }
    if (batch.length >= BATCH_ENTRIES) await flush();
  }
  await flush();
  const objects = Math.min(at, keys.length);
  const ended = objects === keys.length && (page.last || keys.length < page.keys.length);
  return { next: ended ? null : (keys[objects - 1] ?? null), objects, rows, problems };
}

async function projectAbsent(db: D1Database, batch: readonly Logged[], nowMs: number): Promise<number> {
  let rows = 0;
  for (let at = 0; at < batch.length; at += BATCH_ENTRIES) {
    const some = batch.slice(at, at + BATCH_ENTRIES);
    const { results } = await db
      .prepare(ABSENT)
      .bind(
        JSON.stringify(
          some.map(({ entry: { actor, seq, hash } }, index) => ({ at: index, actor, seq, hash })),
        ),
      )
      .all<{ at: number }>();
    const absent = results.map((row) => some[row.at] as Logged);
    rows += await projectLogged(db, absent, null, nowMs);
  }
  return rows;
}

/** Projects entries with the log objects they stand in; `bookDate` where a day file says on which date. */
export async function projectLogged(
  db: D1Database,
  logged: readonly Logged[],
  bookDate: string | null,
  nowMs: number,
): Promise<number> {
  const [first] = logged;
  if (!first) return 0;
  const { inserted } = await project(
    db,
    logged.map(({ entry }) => entry),
    first.key,
    nowMs,
    { bookDate, logKeys: logged.map(({ key }) => key) },
  );
  return inserted.size;
}

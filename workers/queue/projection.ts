import { genesisHash } from "../../durable-objects/lib/hash.ts";
import { businessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { RECORD_HANDED_OVER } from "../data/handed-over.ts";
import type { Poison } from "./message.ts";
import { unlessRebuilding } from "./rebuilding.ts";

/** JSON bound to one statement: D1 takes 2 MB a value, and a character may be three bytes. */
const MAX_BOUND_CHARS = 600_000;

/** What one projection did. */
export interface Projected {
  /** Really inserted, in order of position; a redelivery inserts nothing (PUB-3). */
  readonly inserted: ReadonlySet<string>;
  /** Breaks seen for the first time (PUB-5). */
  readonly breaks: number;
  /** As D1 counts and bills them. */
  readonly rowsWritten: number;
}

/** How a rebuild projects (PRJ-2): although its flag stands, and what a day file names on the date that file is of. */
export interface RebuildProjection {
  readonly bookDate: string | null;
  /** The log object of each entry, where they stand in several. */
  readonly logKeys: readonly string[];
}

/** The id of an entry everywhere outside its actor: feeds, screens, deduplication (FED-1). */
export function entryId(entry: { readonly actor: string; readonly seq: number }): string {
  return `${entry.actor}:${entry.seq}`;
}

/** An entry's place in what `INSERT` and `KEEP_FORKS` read: SQLite finds a place in half the time of a name. */
const COLUMNS = [
  "actor",
  "seq",
  "class",
  "region_id",
  "programme_id",
  "at_ms",
  "business_date",
  "operation_id",
  "line",
  "kind",
  "account",
  "expires_on",
  "amount_yen",
  "store_id",
  "till_id",
  "issuer_id",
  "detail",
  "request_hash",
  "result",
  "prev_hash",
  "hash",
  "log_key",
] as const;
type Column = (typeof COLUMNS)[number];
const at = (column: Column) => `(e.value->>${COLUMNS.indexOf(column)})`;

/** What stands in the table under the same name. */
const COPIED = COLUMNS.filter((column) => column !== "business_date" && column !== "log_key");

/**
 * Many rows in one statement; conflicts at (actor, seq) are looked at by `KEEP_FORKS`, never ignored. ASOF-1: the
 * booking date is made here, in the statement that inserts.
 */
const INSERT = `
insert into journal (${COPIED.join(", ")}, book_date, log_key, projected_at_ms)
select ${COPIED.map(at).join(", ")},
  coalesce(?4, max(${at("business_date")}, coalesce((select date(max(seal.book_date), '+1 day') from seal), ''))),
  coalesce(${at("log_key")}, ?2), ?3
from json_each(?1) e
where true
on conflict (actor, seq) do nothing
returning actor, seq`;

/** PUB-5: the same place with another hash, or in other books, is kept aside. */
const KEEP_FORKS = `
insert into journal_break (id, what, actor, seq, region_id, programme_id, hash, expected_hash, log_key, state, found_at_ms)
select 'fork:' || j.actor || ':' || j.seq || ':' || ${at("hash")}, 'fork', j.actor, j.seq, j.region_id, j.programme_id,
  ${at("hash")}, j.hash, coalesce(${at("log_key")}, ?2), 'open', ?3
from json_each(?1) e join journal j on j.actor = ${at("actor")} and j.seq = ${at("seq")}
where j.hash <> ${at("hash")} or j.class <> ${at("class")}
   or j.region_id <> ${at("region_id")} or j.programme_id <> ${at("programme_id")}
on conflict (id) do nothing
returning id`;

/**
 * Walks each actor's chain on from its head, row by row as long as number and hash fit, and moves the head to where
 * the walk ended. Whatever the order of arrival, the head is the end of the gapless verified prefix (PUB-2).
 * Materialized: else SQLite reads the bound JSON anew for every actor, and a batch costs the square of its actors.
 */
const ADVANCE = `
with recursive named (actor, class, region_id, programme_id, genesis) as materialized (
  select value->>'actor', value->>'class', value->>'regionId', value->>'programmeId', value->>'genesis' from json_each(?1)
), walk (actor, seq, hash, balance_yen) as (
  select n.actor, coalesce(h.seq, 0), coalesce(h.hash, n.genesis), coalesce(h.balance_yen, 0)
  from named n left join actor_head h on h.actor = n.actor
  union all
  select j.actor, j.seq, j.hash, w.balance_yen + j.amount_yen
  from walk w join journal j on j.actor = w.actor and j.seq = w.seq + 1 and j.prev_hash = w.hash
), ends (actor, seq, hash, balance_yen) as (
  select actor, max(seq), hash, balance_yen from walk group by actor
)
insert into actor_head (actor, class, region_id, programme_id, seq, hash, max_seq, balance_yen, updated_at_ms)
select n.actor, n.class, n.region_id, n.programme_id, ends.seq, ends.hash,
  coalesce((select max(j.seq) from journal j where j.actor = n.actor), 0), ends.balance_yen, ?2
from named n join ends on ends.actor = n.actor
where true
on conflict (actor) do update set seq = excluded.seq, hash = excluded.hash, max_seq = excluded.max_seq,
  balance_yen = excluded.balance_yen, updated_at_ms = excluded.updated_at_ms
where excluded.seq > actor_head.seq or excluded.max_seq > actor_head.max_seq`;

/** PUB-5: a next row that doesn't follow from the verified prefix. */
const KEEP_BROKEN_CHAINS = `
insert into journal_break (id, what, actor, seq, region_id, programme_id, hash, expected_hash, log_key, state, found_at_ms)
select 'chain:' || j.actor || ':' || j.seq || ':' || j.hash, 'chain', j.actor, j.seq, j.region_id, j.programme_id,
  j.prev_hash, h.hash, j.log_key, 'open', ?2
from json_each(?1) e
join actor_head h on h.actor = e.value->>'actor'
join journal j on j.actor = h.actor and j.seq = h.seq + 1 and j.prev_hash <> h.hash
where true
on conflict (id) do nothing
returning id`;

/** Every open break of these actors has its alert; one already raised stays as it is. */
const RAISE_ALERTS = `
insert into alert (id, kind, region_id, subject, detail, raised_at_ms, closed_at_ms)
select 'journal-break:' || b.id, 'journal-break', b.region_id, coalesce(b.actor, b.id),
  json_object('what', b.what, 'seq', b.seq, 'hash', b.hash, 'expectedHash', b.expected_hash, 'logKey', b.log_key), ?2, null
from json_each(?1) e join journal_break b on b.actor = e.value->>'actor' and b.state = 'open'
where true
on conflict (id) do nothing`;

/** An issue that the fund has journaled has its row, also where the Worker died before it wrote one (FND-3). */
const ADD_ISSUES = `
insert into issue (id, region_id, programme_id, issuer_id, branch_id, operation_id, state, fund_seq, serial_from, count,
  sum_yen, written, not_before_on, expires_on, key_id, pepper_generation, faces, created_at_ms)
select m.value->>'issueId', e.value->>'regionId', e.value->>'programmeId', m.value->>'issuerId', m.value->>'branchId',
  e.value->>'operationId', 'writing', e.value->>'seq', m.value->>'serialFrom', m.value->>'count', m.value->>'sumYen', 0,
  m.value->>'notBeforeOn', m.value->>'expiresOn', m.value->>'keyId', m.value->>'pepperGeneration', m.value->'faces',
  e.value->>'atMs'
from json_each(?1) e join json_each(json_array(e.value->'manifest')) m
where m.value->>'issueId' is not null
on conflict (id) do nothing`;

/** What the fund's entries say of an issue; `fund_seq` keeps a late one from setting it back. */
const SET_ISSUE_STATES = `
update issue set state = e.state, fund_seq = e.seq
from (select value->>'issueId' as issue_id, value->>'state' as state, max(value->>'seq') as seq from json_each(?1) group by 1) e
where issue.id = e.issue_id and issue.fund_seq < e.seq`;

/** What was never handed over of an issue is withdrawn, whatever becomes of the rest (FND-6). */
const SET_WITHDRAWN = `
update issue set rest_withdrawn = 1
where id in (select value->>'issueId' from json_each(?1) where value->>'state' = 'withdrawn')`;

/** When an issue was handed over (FRD-2). */
const SET_HAND_OVERS = `
update issue set handed_over_at_ms = e.at_ms
from (select value->>'issueId' as issue_id, min(value->>'atMs') as at_ms from json_each(?1)
  where value->>'state' = 'active' group by 1) e
where issue.id = e.issue_id and issue.handed_over_at_ms is null`;

/**
 * A replacement waits for no hand-over: ready is active. It is known by the fund's entry that made it, or by the
 * coupon's whose operation it was.
 */
const ACTIVATE_REPLACEMENTS = `
update issue set state = 'active'
where state = 'ready' and id in (select value->>'issueId' from json_each(?1)) and (
  id in (select value->>'issueId' from json_each(?1) where value->>'state' = 'writing' and value->'manifest'->>'replaces' is not null)
  or exists (select 1 from journal r where r.operation_id = issue.operation_id and r.kind in ('replace', 'cancel')))`;

const ISSUE_STATE: { readonly [kind: string]: string | undefined } = {
  issue: "writing",
  replace: "writing",
  "issue-ready": "ready",
  "issue-failed": "failed",
  activate: "active",
  stop: "stopped",
  withdraw: "withdrawn",
};

/**
 * Projects entries into D1 in one atomic batch: rows, totals (by trigger, PUB-3), heads, breaks, alerts, issues. Forks in
 * a second one, only where something was there already: a worker that dies between the two has acknowledged nothing, and
 * what is delivered again is there already too. Any order, any repeats (PUB-2). The entries' own hashes must have been verified. Throws where D1 is away, and while
 * D1 is being made again, whose flag is part of the batch: then everything is to come later (PRJ-2).
 *
 * @param logKey the R2 object that already holds them (PRJ-1)
 * @param rebuild only from the rebuild itself
 */
export async function project(
  db: D1Database,
  entries: readonly JournalEntry[],
  logKey: string,
  nowMs: number,
  rebuild?: RebuildProjection,
): Promise<Projected> {
  if (entries.length === 0) return { inserted: new Set(), breaks: 0, rowsWritten: 0 };
  const guard = rebuild ? [] : [unlessRebuilding(db)];
  const rows = [
    ...chunks(entries.map((entry, index) => JSON.stringify(rowOf(entry, rebuild?.logKeys[index])))),
  ];
  const actors = new Map<string, string>();
  for (const { actor, actorClass, regionId, programmeId } of entries) {
    if (actors.has(actor)) continue;
    const genesis = genesisHash(actorClass, actor);
    actors.set(actor, JSON.stringify({ actor, class: actorClass, regionId, programmeId, genesis }));
  }
  const named = [...chunks([...actors.values()])];
  const inserts = rows.map((some) => db.prepare(INSERT).bind(some, logKey, nowMs, rebuild?.bookDate ?? null));
  const keepChains = named.map((some) => db.prepare(KEEP_BROKEN_CHAINS).bind(some, nowMs));
  const raiseAlerts = () => named.map((some) => db.prepare(RAISE_ALERTS).bind(some, nowMs));

  const first = await written(db, [
    guard,
    inserts,
    named.map((some) => db.prepare(ADVANCE).bind(some, nowMs)),
    keepChains,
    raiseAlerts(),
    [...chunks(issueMoves(entries))].flatMap((issues) =>
      [ADD_ISSUES, SET_ISSUE_STATES, SET_WITHDRAWN, SET_HAND_OVERS, ACTIVATE_REPLACEMENTS].map((sql) =>
        db.prepare(sql).bind(issues),
      ),
    ),
    [...chunks(handOvers(entries))].flatMap((some) =>
      RECORD_HANDED_OVER.map((sql) => db.prepare(sql).bind(some)),
    ),
  ]);
  const inserted = new Set(first.returned(1).map((row) => entryId(row as { actor: string; seq: number })));
  const chains = first.returned(3).length;
  if (inserted.size === entries.length) return { inserted, breaks: chains, rowsWritten: first.rowsWritten };

  const forks = rows.map((some) => db.prepare(KEEP_FORKS).bind(some, logKey, nowMs));
  const second = await written(db, [guard, forks, raiseAlerts()]);
  return {
    inserted,
    breaks: chains + second.returned(1).length,
    rowsWritten: first.rowsWritten + second.rowsWritten,
  };
}

/** Runs groups of statements in one batch; says what a group returned and how many rows all wrote. */
async function written(db: D1Database, groups: readonly (readonly D1PreparedStatement[])[]) {
  const results = await db.batch<Record<string, unknown>>(groups.flat());
  return {
    returned: (group: number) => {
      const from = groups.slice(0, group).reduce((sum, each) => sum + each.length, 0);
      return results.slice(from, from + (groups[group]?.length ?? 0)).flatMap((result) => result.results);
    },
    rowsWritten: results.reduce((sum, result) => sum + (result.meta.rows_written ?? 0), 0),
  };
}

/** Writes a break row and an alert for what could not be projected at all (PRJ-1). Throws where D1 is away. */
export async function recordPoison(
  db: D1Database,
  poison: readonly (Poison & { readonly key: string })[],
  nowMs: number,
): Promise<void> {
  await db.batch(
    poison.flatMap((item) => [
      db
        .prepare(
          `insert into journal_break (id, what, actor, seq, log_key, state, found_at_ms)
           values (?1, 'poison', ?2, ?3, ?4, 'open', ?5) on conflict (id) do nothing`,
        )
        .bind(item.id, item.actor, item.seq, item.key, nowMs),
      db
        .prepare(
          `insert into alert (id, kind, subject, detail, raised_at_ms)
           values ('journal-break:' || ?1, 'journal-break', ?2, json_object('what', 'poison', 'why', ?3, 'logKey', ?4), ?5)
           on conflict (id) do nothing`,
        )
        .bind(item.id, item.actor ?? item.id, item.why, item.key, nowMs),
    ]),
  );
}

/** An entry as `INSERT` reads it, in the order of `COLUMNS`. `detail` and `result` stay the text that was published. */
function rowOf(entry: JournalEntry, logKey: string | undefined): unknown[] {
  const row: { readonly [C in Column]: string | number | null } = {
    actor: entry.actor,
    seq: entry.seq,
    class: entry.actorClass,
    region_id: entry.regionId,
    programme_id: entry.programmeId,
    at_ms: entry.atMs,
    business_date: businessDate(entry.atMs),
    operation_id: entry.operationId,
    line: entry.line,
    kind: entry.kind,
    account: entry.account,
    expires_on: entry.expiresOn,
    amount_yen: entry.amountYen,
    store_id: textOf(entry.detail?.storeId),
    till_id: textOf(entry.detail?.tillId),
    issuer_id: textOf(entry.detail?.issuerId),
    detail: entry.detail === null ? null : JSON.stringify(entry.detail),
    request_hash: entry.requestHash,
    result: entry.result === null ? null : JSON.stringify(entry.result),
    prev_hash: entry.prevHash,
    hash: entry.hash,
    log_key: logKey ?? null,
  };
  return COLUMNS.map((column) => row[column]);
}

/** The state of an issue behind an entry of the fund, where it changes it; the last sheet makes it active (FND-14). */
function issueStateAfter({ kind, detail }: JournalEntry): string | undefined {
  if (kind === "hand-over") return detail?.whole === true ? "active" : undefined;
  return ISSUE_STATE[kind];
}

/** Sheets that were handed over by themselves, as `RECORD_HANDED_OVER` reads them. */
function handOvers(entries: readonly JournalEntry[]): string[] {
  return entries
    .filter(({ actorClass, kind }) => actorClass === "fund" && kind === "hand-over")
    .map(({ detail, operationId, atMs }) =>
      JSON.stringify({ issueId: detail?.issueId, operationId, atMs, ranges: detail?.ranges }),
    );
}

function issueMoves(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap((entry) => {
    const state = entry.actorClass === "fund" ? issueStateAfter(entry) : undefined;
    const issueId = textOf(entry.detail?.issueId);
    if (!state || !issueId) return [];
    const { regionId, programmeId, operationId, seq, atMs } = entry;
    const manifest = entry.detail?.manifest ?? null;
    return [JSON.stringify({ issueId, state, regionId, programmeId, operationId, seq, atMs, manifest })];
  });
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** JSON arrays of the given JSON values, each small enough to be bound. */
function* chunks(values: readonly string[]): Generator<string> {
  let chunk: string[] = [];
  let chars = 0;
  for (const value of values) {
    if (chars + value.length > MAX_BOUND_CHARS && chunk.length > 0) {
      yield `[${chunk.join(",")}]`;
      chunk = [];
      chars = 0;
    }
    chunk.push(value);
    chars += value.length;
  }
  if (chunk.length > 0) yield `[${chunk.join(",")}]`;
}

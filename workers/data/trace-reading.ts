import type { TraceSource, TraceStart } from "../../schema/api/traces.ts";
import type { RegionId } from "../../schema/ids.ts";
import { MISS_DAYS } from "./code-misses.ts";

/** Whom a story is about, and in which region: nothing of another region is ever part of it (WHO-1). */
export interface TraceSubject {
  readonly regionId: RegionId;
  readonly kind: TraceStart;
  readonly id: string;
  /** Actors of the balances that are its: of a coupon one, of a resident those of its Pays in the region. */
  readonly actors: readonly string[];
  /** Of a coupon: its issue. */
  readonly issueId: string | null;
}

/** Up to where a page reads: before the place, within the span. */
export interface TracePage {
  readonly before: readonly [atMs: number, key: string] | null;
  readonly fromMs: number;
  readonly beforeMs: number;
  readonly limit: number;
}

/** A line as it is read; names come later. */
export interface RawLine {
  readonly key: string;
  readonly atMs: number;
  readonly source: TraceSource;
  readonly what: string;
  readonly byKind: TraceStart | null;
  readonly byId: string | null;
  readonly aboutKind: TraceStart | null;
  readonly aboutId: string | null;
  readonly subject: string | null;
  readonly storeId: string | null;
  readonly amountYen: number | null;
  readonly operationId: string | null;
  readonly reason: string | null;
  readonly device: string | null;
  readonly factor: string | null;
  readonly networkId: string | null;
  readonly networkShown: string | null;
  readonly count: number | null;
}

type Read = (db: D1Database, subject: TraceSubject, page: TracePage) => Promise<readonly RawLine[]>;

/** Columns of a line that a source hasn't got. */
const NONE =
  "null as subject, null as storeId, null as amountYen, null as operationId, null as reason, null as device, null as factor, null as networkId, null as networkShown, null as count";
const without = (...given: readonly string[]) =>
  NONE.split(", ")
    .filter((column) => !given.some((name) => column.endsWith(` ${name}`)))
    .join(", ");

/** The place and the span of a page, as ?1 to ?4 say them; ?5 is the limit, ?6 the region, ?7 what it is about. */
const within = (at: string, key: string) =>
  `${at} >= ?3 and ${at} < ?4 and ${at} <= ?1 and (${at} < ?1 or ${key} < ?2)`;

async function read(
  db: D1Database,
  sql: string,
  { before, fromMs, beforeMs, limit }: TracePage,
  more: readonly unknown[],
): Promise<readonly RawLine[]> {
  const [atMs, key] = before ?? [Number.MAX_SAFE_INTEGER, ""];
  const { results } = await db
    .prepare(`${sql} order by 2 desc, 1 desc limit ?5`)
    .bind(atMs, key, fromMs, beforeMs, limit, ...more)
    .all<RawLine>();
  return results;
}

/** Keys have their number padded, so that they sort as text as their numbers do. */
const keyOf = (letter: string, number: string) => `('${letter}' || printf('%015d', ${number}))`;

/** What the journals of its balances say, or of whoever paid at it. */
const journalLines: Read = async (db, { regionId, kind, id, actors }, page) => {
  const isStore = kind === "store";
  if (!isStore && actors.length === 0) return [];
  const key = keyOf("j", "j.position");
  return read(
    db,
    `select ${key} as key, j.at_ms as atMs, 'journal' as source, j.kind as what, null as byKind, null as byId,
       case j.class when 'wallet' then 'resident' else 'coupon' end as aboutKind,
       case j.class when 'wallet' then substr(j.actor, 1, instr(j.actor, ':') - 1)
         else (select c.programme_id || '-' || c.serial from coupon c where c.actor = j.actor) end as aboutId,
       j.store_id as storeId, coalesce(j.result ->> 'amountYen', abs(j.amount_yen)) as amountYen,
       j.operation_id as operationId, ${without("storeId", "amountYen", "operationId")}
     from journal j
     where j.line = 0 and j.region_id = ?6 and ${within("j.at_ms", key)}
       and ${isStore ? "j.store_id = ?7" : "j.actor in (select value from json_each(?7))"}`,
    page,
    [regionId, isStore ? id : JSON.stringify(actors)],
  );
};

/** Tries to sign in by somebody, or from a network: of the region's staff, and of residents who have a Pay here. */
const signInLines: Read = async (db, { regionId, kind, id }, page) => {
  if (kind === "coupon" || kind === "store") return [];
  const key = keyOf("s", "s.id");
  const whose = kind === "network" ? "s.network = ?7" : "s.kind = ?8 and s.subject_id = ?7";
  return read(
    db,
    `select ${key} as key, s.at_ms as atMs, 'sign-in' as source, s.outcome as what, s.kind as byKind, s.subject_id as byId,
       null as aboutKind, null as aboutId, s.device, s.factor, s.network as networkId, s.network_shown as networkShown,
       ${without("device", "factor", "networkId", "networkShown")}
     from sign_in s
     where ${whose} and ${within("s.at_ms", key)} and (s.region_id = ?6 or (s.kind = 'resident' and exists (
       select 1 from wallet_link w where w.resident_id = s.subject_id and w.region_id = ?6)))`,
    page,
    kind === "network" ? [regionId, id] : [regionId, id, kind],
  );
};

const STAFF_LINE = `'staff' as source, l.action as what, 'staff' as byKind, l.actor as byId,
  case when l.subject_kind in ('resident', 'staff', 'coupon', 'store') then l.subject_kind end as aboutKind,
  case when l.subject_kind in ('resident', 'staff', 'coupon', 'store') then l.subject_id end as aboutId,
  case when l.subject_kind not in ('resident', 'staff', 'coupon', 'store', 'search') then l.subject_kind || ' ' || l.subject_id end as subject,
  l.after ->> 'storeId' as storeId, l.after ->> 'amountYen' as amountYen,
  coalesce(l.after ->> 'operationId', case l.subject_kind when 'payment' then l.subject_id end) as operationId, l.reason,
  ${without("subject", "storeId", "amountYen", "operationId", "reason")}`;

/** What staff did to it, found from the subject on and not through the whole region's log; of a member of staff also what they did themselves. */
const staffLines: Read = async (db, { regionId, kind, id, issueId }, page) => {
  const key = keyOf("l", "l.id");
  const about = JSON.stringify([[kind, id], ...(issueId === null ? [] : [["issue", issueId]])]);
  // A sign-in is told once: by its own row while that is kept, by the log from before. A minute for those of the first moment.
  const told = `(l.action <> 'staff.sign-in' or l.at_ms < coalesce(
    (select min(s.at_ms) from sign_in s where s.subject_id = l.actor), 9e15) - 60000)`;
  // The plus keeps SQLite from reading the region's whole log by its time.
  const inPage = `+l.region_id = ?6 and ${told} and ${within("l.at_ms", key)}`;
  const touched = `select ${key} as key, l.at_ms as atMs, ${STAFF_LINE}
     from json_each(?7) w cross join audit_log l on l.subject_kind = w.value ->> 0 and l.subject_id = w.value ->> 1 where ${inPage}`;
  if (kind !== "staff") return read(db, touched, page, [regionId, about]);
  return read(
    db,
    `${touched} and l.actor <> ?8
     union all select ${key} as key, l.at_ms as atMs, ${STAFF_LINE} from audit_log l where l.actor = ?8 and ${inPage}`,
    page,
    [regionId, about, id],
  );
};

/** Wrong codes by the hour (FRD-1): those of the region's own, and those that belong to no region. */
const guessLines: Read = async (db, { regionId, kind, id }, page) => {
  if (kind === "coupon") return [];
  const key = "('g' || m.hour_ms || m.region_id)";
  return read(
    db,
    `select ${key} as key, m.hour_ms as atMs, 'guess' as source, 'guess' as what,
       case when m.kind <> 'network' then m.kind end as byKind, case when m.kind <> 'network' then m.subject end as byId,
       null as aboutKind, null as aboutId, m.misses as count,
       case m.kind when 'network' then m.subject end as networkId, m.shown as networkShown,
       ${without("count", "networkId", "networkShown")}
     from json_each(?9) h
     join code_miss m on m.hour_ms = h.value and m.kind = ?8 and m.subject = ?7 and m.region_id in (?6, '')
     where ${within("m.hour_ms", key)}`,
    page,
    [regionId, id, kind, JSON.stringify(hoursUntil(page))],
  );
};

const HOUR_MS = 3_600_000;

/** The hours that can have a row: no more than are kept, back from where the page reads. */
function hoursUntil({ before, fromMs, beforeMs }: TracePage): readonly number[] {
  const untilMs = Math.min(before?.[0] ?? beforeMs - 1, beforeMs - 1);
  const last = untilMs - (untilMs % HOUR_MS);
  const count = Math.min(MISS_DAYS * 24, Math.max(0, Math.floor((last - fromMs) / HOUR_MS) + 1));
  return Array.from({ length: count }, (_, at) => last - at * HOUR_MS);
}

const READS: { readonly [S in TraceSource]: Read } = {
  journal: journalLines,
  "sign-in": signInLines,
  staff: staffLines,
  guess: guessLines,
};

/**
 * A page of a story, newest first, over all its sources or one of them: each is asked for as many as the page takes, since
 * all of the page may be one source's. One row more than the limit tells whether there is another page.
 */
export async function traceLines(
  db: D1Database,
  subject: TraceSubject,
  source: TraceSource | null,
  page: TracePage,
): Promise<readonly RawLine[]> {
  const reads = source === null ? Object.values(READS) : [READS[source]];
  const more = { ...page, limit: page.limit + 1 };
  const found = await Promise.all(reads.map((each) => each(db, subject, more)));
  return found
    .flat()
    .toSorted((a, b) => b.atMs - a.atMs || (a.key < b.key ? 1 : -1))
    .slice(0, more.limit);
}

/** Who took or reversed operations, by the log: what a journal doesn't know. */
export async function actorsOf(
  db: D1Database,
  regionId: RegionId,
  operationIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (operationIds.length === 0) return new Map();
  const { results } = await db
    .prepare(
      `select w.value as operationId, l.actor from json_each(?1) w
       cross join audit_log l on l.subject_kind = 'payment' and l.subject_id = w.value
       where l.region_id = ?2 and l.action = 'payment.take'
       union all
       select r.operation_id, l.actor from json_each(?1) w
       cross join journal r on r.operation_id = w.value and r.kind = 'reverse' and r.line = 0 and r.region_id = ?2
       cross join audit_log l on l.subject_kind = 'payment' and l.subject_id = r.detail ->> 'payment'
       where l.region_id = ?2 and l.after ->> 'operationId' = r.operation_id`,
    )
    .bind(JSON.stringify([...new Set(operationIds)]), regionId)
    .all<{ operationId: string; actor: string }>();
  return new Map(results.map(({ operationId, actor }) => [operationId, actor]));
}

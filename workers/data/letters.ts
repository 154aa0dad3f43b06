import { and, desc, eq, inArray, isNotNull, ne, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { LetterBody, LetterReaders } from "../../schema/api/letters.ts";
import { businessDate, startOfDayMs } from "../../schema/calendar.ts";
import { letter } from "../../schema/d1/letter.ts";
import { staff } from "../../schema/d1/people.ts";
import { pushRound } from "../../schema/d1/push.ts";
import { organisation } from "../../schema/d1/region.ts";
import { store } from "../../schema/d1/store.ts";
import type { LetterId, OrganisationId, RegionId, StoreId } from "../../schema/ids.ts";
import { LETTER_COUNTED_MS, MAX_LETTERS_A_MONTH, MAX_UNSENT_LETTERS } from "../../schema/limits.ts";
import { isAtWork, isMuted } from "../letters/conditions.ts";
import { toldCount } from "../letters/told-count.ts";
import type { Database } from "./database.ts";

/** Letters as stores write them and secretariats decide; how they are read is in letter-inbox.ts. */

const writer = alias(staff, "writer");
const proposer = alias(staff, "proposer");
const decider = alias(staff, "decider");

const select = (db: Database) =>
  db
    .select({
      letter,
      storeName: store.name,
      organisationId: store.organisationId,
      organisationName: organisation.name,
      createdBy: writer.name,
      proposedBy: proposer.name,
      decidedBy: decider.name,
    })
    .from(letter)
    .innerJoin(store, eq(store.id, letter.storeId))
    .innerJoin(organisation, eq(organisation.id, store.organisationId))
    .leftJoin(writer, eq(writer.id, letter.createdBy))
    .leftJoin(proposer, eq(proposer.id, letter.proposedBy))
    .leftJoin(decider, eq(decider.id, letter.decidedBy));
type Row = Awaited<ReturnType<typeof select>>[number];

async function bodies(db: Database, rows: readonly Row[], nowMs: number): Promise<LetterBody[]> {
  const counted = rows.filter(({ letter: one }) => (one.sentAtMs ?? 0) > nowMs - LETTER_COUNTED_MS);
  const counts = await db.all<{ letterId: string; delivered: number; read: number }>(sql`
    select w.value as letterId, count(d.resident_id) as delivered, count(d.read_at_ms) as read
    from json_each(${JSON.stringify(counted.map((row) => row.letter.id))}) w
    left join letter_delivery d on d.letter_id = w.value group by w.value`);
  return rows.map(({ letter: one, ...names }) => {
    const count = counts.find(({ letterId }) => letterId === one.id);
    return {
      letterId: one.id as LetterId,
      storeId: one.storeId as StoreId,
      storeName: names.storeName,
      organisationId: names.organisationId as OrganisationId,
      organisationName: names.organisationName,
      title: one.title,
      body: one.body,
      state: one.state as LetterBody["state"],
      version: one.version,
      createdAtMs: one.createdAtMs,
      createdBy: names.createdBy ?? "",
      proposedAtMs: one.proposedAtMs,
      proposedBy: names.proposedBy,
      decidedAtMs: one.decidedAtMs,
      decidedBy: names.decidedBy,
      reason: one.reason,
      sentAtMs: one.sentAtMs,
      counts: count
        ? { delivered: toldCount(count.delivered), read: toldCount(count.read, count.delivered) }
        : null,
    };
  });
}

/** Who looks: an office sees all letters of its stores, a secretariat what was proposed to it (WHO-2). */
export interface LetterSight {
  readonly proposed: boolean;
  /** Organisations whose stores' letters are seen whatever they are. */
  readonly of: readonly string[];
}

const within = (regionId: RegionId, sight: LetterSight) =>
  and(
    eq(letter.regionId, regionId),
    or(
      sight.proposed ? isNotNull(letter.proposedAtMs) : undefined,
      sql`${letter.storeId} in (select s.id from store s join json_each(${JSON.stringify(sight.of)}) w
        on s.organisation_id = w.value)`,
    ),
  );

/** One letter that the caller sees; null where there is none. */
export async function findLetter(
  db: Database,
  regionId: RegionId,
  sight: LetterSight,
  letterId: LetterId,
  nowMs: number,
): Promise<LetterBody | null> {
  const rows = await select(db).where(and(eq(letter.id, letterId), within(regionId, sight)));
  return (await bodies(db, rows, nowMs))[0] ?? null;
}

/** A page of letters, newest first; one more than asked for. */
export async function listLetters(
  db: Database,
  regionId: RegionId,
  sight: LetterSight,
  page: {
    readonly after: readonly [number, string] | null;
    readonly limit: number;
    readonly state?: LetterBody["state"] | undefined;
    readonly storeId?: string | undefined;
  },
  nowMs: number,
): Promise<readonly LetterBody[]> {
  const rows = await select(db)
    .where(
      and(
        within(regionId, sight),
        page.state ? eq(letter.state, page.state) : undefined,
        page.storeId ? eq(letter.storeId, page.storeId) : undefined,
        page.after
          ? sql`(${letter.createdAtMs}, ${letter.id}) < (${page.after[0]}, ${page.after[1]})`
          : undefined,
      ),
    )
    .orderBy(desc(letter.createdAtMs), desc(letter.id))
    .limit(page.limit + 1);
  return bodies(db, rows, nowMs);
}

/** How many letters wait for the yes of somebody who didn't propose them. */
export function countWaitingLetters(db: Database, regionId: RegionId, staffId: string): Promise<number> {
  return db.$count(
    letter,
    and(
      eq(letter.regionId, regionId),
      eq(letter.state, "waiting"),
      isNotNull(letter.proposedAtMs),
      ne(letter.proposedBy, staffId),
    ),
  );
}

/** Writes a draft; false where the store has as many unsent as it may. One statement judges and writes. */
export async function createLetter(
  db: Database,
  row: {
    readonly letterId: LetterId;
    readonly regionId: RegionId;
    readonly storeId: StoreId;
    readonly title: string;
    readonly body: string;
    readonly createdAtMs: number;
    readonly createdBy: string;
  },
): Promise<boolean> {
  const { letterId, regionId, storeId, title, body, createdAtMs, createdBy } = row;
  const written = await db.all<{ id: string }>(sql`
    insert into letter (id, region_id, store_id, title, body, state, version, created_at_ms, created_by)
    select ${letterId}, ${regionId}, ${storeId}, ${title}, ${body}, 'draft', 1, ${createdAtMs}, ${createdBy}
    where (select count(*) from letter where store_id = ${storeId} and state in ('draft', 'waiting', 'refused'))
      < ${MAX_UNSENT_LETTERS} returning id`);
  return written.length > 0;
}

/** Moves a letter on from where it is expected to stand; false where it stands elsewhere (any more). */
async function moved(
  db: Database,
  letterId: LetterId,
  from: readonly LetterBody["state"][],
  to: Partial<typeof letter.$inferInsert>,
  ...also: readonly (SQL | undefined)[]
): Promise<boolean> {
  const rows = await db
    .update(letter)
    .set(to)
    .where(and(eq(letter.id, letterId), inArray(letter.state, [...from]), ...also))
    .returning({ id: letter.id });
  return rows.length > 0;
}

const UNPROPOSED = { proposedAtMs: null, proposedBy: null } as const;

/** Writes a draft anew, or a refused one, over the version that was read. */
export function rewriteLetter(
  db: Database,
  letterId: LetterId,
  written: { readonly version: number; readonly title: string; readonly body: string },
): Promise<boolean> {
  const { version, title, body } = written;
  return moved(
    db,
    letterId,
    ["draft", "refused"],
    { title, body, version: version + 1, state: "draft", ...UNPROPOSED },
    eq(letter.version, version),
  );
}

/** Letters that count for a month: what waits and what was sent in it; so what waits is in no month twice. */
const ofThisMonth = (
  storeId: string,
  nowMs: number,
) => sql`(select count(*) from letter m where m.store_id = ${storeId}
  and (m.state = 'waiting' or m.sent_at_ms >= ${startOfDayMs(`${businessDate(nowMs).slice(0, 8)}01` as never)}))`;

/** Asks the secretariat to let a version go out; "full" where the store has none left in this month (NWS-6). */
export async function proposeLetter(
  db: Database,
  of: { readonly letterId: LetterId; readonly storeId: string; readonly version: number },
  by: { readonly staffId: string; readonly atMs: number },
): Promise<"done" | "full" | "state"> {
  const isLeft = sql`${ofThisMonth(of.storeId, by.atMs)} < ${MAX_LETTERS_A_MONTH}`;
  const done = await moved(
    db,
    of.letterId,
    ["draft"],
    {
      ...{ state: "waiting", proposedAtMs: by.atMs, proposedBy: by.staffId },
      ...{ decidedAtMs: null, decidedBy: null, reason: null },
    },
    eq(letter.version, of.version),
    isLeft,
  );
  if (done) return "done";
  const [room] = await db.all<{ isLeft: number }>(sql`select ${isLeft} as isLeft`);
  return room?.isLeft === 1 ? "state" : "full";
}

/** Takes a proposed one back, to be written on. */
export function takeLetterBack(db: Database, letterId: LetterId): Promise<boolean> {
  return moved(db, letterId, ["waiting"], { state: "draft", ...UNPROPOSED });
}

/** Gives up a draft, or takes a sent one out of the inboxes: whoever has not been woken isn't. */
export function withdrawLetter(
  db: Database,
  letterId: LetterId,
  by: { readonly staffId: string; readonly atMs: number; readonly reason: string },
): Promise<boolean> {
  const end = { decidedAtMs: by.atMs, decidedBy: by.staffId, reason: by.reason };
  return moved(db, letterId, ["draft", "refused", "sent"], { state: "withdrawn", ...end });
}

/** Whether somebody asked for it themselves: then it takes another person's yes. */
export async function isProposedBy(db: Database, letterId: LetterId, staffId: string): Promise<boolean> {
  return (await db.$count(letter, and(eq(letter.id, letterId), eq(letter.proposedBy, staffId)))) > 0;
}

/** Refuses a version with its reason. */
export function refuseLetter(
  db: Database,
  letterId: LetterId,
  by: { readonly version: number; readonly staffId: string; readonly atMs: number; readonly reason: string },
): Promise<boolean> {
  return moved(
    db,
    letterId,
    ["waiting"],
    { state: "refused", decidedAtMs: by.atMs, decidedBy: by.staffId, reason: by.reason },
    eq(letter.version, by.version),
  );
}

/**
 * Lets a version go out. Its round begins in the same batch, so an approved letter is on its way whatever happens next. False where
 * it isn't what waits (any more), or its store takes no payments.
 */
export async function sendLetter(
  db: Database,
  letterId: LetterId,
  by: { readonly version: number; readonly staffId: string; readonly atMs: number },
): Promise<boolean> {
  const [sent] = await db.batch([
    db
      .update(letter)
      .set({ state: "sent", sentAtMs: by.atMs, decidedAtMs: by.atMs, decidedBy: by.staffId })
      .where(
        and(
          eq(letter.id, letterId),
          eq(letter.state, "waiting"),
          eq(letter.version, by.version),
          ne(letter.proposedBy, by.staffId),
          sql.raw(isAtWork("letter.store_id")),
        ),
      )
      .returning({ id: letter.id }),
    db
      .insert(pushRound)
      .select(
        sql`select 'letter:' || l.id, '', null, ${by.atMs}, null, 0, null from letter l
          where l.id = ${letterId} and l.state = 'sent'`,
      )
      .onConflictDoNothing(),
  ]);
  return sent.length > 0;
}

/** Whom a letter of a store would reach, and how many it may still propose in this month. */
export async function letterReaders(db: Database, storeId: StoreId, nowMs: number): Promise<LetterReaders> {
  const [row] = await db.all<{ followers: number; muted: number; used: number }>(sql`
    select count(*) as followers, coalesce(sum(${sql.raw(isMuted("f.resident_id", "f.store_id"))}), 0) as muted,
      ${ofThisMonth(storeId, nowMs)} as used
    from store_follow f where f.store_id = ${storeId}`);
  const { followers = 0, muted = 0, used = 0 } = row ?? {};
  return { followers, muted: toldCount(muted, followers), left: Math.max(0, MAX_LETTERS_A_MONTH - used) };
}

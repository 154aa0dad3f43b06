import { sql } from "drizzle-orm";
import type { LetterItem, LetterMutes } from "../../schema/api/letters.ts";
import type { LetterId, ResidentId, StoreId } from "../../schema/ids.ts";
import { LETTER_SHOWN_MS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/** Letters of stores as residents have them in their inboxes, and what they mute (NWS-7). */

/** What of a resident's deliveries `d` and their letters `l` stands in the inbox now. */
const standing = (residentId: ResidentId, nowMs: number) => sql`d.resident_id = ${residentId}
  and d.at_ms > ${nowMs - LETTER_SHOWN_MS} and l.state = 'sent'`;

/** The newest letters before an edge, newest first. */
export async function lettersBefore(
  db: Database,
  residentId: ResidentId,
  before: readonly [number, string] | null,
  limit: number,
  nowMs: number,
): Promise<readonly LetterItem[]> {
  const rows = await db.all<
    Omit<LetterItem, "read" | "mutes"> & {
      readonly read: number;
      readonly store: number;
      readonly all: number;
    }
  >(sql`
    select l.id as letterId, l.store_id as storeId, s.name as storeName, g.name as regionName, l.title, l.body,
      d.at_ms as atMs, d.read_at_ms is not null as read,
      exists (select 1 from letter_mute m where m.resident_id = d.resident_id and m.store_id = l.store_id) as store,
      exists (select 1 from letter_mute m where m.resident_id = d.resident_id and m.store_id = '') as "all"
    from letter_delivery d join letter l on l.id = d.letter_id join store s on s.id = l.store_id
    join region g on g.id = l.region_id
    where ${standing(residentId, nowMs)}
      ${before ? sql`and (d.at_ms, d.letter_id) < (${before[0]}, ${before[1]})` : sql``}
    order by d.at_ms desc, d.letter_id desc limit ${limit}`);
  return rows.map(({ read, store, all, ...row }) => ({
    ...row,
    read: read === 1,
    mutes: { store: store === 1, all: all === 1 },
  }));
}

/** How many letters the resident has not read. */
export async function unreadLetters(db: Database, residentId: ResidentId, nowMs: number): Promise<number> {
  const [row] = await db.all<{ count: number }>(sql`
    select count(*) as count from letter_delivery d join letter l on l.id = d.letter_id
    where ${standing(residentId, nowMs)} and d.read_at_ms is null`);
  return row?.count ?? 0;
}

/** Notes that a resident has read a letter, once; false where it isn't in their inbox. */
export async function noteLetterRead(
  db: Database,
  residentId: ResidentId,
  letterId: LetterId,
  nowMs: number,
): Promise<boolean> {
  const rows = await db.all<{ id: string }>(sql`
    update letter_delivery set read_at_ms = coalesce(read_at_ms, ${nowMs})
    where letter_id = ${letterId} and resident_id = ${residentId} and exists (
      select 1 from letter l join letter_delivery d on d.letter_id = l.id
      where l.id = ${letterId} and ${standing(residentId, nowMs)})
    returning letter_id as id`);
  return rows.length > 0;
}

/** What a resident has muted: letters of a store, of all stores. */
export async function letterMutesOf(
  db: Database,
  residentId: ResidentId,
  storeId: StoreId | null,
): Promise<LetterMutes> {
  const rows = await db.all<{ storeId: string }>(sql`
    select store_id as storeId from letter_mute
    where resident_id = ${residentId} and store_id in ('', ${storeId ?? ""})`);
  return {
    store: storeId !== null && rows.some((row) => row.storeId === storeId),
    all: rows.some((row) => row.storeId === ""),
  };
}

/**
 * Mutes letters of a store, of all where it is null; muted twice is muted. Only of a store that one follows or has a letter of, and
 * who is being erased has neither, nor a device.
 */
export async function muteLetters(
  db: Database,
  residentId: ResidentId,
  storeId: StoreId | null,
  nowMs: number,
): Promise<void> {
  await db.run(sql`
    insert into letter_mute (resident_id, store_id, at_ms) select ${residentId}, ${storeId ?? ""}, ${nowMs}
    where exists (select 1 from resident_device where resident_id = ${residentId} and ended_at_ms is null)
      and (${storeId} is null
        or exists (select 1 from store_follow where resident_id = ${residentId} and store_id = ${storeId})
        or exists (select 1 from letter_delivery d join letter l on l.id = d.letter_id
          where d.resident_id = ${residentId} and l.store_id = ${storeId}))
    on conflict do nothing`);
}

/** Lets letters of a store come again, or lifts what was muted of all. */
export async function unmuteLetters(
  db: Database,
  residentId: ResidentId,
  storeId: StoreId | null,
): Promise<void> {
  await db.run(sql`
    delete from letter_mute where resident_id = ${residentId} and store_id = ${storeId ?? ""}`);
}

import { and, desc, eq, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import type { PosOperation } from "../../schema/api/pos-keys.ts";
import { staff } from "../../schema/d1/people.ts";
import { posKey, posKeySecret } from "../../schema/d1/pos-key.ts";
import { till } from "../../schema/d1/store.ts";
import type { PosKeyId, RegionId, StoreId, TillId } from "../../schema/ids.ts";
import { MAX_POS_KEYS } from "../../schema/limits.ts";
import type { Database } from "./database.ts";

/** A key as a request finds it by its text. */
export interface FoundKey {
  readonly keyId: PosKeyId;
  readonly regionId: RegionId;
  readonly storeId: StoreId;
  readonly tillId: TillId | null;
  readonly name: string;
  readonly operations: readonly PosOperation[];
  /** The earlier of the ends of key and text; null: nobody has said. */
  readonly goodUntilMs: number | null;
  readonly ended: boolean;
  readonly usedAtMs: number | null;
}

/** The key behind a text, good or not; null where there is none. */
export async function findPosKey(db: Database, hash: string): Promise<FoundKey | null> {
  const [row] = await db
    .select({ key: posKey, textEndsAtMs: posKeySecret.endsAtMs })
    .from(posKeySecret)
    .innerJoin(posKey, eq(posKey.id, posKeySecret.keyId))
    .where(eq(posKeySecret.hash, hash));
  if (!row) return null;
  const ends = [row.key.expiresAtMs, row.textEndsAtMs].filter((end) => end !== null);
  return {
    keyId: row.key.id as PosKeyId,
    regionId: row.key.regionId as RegionId,
    storeId: row.key.storeId as StoreId,
    tillId: row.key.tillId as TillId | null,
    name: row.key.name,
    operations: row.key.operations.split(" ") as PosOperation[],
    goodUntilMs: ends.length === 0 ? null : Math.min(...ends),
    ended: row.key.endedAtMs !== null,
    usedAtMs: row.key.usedAtMs,
  };
}

/** Notes that a key was used, where that was last noted before a moment. */
export async function sawPosKey(
  db: Database,
  keyId: PosKeyId,
  nowMs: number,
  beforeMs: number,
): Promise<void> {
  await db
    .update(posKey)
    .set({ usedAtMs: nowMs })
    .where(and(eq(posKey.id, keyId), or(isNull(posKey.usedAtMs), lt(posKey.usedAtMs, beforeMs))));
}

/** A key with what its office reads besides: its texts, newest first, its till's number and who made it. */
export interface PosKeyRow {
  readonly key: typeof posKey.$inferSelect;
  readonly texts: readonly Pick<typeof posKeySecret.$inferSelect, "hash" | "hint" | "endsAtMs">[];
  readonly tillNumber: number | null;
  readonly createdByName: string | null;
}

function select(db: Database) {
  return db
    .select({ key: posKey, tillNumber: till.number, createdByName: staff.name })
    .from(posKey)
    .leftJoin(till, eq(till.id, posKey.tillId))
    .leftJoin(staff, eq(staff.id, posKey.createdBy));
}

async function withTexts(
  db: Database,
  rows: readonly Omit<PosKeyRow, "texts">[],
): Promise<readonly PosKeyRow[]> {
  if (rows.length === 0) return [];
  const texts = await db
    .select()
    .from(posKeySecret)
    .where(
      sql`${posKeySecret.keyId} in (select value from json_each(${JSON.stringify(rows.map((row) => row.key.id))}))`,
    )
    .orderBy(desc(posKeySecret.madeAtMs), isNull(posKeySecret.endsAtMs));
  return rows.map((row) => ({ ...row, texts: texts.filter((text) => text.keyId === row.key.id) }));
}

/** One key; staff compare its store (WHO-2). */
export async function posKeyById(db: Database, id: PosKeyId): Promise<PosKeyRow | null> {
  return (await withTexts(db, await select(db).where(eq(posKey.id, id))))[0] ?? null;
}

/** A page of a store's keys, the newest first, with one row more than asked for. */
export async function posKeysOfStore(
  db: Database,
  storeId: StoreId,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly PosKeyRow[]> {
  const { after } = page;
  const rows = await select(db)
    .where(
      and(
        eq(posKey.storeId, storeId),
        after ? sql`(${posKey.createdAtMs}, ${posKey.id}) < (${after[0]}, ${after[1]})` : undefined,
      ),
    )
    .orderBy(desc(posKey.createdAtMs), desc(posKey.id))
    .limit(page.limit + 1);
  return withTexts(db, rows);
}

/** A key's text, as it is kept. */
export interface KeptText {
  readonly hash: string;
  readonly hint: string;
  readonly madeAtMs: number;
  readonly madeBy: string;
}

/** Adds a text to a key where something still holds when it is written. */
function addText(db: Database, keyId: string, text: KeptText, where: SQL) {
  return db
    .insert(posKeySecret)
    .select(
      sql`select ${text.hash}, ${keyId}, ${text.hint}, ${text.madeAtMs}, ${text.madeBy}, null where ${where}`,
    );
}

/**
 * Writes a key down with its first text; false where the store has as many good ones as it may. One statement judges and
 * writes, so two at a time don't go beyond (POS-1).
 */
export async function insertPosKey(
  db: Database,
  row: Pick<
    PosKeyRow["key"],
    "id" | "regionId" | "storeId" | "tillId" | "name" | "operations" | "expiresAtMs"
  >,
  text: KeptText,
): Promise<boolean> {
  const [made] = await db.batch([
    db
      .insert(posKey)
      .select(
        sql`select ${row.id}, ${row.regionId}, ${row.storeId}, ${row.tillId}, ${row.name}, ${row.operations}, 1,
          ${text.madeAtMs}, ${text.madeBy}, ${row.expiresAtMs}, null, null
        where (select count(*) from pos_key where store_id = ${row.storeId} and ended_at_ms is null
          and (expires_at_ms is null or expires_at_ms > ${text.madeAtMs})) < ${MAX_POS_KEYS}`,
      )
      .returning({ id: posKey.id }),
    addText(db, row.id, text, sql`exists (select 1 from pos_key where id = ${row.id})`),
  ]);
  return made.length > 0;
}

/**
 * Gives a key another text and lets the one before be good for some time more; one before that ends now, so that no more
 * than two are (POS-2). False where somebody else has replaced it since, or it has ended.
 */
export async function replacePosKeyText(
  db: Database,
  { id, version }: Pick<PosKeyRow["key"], "id" | "version">,
  text: KeptText,
  formerUntilMs: number,
): Promise<boolean> {
  const nowMs = text.madeAtMs;
  const asRead = sql`exists (select 1 from pos_key where id = ${id} and version = ${version} and ended_at_ms is null
    and (expires_at_ms is null or expires_at_ms > ${nowMs}))`;
  const [, , replaced] = await db.batch([
    db
      .update(posKeySecret)
      .set({
        endsAtMs: sql`iif(${posKeySecret.endsAtMs} is null, ${formerUntilMs}, min(${posKeySecret.endsAtMs}, ${nowMs}))`,
      })
      .where(and(eq(posKeySecret.keyId, id), asRead)),
    addText(db, id, text, asRead),
    db
      .update(posKey)
      .set({ version: sql`${posKey.version} + 1` })
      .where(and(eq(posKey.id, id), asRead))
      .returning({ id: posKey.id }),
  ]);
  return replaced.length > 0;
}

/** Ends a key with all its texts; asked again it stays so. */
export async function endPosKey(db: Database, id: PosKeyId, nowMs: number): Promise<void> {
  await db
    .update(posKey)
    .set({ endedAtMs: nowMs })
    .where(and(eq(posKey.id, id), isNull(posKey.endedAtMs)));
}

import { and, asc, between, eq, gt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import type { EditStoreRequest, Pin } from "../../schema/api/stores.ts";
import { type BusinessDate, weekday } from "../../schema/calendar.ts";
import { municipality, organisation } from "../../schema/d1/region.ts";
import { storeFollow } from "../../schema/d1/resident.ts";
import { store, till } from "../../schema/d1/store.ts";
import type { OrganisationId, RegionId, ResidentId, StoreId, TillId } from "../../schema/ids.ts";
import type { Scope } from "../../schema/scope.ts";
import { openMoment, type StoreHours } from "../../schema/store-hours.ts";
import { STORE_KINDS, type StoreKind } from "../../schema/store-kinds.ts";
import type { Database } from "./database.ts";
import { likePattern } from "./like.ts";
import { isUniqueViolation } from "./unique.ts";

/** A store as the edge needs it. */
export interface StoreFacts {
  readonly id: StoreId;
  readonly regionId: RegionId;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly name: string;
  readonly kana: string;
  readonly address: string;
  readonly municipality: string;
  /** The municipality by name. */
  readonly town: string;
  readonly industry: string;
  readonly accepts: "mpm" | "mpm+cpm";
  /** Suspended too where its organisation or head office is stopped (ORG-4). */
  readonly state: "open" | "suspended";
  readonly suspendedBy: "store" | "organisation" | null;
  /** Whether its organisation and head office are active. */
  readonly organisationActive: boolean;
  readonly createdAtMs: number;
  readonly version: number;
  readonly postalCode: string | null;
  readonly phone: string | null;
  readonly hours: StoreHours | null;
  readonly notices: string | null;
  readonly pin: Pin | null;
  /** SHA-256 of the picture. */
  readonly picture: string | null;
  readonly tills: readonly TillFacts[];
}
export interface TillFacts {
  readonly tillId: TillId;
  readonly number: number;
  readonly rotation: number;
  /** Until when the QR of the rotation before still pays (SHP-2). */
  readonly formerUntilMs: number | null;
}

/** The organisation above a store's organisation. */
const headOffice = alias(organisation, "head_office");

const columns = {
  store,
  town: municipality.name,
  organisationName: organisation.name,
  organisationState: organisation.state,
  headState: headOffice.state,
};

/** Whether the organisation of a store, and the head office above it, are active (ORG-4). */
const ORGANISATION_ACTIVE = sql`(${organisation.state} = 'active' and coalesce(${headOffice.state}, 'active') = 'active')`;

function select(db: Database) {
  return db
    .select(columns)
    .from(store)
    .innerJoin(organisation, eq(organisation.id, store.organisationId))
    .leftJoin(headOffice, eq(headOffice.id, organisation.parentId))
    .innerJoin(
      municipality,
      and(eq(municipality.regionId, store.regionId), eq(municipality.code, store.municipality)),
    );
}

async function withTills(
  db: Database,
  rows: readonly {
    store: typeof store.$inferSelect;
    town: string;
    organisationName: string;
    organisationState: string;
    headState: string | null;
  }[],
): Promise<readonly StoreFacts[]> {
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map((row) => row.store.id));
  const tills = await db
    .select()
    .from(till)
    .where(sql`${till.storeId} in (select value from json_each(${ids}))`)
    .orderBy(asc(till.number));
  return rows.map((row) => ({
    ...openness(row),
    createdAtMs: row.store.createdAtMs,
    version: row.store.version,
    postalCode: row.store.postalCode,
    phone: row.store.phone,
    hours: row.store.hours === null ? null : (JSON.parse(row.store.hours) as StoreHours),
    notices: row.store.notices,
    pin:
      row.store.latitudeE6 === null || row.store.longitudeE6 === null
        ? null
        : { latitudeE6: row.store.latitudeE6, longitudeE6: row.store.longitudeE6 },
    picture: row.store.pictureSha256,
    id: row.store.id as StoreId,
    regionId: row.store.regionId as RegionId,
    organisationId: row.store.organisationId as OrganisationId,
    organisationName: row.organisationName,
    name: row.store.name,
    kana: row.store.kana,
    address: row.store.address,
    municipality: row.store.municipality,
    town: row.town,
    industry: row.store.industry,
    accepts: row.store.accepts as StoreFacts["accepts"],
    tills: tills.filter((each) => each.storeId === row.store.id).map(tillFacts),
  }));
}

function tillFacts(row: typeof till.$inferSelect): TillFacts {
  const { id, number, rotation, formerUntilMs } = row;
  return { tillId: id as TillId, number, rotation, formerUntilMs };
}

/** Whether a store takes payments, and if not, whose suspension it is (ORG-4). */
function openness(row: {
  readonly store: { readonly state: string };
  readonly organisationState: string;
  readonly headState: string | null;
}): Pick<StoreFacts, "state" | "suspendedBy" | "organisationActive"> {
  const organisationActive = row.organisationState === "active" && (row.headState ?? "active") === "active";
  if (row.store.state !== "open") return { state: "suspended", suspendedBy: "store", organisationActive };
  return organisationActive
    ? { state: "open", suspendedBy: null, organisationActive }
    : { state: "suspended", suspendedBy: "organisation", organisationActive };
}

/** One store of whatever region; stores are public (S15). Staff compare `regionId` (WHO-1). */
export async function findStore(db: Database, storeId: string): Promise<StoreFacts | null> {
  const rows = await select(db).where(eq(store.id, storeId));
  return (await withTills(db, rows))[0] ?? null;
}

/** Names for ids, for lists that come from journals: at most as many as one page of one. */
export async function storesByIds(
  db: Database,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoreFacts>> {
  if (ids.length === 0) return new Map();
  const wanted = JSON.stringify([...new Set(ids)]);
  const rows = await select(db).where(sql`${store.id} in (select value from json_each(${wanted}))`);
  return new Map((await withTills(db, rows)).map((facts) => [facts.id, facts]));
}

export interface StoreFilter {
  readonly after: readonly [string, string] | null;
  readonly limit: number;
  readonly municipality?: string | undefined;
  readonly text?: string | undefined;
  /** Of a programme: its region and where in it. */
  readonly within?: { readonly regionId: RegionId; readonly scope: Scope } | undefined;
  readonly accepts?: StoreFacts["accepts"] | undefined;
  readonly kind?: StoreKind | undefined;
  /** Known to be open at this moment. */
  readonly openAtMs?: number | undefined;
  readonly box?: StoreBox | undefined;
}

/** A part of the map by its sides, in millionths of a degree; both sides are in. */
export interface StoreBox {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

function filters(filter: StoreFilter): (SQL | undefined)[] {
  const like = filter.text ? likePattern(filter.text) : null;
  return [
    filter.after
      ? or(
          gt(store.kana, filter.after[0]),
          and(eq(store.kana, filter.after[0]), gt(store.id, filter.after[1])),
        )
      : undefined,
    filter.municipality ? eq(store.municipality, filter.municipality) : undefined,
    like
      ? sql`(${store.name} like ${like} escape '\\' or ${store.kana} like ${like} escape '\\' or ${store.address} like ${like} escape '\\')`
      : undefined,
    filter.within ? and(eq(store.regionId, filter.within.regionId), inScope(filter.within.scope)) : undefined,
    filter.accepts ? eq(store.accepts, filter.accepts) : undefined,
    filter.kind ? industryStartsWith(STORE_KINDS[filter.kind]) : undefined,
    filter.openAtMs === undefined ? undefined : openAt(filter.openAtMs),
    filter.box
      ? and(
          between(store.latitudeE6, filter.box.south, filter.box.north),
          between(store.longitudeE6, filter.box.west, filter.box.east),
        )
      : undefined,
  ];
}

const list = (values: readonly string[]) => sql`(select value from json_each(${JSON.stringify(values)}))`;

function industryStartsWith(prefixes: readonly string[]): SQL {
  return sql`exists (select 1 from json_each(${JSON.stringify(prefixes)}) as p where substr(${store.industry}, 1, length(p.value)) = p.value)`;
}

/** `openUntil` (schema/store-hours.ts) in SQL, so that pages are full; a test holds the two together. */
function openAt(nowMs: number): SQL {
  const { date, time, dayBefore, timeOfDayBefore } = openMoment(nowMs);
  const spanOn = (day: BusinessDate, at: string) => sql`(
    ${day} not in (select value from json_each(${store.hours}, '$.closedOn'))
    and exists (select 1 from json_each(${store.hours}, ${`$.weekly[${weekday(day)}]`}) as s
      where json_extract(s.value, '$.from') <= ${at} and ${at} < json_extract(s.value, '$.to')))`;
  return sql`(${store.hours} is not null and (${spanOn(date, time)} or ${spanOn(dayBefore, timeOfDayBefore)}))`;
}

/** `storeInScope` (schema/scope.ts) in SQL, so that pages are full; a test holds the two together. */
function inScope(scope: Scope): SQL {
  return sql`(${store.id} not in ${list(scope.storesOut)} and (${store.id} in ${list(scope.storesIn)} or (${
    scope.municipalities === null ? sql`1` : sql`${store.municipality} in ${list(scope.municipalities)}`
  } and not ${industryStartsWith(scope.industriesOut)} and ${
    scope.industries === null ? sql`1` : industryStartsWith(scope.industries)
  })))`;
}

/** Open stores of all regions, by kana; one row more than asked for where there are more. */
export async function listOpenStores(db: Database, filter: StoreFilter): Promise<readonly StoreFacts[]> {
  const rows = await select(db)
    .where(and(eq(store.state, "open"), ORGANISATION_ACTIVE, ...filters(filter)))
    .orderBy(asc(store.kana), asc(store.id))
    .limit(filter.limit + 1);
  return withTills(db, rows);
}

/** The stores that a resident follows, whatever their state: one that takes nothing at present is still theirs (FOL-1). */
export async function listFollowedStores(
  db: Database,
  residentId: ResidentId,
  filter: StoreFilter,
): Promise<readonly StoreFacts[]> {
  const rows = await select(db)
    .innerJoin(storeFollow, and(eq(storeFollow.storeId, store.id), eq(storeFollow.residentId, residentId)))
    .where(and(...filters(filter)))
    .orderBy(asc(store.kana), asc(store.id))
    .limit(filter.limit + 1);
  return withTills(db, rows);
}

/** Stores that lie together on a map that shows too many to name them. */
export interface StoreGroup {
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  readonly count: number;
}

/** The open stores of a box that have a pin, in so many cells a side: how many, and the middle of them. */
export async function groupOpenStores(
  db: Database,
  filter: StoreFilter & { readonly box: StoreBox },
  cells: number,
): Promise<readonly StoreGroup[]> {
  const { south, west, north, east } = filter.box;
  // D1 takes every number of ours for a broken one, so the division has to be made whole.
  const cell = (value: SQL, least: number, most: number) =>
    sql`cast((${value} - ${least}) * ${cells} / ${most - least + 1} as integer)`;
  const row = cell(sql`${store.latitudeE6}`, south, north);
  const column = cell(sql`${store.longitudeE6}`, west, east);
  return db
    .select({
      latitudeE6: sql<number>`cast(avg(${store.latitudeE6}) as integer)`,
      longitudeE6: sql<number>`cast(avg(${store.longitudeE6}) as integer)`,
      count: sql<number>`count(*)`,
    })
    .from(store)
    .innerJoin(organisation, eq(organisation.id, store.organisationId))
    .leftJoin(headOffice, eq(headOffice.id, organisation.parentId))
    .where(and(eq(store.state, "open"), ORGANISATION_ACTIVE, ...filters(filter)))
    .groupBy(row, column)
    .orderBy(row, column);
}

/** Stores of one region, all of them or those of some organisations (WHO-2), whatever their state. */
export async function listManagedStores(
  db: Database,
  regionId: RegionId,
  organisationIds: readonly OrganisationId[] | null,
  filter: StoreFilter,
): Promise<readonly StoreFacts[]> {
  if (organisationIds?.length === 0) return [];
  const rows = await select(db)
    .where(
      and(
        eq(store.regionId, regionId),
        organisationIds
          ? sql`${store.organisationId} in (select value from json_each(${JSON.stringify(organisationIds)}))`
          : undefined,
        ...filters(filter),
      ),
    )
    .orderBy(asc(store.kana), asc(store.id))
    .limit(filter.limit + 1);
  return withTills(db, rows);
}

/** How many stores of a region a scope gives, and how many there are, whatever their state (S1). */
export async function countStores(
  db: Database,
  regionId: RegionId,
  scope: Scope,
): Promise<{ readonly inScope: number; readonly ofAll: number }> {
  const [row] = await db
    .select({ ofAll: sql<number>`count(*)`, inScope: sql<number>`coalesce(sum(${inScope(scope)}), 0)` })
    .from(store)
    .where(eq(store.regionId, regionId));
  return { inScope: row?.inScope ?? 0, ofAll: row?.ofAll ?? 0 };
}

/**
 * Writes an edit over the version that was read. False where somebody else has written since (ORG-1): nothing is lost
 * on either side.
 */
export async function editStore(
  db: Database,
  regionId: RegionId,
  storeId: StoreId,
  edit: EditStoreRequest,
): Promise<boolean> {
  const { identity } = edit;
  const written = await db
    .update(store)
    .set({
      ...(identity ?? {}),
      version: edit.version + 1,
      postalCode: edit.postalCode,
      address: edit.address,
      phone: edit.phone,
      hours: edit.hours === null ? null : JSON.stringify(edit.hours),
      notices: edit.notices,
      latitudeE6: edit.pin?.latitudeE6 ?? null,
      longitudeE6: edit.pin?.longitudeE6 ?? null,
    })
    .where(and(eq(store.id, storeId), eq(store.regionId, regionId), eq(store.version, edit.version)))
    .returning({ id: store.id });
  return written.length > 0;
}

/** Takes a store off or puts it back (ORG-4). */
export async function setStoreState(
  db: Database,
  regionId: RegionId,
  storeId: StoreId,
  state: "open" | "suspended",
): Promise<void> {
  await db
    .update(store)
    .set({ state })
    .where(and(eq(store.id, storeId), eq(store.regionId, regionId)));
}

/** The picture of a store: its hash and type, or none. */
export async function setStorePicture(
  db: Database,
  regionId: RegionId,
  storeId: StoreId,
  picture: { readonly sha256: string; readonly type: string } | null,
): Promise<void> {
  await db
    .update(store)
    .set({ pictureSha256: picture?.sha256 ?? null, pictureType: picture?.type ?? null })
    .where(and(eq(store.id, storeId), eq(store.regionId, regionId)));
}

/** The type of a store's picture, where it still has that one. */
export async function storePictureType(
  db: Database,
  storeId: string,
  sha256: string,
): Promise<{ readonly type: string; readonly regionId: RegionId } | null> {
  const [row] = await db
    .select({ type: store.pictureType, regionId: store.regionId })
    .from(store)
    .where(and(eq(store.id, storeId), eq(store.pictureSha256, sha256)));
  return row?.type ? { type: row.type, regionId: row.regionId as RegionId } : null;
}

/** Whether any store of the region shows this picture. */
export async function pictureInUse(db: Database, regionId: RegionId, sha256: string): Promise<boolean> {
  const rows = await db
    .select({ id: store.id })
    .from(store)
    .where(and(eq(store.regionId, regionId), eq(store.pictureSha256, sha256)))
    .limit(1);
  return rows.length > 0;
}

/** Writes a store. */
export async function createStore(db: Database, row: typeof store.$inferInsert): Promise<void> {
  await db.insert(store).values(row);
}

/** Writes a till with its number, or the next free one; false where the number is taken. */
export async function createTill(
  db: Database,
  row: {
    readonly id: TillId;
    readonly regionId: RegionId;
    readonly storeId: StoreId;
    readonly number?: number | undefined;
  },
): Promise<boolean> {
  try {
    await db.insert(till).values({
      id: row.id,
      regionId: row.regionId,
      storeId: row.storeId,
      number:
        row.number ??
        sql<number>`(select coalesce(max(t.number), 0) + 1 from till as t where t.store_id = ${row.storeId})`,
      rotation: 1,
    } as typeof till.$inferInsert);
    return true;
  } catch (error) {
    if (isUniqueViolation(error)) return false;
    throw error;
  }
}

/**
 * Gives a till its next QR over the rotation that was read; the one before stays good until a moment, or not at all (SHP-2).
 * Null where somebody else has replaced it since.
 */
export async function rotateTill(
  db: Database,
  change: { readonly tillId: TillId; readonly rotation: number; readonly formerUntilMs: number | null },
): Promise<TillFacts | null> {
  const [row] = await db
    .update(till)
    .set({ rotation: change.rotation + 1, formerUntilMs: change.formerUntilMs })
    .where(and(eq(till.id, change.tillId), eq(till.rotation, change.rotation)))
    .returning();
  return row ? tillFacts(row) : null;
}

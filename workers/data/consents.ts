import { and, desc, eq, sql } from "drizzle-orm";
import type { Consented } from "../../schema/api/consents.ts";
import { region } from "../../schema/d1/region.ts";
import { residentAnswer, residentConsent } from "../../schema/d1/resident.ts";
import type { ProgrammeId, RegionId, ResidentId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** Whose texts stand without a region: whoever runs Tegata. No region's id looks so (`ENTITY_ID`). */
export const OPERATOR = "operator";

/** A text in force, and how the resident stands to it. */
export interface TextInForce {
  readonly regionId: RegionId | typeof OPERATOR;
  readonly regionName: string | null;
  readonly kind: Consented["kind"];
  readonly version: number;
  readonly title: string | null;
  readonly body: string;
  readonly publishedAtMs: number;
  readonly blocksFromMs: number | null;
  /** When this version was accepted. */
  readonly acceptedAtMs: number | null;
  /** Whether an earlier version was. */
  readonly acceptedBefore: boolean;
}

/**
 * The newest published terms for residents and privacy page of the operator and of regions: those where the resident has
 * a Pay, or, with `regionId`, of this one only.
 */
export async function textsInForce(
  db: Database,
  residentId: ResidentId,
  regionId: RegionId | null,
  nowMs: number,
): Promise<readonly TextInForce[]> {
  const among =
    regionId === null
      ? sql`(select ${OPERATOR} union select region_id from wallet_link where resident_id = ${residentId})`
      : sql`(${OPERATOR}, ${regionId})`;
  const rows = await db.all<Omit<TextInForce, "acceptedBefore"> & { readonly acceptedBefore: number }>(sql`
    with text as (
      select t.region_id, 'terms' as kind, t.version, t.title, t.body, t.published_at_ms, t.blocks_from_ms
      from terms t
      where t.kind = 'resident' and t.region_id in ${among} and t.version = (
        select max(n.version) from terms n
        where n.region_id = t.region_id and n.kind = t.kind and n.published_at_ms <= ${nowMs})
      union all
      select p.region_id, 'privacy', p.version, null, p.body ->> 'text', p.published_at_ms, null
      from region_page p
      where p.kind = 'privacy' and p.region_id in ${among} and p.version = (
        select max(n.version) from region_page n where n.region_id = p.region_id and n.kind = p.kind))
    select text.region_id as regionId, r.name as regionName, text.kind, text.version, text.title, text.body,
      text.published_at_ms as publishedAtMs, text.blocks_from_ms as blocksFromMs,
      c.accepted_at_ms as acceptedAtMs,
      exists (select 1 from resident_consent o where o.resident_id = ${residentId}
        and o.region_id = text.region_id and o.kind = text.kind) as acceptedBefore
    from text
    left join region r on r.id = text.region_id
    left join resident_consent c on c.resident_id = ${residentId} and c.region_id = text.region_id
      and c.kind = text.kind and c.version = text.version
    order by r.name is not null, r.name, text.kind desc`);
  return rows.map((row) => ({ ...row, acceptedBefore: row.acceptedBefore === 1 }));
}

/** Writes down what was accepted; the first acceptance of a version stands. */
export async function giveConsents(
  db: Database,
  residentId: ResidentId,
  texts: readonly Pick<TextInForce, "regionId" | "kind" | "version">[],
  nowMs: number,
): Promise<void> {
  const named = JSON.stringify(texts.map(({ regionId, kind, version }) => [regionId, kind, version]));
  await db.run(sql`
    insert into resident_consent (resident_id, region_id, kind, version, accepted_at_ms)
    select ${residentId}, value ->> 0, value ->> 1, value ->> 2, ${nowMs} from json_each(${named}) where true
    on conflict do nothing`);
}

/** The newest acceptances that are listed: more than anybody comes to in years. */
const MAX_GIVEN = 200;

/** What a resident has accepted, newest first. */
export async function givenConsents(db: Database, residentId: ResidentId) {
  const rows = await db
    .select({ consent: residentConsent, regionName: region.name })
    .from(residentConsent)
    .leftJoin(region, eq(region.id, residentConsent.regionId))
    .where(eq(residentConsent.residentId, residentId))
    .orderBy(desc(residentConsent.acceptedAtMs), residentConsent.regionId, residentConsent.kind)
    .limit(MAX_GIVEN);
  return rows.map(({ consent, regionName }) => ({
    regionId: consent.regionId === OPERATOR ? null : (consent.regionId as RegionId),
    regionName,
    kind: consent.kind as Consented["kind"],
    version: consent.version,
    acceptedAtMs: consent.acceptedAtMs,
  }));
}

/** What a resident told a programme, sealed; undefined where they were never asked, null where they didn't say. */
export async function answerOf(
  db: Database,
  residentId: ResidentId,
  programmeId: ProgrammeId,
): Promise<string | null | undefined> {
  const [row] = await db
    .select({ sealed: residentAnswer.sealed })
    .from(residentAnswer)
    .where(and(eq(residentAnswer.residentId, residentId), eq(residentAnswer.programmeId, programmeId)));
  return row?.sealed;
}

/** Writes what a resident told a programme; what they told before is gone. */
export async function writeAnswer(db: Database, row: typeof residentAnswer.$inferInsert): Promise<void> {
  await db
    .insert(residentAnswer)
    .values(row)
    .onConflictDoUpdate({
      target: [residentAnswer.residentId, residentAnswer.programmeId],
      set: { sealed: row.sealed ?? null, answeredAtMs: row.answeredAtMs },
    });
}

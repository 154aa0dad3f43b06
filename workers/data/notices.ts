import { and, desc, eq, lt, or, sql } from "drizzle-orm";
import type { AttachmentBody, Audience, NoticeBody, WriteNoticeRequest } from "../../schema/api/notices.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { notice, noticeAudience } from "../../schema/d1/notice.ts";
import { staff } from "../../schema/d1/people.ts";
import type { RegionId } from "../../schema/ids.ts";
import { MAX_ATTACHMENTS } from "../../schema/limits.ts";
import { LEAST_ANSWERERS } from "../grants/segment.ts";
import { stageOf } from "../notices/stage.ts";
import { townPart } from "../residents/answers.ts";
import type { Database } from "./database.ts";

/** Notices as their secretariat writes them; how they are read is in inbox.ts. */

/** An attachment with the place of its bytes. */
export interface StoredAttachment extends AttachmentBody {
  readonly noticeId: string;
  readonly fileKey: string;
}

type Row = { readonly notice: typeof notice.$inferSelect; readonly createdByName: string | null };

const select = (db: Database) =>
  db
    .select({ notice, createdByName: staff.name })
    .from(notice)
    .leftJoin(staff, eq(staff.id, notice.createdBy));

/** Attachments of some notices, in the order they were added. */
export async function attachmentsOf(
  db: Database,
  noticeIds: readonly string[],
): Promise<readonly StoredAttachment[]> {
  if (noticeIds.length === 0) return [];
  return db.all<StoredAttachment>(sql`
    select a.id as attachmentId, a.notice_id as noticeId, a.name, a.media_type as mediaType, a.bytes,
      a.file_key as fileKey
    from notice_attachment a join json_each(${JSON.stringify(noticeIds)}) w on w.value = a.notice_id
    order by a.created_at_ms, a.id`);
}

/** What of an attachment a reader sees. */
export function attachmentBody({ attachmentId, name, mediaType, bytes }: StoredAttachment): AttachmentBody {
  return { attachmentId, name, mediaType, bytes };
}

function audienceOf(row: {
  readonly kind: string;
  readonly part: string;
  readonly storeName: string | null;
}): Audience {
  if (row.kind === "residents") return { kind: row.kind, programmeId: row.part as never };
  if (row.kind === "residents-in") {
    const [programmeId = "", code = ""] = row.part.split(":");
    return { kind: row.kind, programmeId: programmeId as never, code };
  }
  if (row.kind === "followers")
    return { kind: row.kind, storeId: row.part as never, storeName: row.storeName ?? "" };
  if (row.kind === "municipality") return { kind: row.kind, code: row.part };
  return { kind: row.kind as "merchants" | "issuers" };
}

function partOf(audience: Audience): string {
  if (audience.kind === "residents") return audience.programmeId;
  if (audience.kind === "residents-in") return townPart(audience.programmeId, audience.code);
  if (audience.kind === "followers") return audience.storeId;
  return audience.kind === "municipality" ? audience.code : "";
}

/** Fewer than ten people of a group made by answers are told as none (RPT-6). */
export const fewHidden = (count: number) => (count < LEAST_ANSWERERS ? 0 : count);

async function bodies(db: Database, rows: readonly Row[], nowMs: number): Promise<NoticeBody[]> {
  const ids = JSON.stringify(rows.map((row) => row.notice.id));
  const [audiences, readings, attachments] = await Promise.all([
    db.all<{ noticeId: string; kind: string; part: string; storeName: string | null }>(sql`
      select a.notice_id as noticeId, a.kind, a.part, s.name as storeName from notice_audience a
      join json_each(${ids}) w on w.value = a.notice_id left join store s on a.kind = 'followers' and s.id = a.part
      order by a.kind, a.part`),
    db.all<{ noticeId: string; readerKind: keyof NoticeBody["readings"]; count: number }>(sql`
      select r.notice_id as noticeId, r.reader_kind as readerKind, count(*) as count from notice_reading r
      join json_each(${ids}) w on w.value = r.notice_id group by r.notice_id, r.reader_kind`),
    attachmentsOf(
      db,
      rows.map((row) => row.notice.id),
    ),
  ]);
  const isByAnswers = (id: string) =>
    audiences.some((one) => one.noticeId === id && one.kind === "residents-in");
  return rows.map(({ notice: row, createdByName }) => {
    const read = (kind: keyof NoticeBody["readings"]) =>
      readings.find((one) => one.noticeId === row.id && one.readerKind === kind)?.count ?? 0;
    return {
      noticeId: row.id,
      kind: row.kind as NoticeBody["kind"],
      category: row.category as NoticeBody["category"],
      title: row.title,
      body: row.body,
      audiences: audiences.filter((one) => one.noticeId === row.id).map(audienceOf),
      fromOn: row.fromOn as BusinessDate | null,
      untilOn: row.untilOn as BusinessDate | null,
      stage: stageOf(row, nowMs),
      attachments: attachments.filter((one) => one.noticeId === row.id).map(attachmentBody),
      readings: {
        merchant: read("merchant"),
        issuer: read("issuer"),
        resident: isByAnswers(row.id) ? fewHidden(read("resident")) : read("resident"),
      },
      createdAtMs: row.createdAtMs,
      createdByName: createdByName ?? "",
    };
  });
}

/** One notice of a region; null where there is none. */
export async function findNotice(
  db: Database,
  regionId: RegionId,
  noticeId: string,
  nowMs: number,
): Promise<NoticeBody | null> {
  const rows = await select(db).where(and(eq(notice.id, noticeId), eq(notice.regionId, regionId)));
  return (await bodies(db, rows, nowMs))[0] ?? null;
}

/** A page of a region's notices or documents, newest first; one row more than asked for where there is a next page. */
export async function listNotices(
  db: Database,
  regionId: RegionId,
  kind: NoticeBody["kind"],
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
  nowMs: number,
): Promise<readonly NoticeBody[]> {
  const rows = await select(db)
    .where(
      and(
        eq(notice.regionId, regionId),
        eq(notice.kind, kind),
        page.after
          ? or(
              lt(notice.createdAtMs, page.after[0]),
              and(eq(notice.createdAtMs, page.after[0]), lt(notice.id, page.after[1])),
            )
          : undefined,
      ),
    )
    .orderBy(desc(notice.createdAtMs), desc(notice.id))
    .limit(page.limit + 1);
  return bodies(db, rows, nowMs);
}

/** Audiences of a request that aren't of the region: programmes and municipalities elsewhere, or nowhere. */
export async function foreignAudiences(
  db: Database,
  regionId: RegionId,
  audiences: readonly Audience[],
): Promise<readonly Audience[]> {
  const followed = audiences.flatMap((one) => (one.kind === "followers" ? [one.storeId] : []));
  const [programmes, towns, stores] = await Promise.all([
    db.all<{ id: string }>(sql`select id from programme where region_id = ${regionId}`),
    db.all<{ code: string }>(sql`select code from municipality where region_id = ${regionId}`),
    db.all<{ id: string }>(sql`
      select s.id from store s join json_each(${JSON.stringify(followed)}) w on w.value = s.id
      where s.region_id = ${regionId}`),
  ]);
  const known = {
    programmes: new Set(programmes.map(({ id }) => id)),
    towns: new Set(towns.map(({ code }) => code)),
    stores: new Set(stores.map(({ id }) => id)),
  };
  return audiences.filter((audience) => !isOfRegion(audience, known));
}

function isOfRegion(
  audience: Audience,
  known: { readonly [K in "programmes" | "towns" | "stores"]: ReadonlySet<string> },
): boolean {
  switch (audience.kind) {
    case "residents":
      return known.programmes.has(audience.programmeId);
    case "residents-in":
      return known.programmes.has(audience.programmeId) && known.towns.has(audience.code);
    case "municipality":
      return known.towns.has(audience.code);
    case "followers":
      return known.stores.has(audience.storeId);
    default:
      return true;
  }
}

type Written = Omit<WriteNoticeRequest, "audiences"> & { readonly audiences: readonly Audience[] };

const isDraft = (regionId: RegionId, noticeId: string) => sql`exists (
  select 1 from notice where id = ${noticeId} and region_id = ${regionId} and state = 'draft')`;

/** Writes audiences; where the notice isn't a draft (any more), none. */
function insertAudiences(db: Database, regionId: RegionId, noticeId: string, audiences: readonly Audience[]) {
  const rows = JSON.stringify(audiences.map((audience) => [audience.kind, partOf(audience)]));
  return db.insert(noticeAudience).select(sql`
    select distinct ${noticeId}, w.value ->> 0, w.value ->> 1, ${regionId} from json_each(${rows}) w
    where ${isDraft(regionId, noticeId)}`);
}

/** Writes a draft. */
export async function createNotice(
  db: Database,
  regionId: RegionId,
  row: { readonly noticeId: string; readonly createdAtMs: number; readonly createdBy: string },
  written: Written,
): Promise<void> {
  const { kind, category, title, body, fromOn, untilOn, audiences } = written;
  const { noticeId, createdAtMs, createdBy } = row;
  await db.batch([
    db.insert(notice).values({
      id: noticeId,
      regionId,
      kind,
      category,
      title,
      body,
      state: "draft",
      fromOn,
      untilOn,
      createdAtMs,
      createdBy,
    }),
    insertAudiences(db, regionId, noticeId, audiences),
  ]);
}

/** Replaces a draft's text, dates and audiences, all or nothing; false where it is no draft (any more) (NOT-4). */
export async function rewriteNotice(
  db: Database,
  regionId: RegionId,
  noticeId: string,
  written: Written,
): Promise<boolean> {
  const { kind, category, title, body, fromOn, untilOn, audiences } = written;
  const [updated] = await db.batch([
    db
      .update(notice)
      .set({ kind, category, title, body, fromOn, untilOn })
      .where(and(eq(notice.id, noticeId), eq(notice.regionId, regionId), eq(notice.state, "draft")))
      .returning({ id: notice.id }),
    db.delete(noticeAudience).where(and(eq(noticeAudience.noticeId, noticeId), isDraft(regionId, noticeId))),
    insertAudiences(db, regionId, noticeId, audiences),
  ]);
  return updated.length > 0;
}

/** Publishes a draft; false where it is no draft (any more). */
export async function publishNotice(
  db: Database,
  regionId: RegionId,
  noticeId: string,
  time: { readonly shownFromMs: number; readonly shownUntilMs: number | null },
): Promise<boolean> {
  const done = await db
    .update(notice)
    .set({ state: "published", ...time })
    .where(and(eq(notice.id, noticeId), eq(notice.regionId, regionId), eq(notice.state, "draft")))
    .returning({ id: notice.id });
  return done.length > 0;
}

/** Withdraws a notice, or gives up a draft; false where that has been done. */
export async function withdrawNotice(
  db: Database,
  regionId: RegionId,
  noticeId: string,
  nowMs: number,
): Promise<boolean> {
  const done = await db
    .update(notice)
    .set({ state: "withdrawn", withdrawnAtMs: nowMs })
    .where(and(eq(notice.id, noticeId), eq(notice.regionId, regionId), sql`${notice.state} <> 'withdrawn'`))
    .returning({ id: notice.id });
  return done.length > 0;
}

/** Hangs a file on a draft; false where it is no draft (any more) or has as many as it may. */
export async function attach(
  db: Database,
  regionId: RegionId,
  file: StoredAttachment & { readonly sha256: string; readonly createdAtMs: number },
): Promise<boolean> {
  const { attachmentId, noticeId, name, mediaType, bytes, sha256, fileKey, createdAtMs } = file;
  const rows = await db.all<{ id: string }>(sql`
    insert into notice_attachment (id, notice_id, region_id, name, media_type, bytes, sha256, file_key, created_at_ms)
    select ${attachmentId}, ${noticeId}, ${regionId}, ${name}, ${mediaType}, ${bytes}, ${sha256}, ${fileKey}, ${createdAtMs}
    where ${isDraft(regionId, noticeId)}
      and (select count(*) from notice_attachment where notice_id = ${noticeId}) < ${MAX_ATTACHMENTS}
    returning id`);
  return rows.length > 0;
}

/** Takes a file off a draft; what it was, or null where it can't be taken off. */
export async function detach(
  db: Database,
  regionId: RegionId,
  noticeId: string,
  attachmentId: string,
): Promise<{ readonly fileKey: string; readonly name: string } | null> {
  const rows = await db.all<{ fileKey: string; name: string }>(sql`
    delete from notice_attachment
    where id = ${attachmentId} and notice_id = ${noticeId} and region_id = ${regionId}
      and ${isDraft(regionId, noticeId)}
    returning file_key as fileKey, name`);
  return rows[0] ?? null;
}

import { type SQL, sql } from "drizzle-orm";
import type { InboxItem, InboxPage, ReaderSide } from "../../schema/api/notices.ts";
import type { RegionId, ResidentId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";
import { cutPage } from "./keyset.ts";
import { attachmentBody, attachmentsOf, type StoredAttachment } from "./notices.ts";

/** Somebody who reads notices: staff by their memberships, residents by their wallets (NOT-1). */
export type Reader =
  | {
      readonly kind: ReaderSide;
      readonly readerId: string;
      readonly regionId: RegionId;
      /** The organisations the person works for, branches included (WHO-2). */
      readonly organisationIds: readonly string[];
    }
  | {
      readonly kind: "resident";
      readonly readerId: ResidentId;
      /** Where they told their Pays that they live, as audiences name it (RES-6). */
      readonly homes: readonly string[];
    };

/** Whether an audience `a` of a notice `n` includes the reader. A resident is told by regions where a wallet is (S23). */
function isAddressed(reader: Reader): SQL {
  switch (reader.kind) {
    case "issuer":
      return sql`n.region_id = ${reader.regionId} and a.kind = 'issuers'`;
    case "merchant":
      return sql`n.region_id = ${reader.regionId} and (a.kind = 'merchants' or (a.kind = 'municipality' and a.part in (
        select s.municipality from store s where s.region_id = ${reader.regionId} and s.organisation_id in (
          select value from json_each(${JSON.stringify(reader.organisationIds)})))))`;
    case "resident":
      return sql`(a.kind = 'residents' and exists (
          select 1 from wallet_link l where l.resident_id = ${reader.readerId}
            and l.programme_id = a.part and l.region_id = n.region_id)
        or a.kind = 'residents-in' and a.part in (select value from json_each(${JSON.stringify(reader.homes)}))
        or a.kind = 'followers' and exists (
          select 1 from store_follow f where f.resident_id = ${reader.readerId} and f.store_id = a.part))`;
  }
}

/** Notices that the reader may see now (NOT-1). */
function seenBy(reader: Reader, nowMs: number): SQL {
  return sql`n.state = 'published' and n.shown_from_ms <= ${nowMs}
    and (n.shown_until_ms is null or n.shown_until_ms > ${nowMs})
    and exists (select 1 from notice_audience a where a.notice_id = n.id and ${isAddressed(reader)})`;
}

const readBy = (reader: Reader) => sql`exists (
  select 1 from notice_reading r
  where r.notice_id = n.id and r.reader_kind = ${reader.kind} and r.reader_id = ${reader.readerId})`;

/** How many notices the reader has not read; documents are there to be looked up and don't count. */
export async function unreadOf(db: Database, reader: Reader, nowMs: number): Promise<number> {
  const [row] = await db.all<{ count: number }>(sql`
    select count(*) as count from notice n
    where n.kind = 'notice' and ${seenBy(reader, nowMs)} and not ${readBy(reader)}`);
  return row?.count ?? 0;
}

/** A page of a reader's notices or documents, newest first. */
export async function inboxPage(
  db: Database,
  reader: Reader,
  kind: InboxItem["kind"],
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
  nowMs: number,
): Promise<InboxPage> {
  const { after, limit } = page;
  const rows = await db.all<Omit<InboxItem, "attachments" | "read"> & { readonly read: number }>(sql`
    select n.id as noticeId, n.kind, n.category, n.title, n.body, n.shown_from_ms as shownFromMs,
      g.name as regionName, ${readBy(reader)} as read
    from notice n join region g on g.id = n.region_id
    where n.kind = ${kind} and ${seenBy(reader, nowMs)}
      ${after ? sql`and (n.shown_from_ms, n.id) < (${after[0]}, ${after[1]})` : sql``}
    order by n.shown_from_ms desc, n.id desc limit ${limit + 1}`);
  const [attachments, unread] = await Promise.all([
    attachmentsOf(
      db,
      rows.map((row) => row.noticeId),
    ),
    unreadOf(db, reader, nowMs),
  ]);
  const shown = cutPage(
    rows,
    limit,
    (row) => [row.shownFromMs, row.noticeId],
    (row) => ({
      ...row,
      read: row.read === 1,
      attachments: attachments.filter((one) => one.noticeId === row.noticeId).map(attachmentBody),
    }),
  );
  return { ...shown, unread };
}

/** Notes that a reader has read a notice, once (NOT-2); false where there is no such notice for this reader now. */
export async function noteReading(
  db: Database,
  reader: Reader,
  noticeId: string,
  nowMs: number,
): Promise<boolean> {
  await db.run(sql`
    insert into notice_reading (notice_id, reader_kind, reader_id, region_id, at_ms)
    select n.id, ${reader.kind}, ${reader.readerId}, n.region_id, ${nowMs} from notice n
    where n.id = ${noticeId} and ${seenBy(reader, nowMs)}
    on conflict do nothing`);
  const [row] = await db.all<{ read: number }>(sql`
    select ${readBy(reader)} as read from notice n where n.id = ${noticeId} and ${seenBy(reader, nowMs)}`);
  return row?.read === 1;
}

/** An attachment of a notice that the reader may see now. */
export async function readableAttachment(
  db: Database,
  reader: Reader,
  noticeId: string,
  attachmentId: string,
  nowMs: number,
): Promise<StoredAttachment | null> {
  const [row] = await db.all<{ id: string }>(sql`
    select n.id from notice n where n.id = ${noticeId} and ${seenBy(reader, nowMs)}`);
  if (!row) return null;
  return (await attachmentsOf(db, [noticeId])).find((one) => one.attachmentId === attachmentId) ?? null;
}

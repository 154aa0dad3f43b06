import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import type { NewsletterBody } from "../../schema/api/newsletters.ts";
import { mailAddress, newsletter } from "../../schema/d1/newsletter.ts";
import { staff } from "../../schema/d1/people.ts";
import { organisation } from "../../schema/d1/region.ts";
import type { MailAddressId, NewsletterId, RegionId } from "../../schema/ids.ts";
import { MAX_MAIL_ADDRESSES } from "../../schema/limits.ts";
import { RECIPIENTS } from "../newsletters/run.ts";
import type { Database } from "./database.ts";

export type MailAddressRow = typeof mailAddress.$inferSelect & { readonly organisationName: string };
type NewsletterRow = typeof newsletter.$inferSelect & { readonly createdByName: string | null };

/** Addresses of some organisations, by office and age; those that were taken off are gone. */
export async function listMailAddresses(
  db: Database,
  regionId: RegionId,
  organisationIds: readonly string[],
): Promise<readonly MailAddressRow[]> {
  const rows = await db
    .select({ address: mailAddress, organisationName: organisation.name })
    .from(mailAddress)
    .innerJoin(organisation, eq(organisation.id, mailAddress.organisationId))
    .where(
      and(
        eq(mailAddress.regionId, regionId),
        inArray(mailAddress.state, ["waiting", "confirmed", "left", "bounced"]),
        sql`${mailAddress.organisationId} in (select value from json_each(${JSON.stringify(organisationIds)}))`,
      ),
    )
    .orderBy(organisation.kana, mailAddress.createdAtMs, mailAddress.id);
  return rows.map(({ address, organisationName }) => ({ ...address, organisationName }));
}

/** One address of a region. */
export async function findMailAddress(
  db: Database,
  regionId: RegionId,
  id: string,
): Promise<typeof mailAddress.$inferSelect | null> {
  const [row] = await db
    .select()
    .from(mailAddress)
    .where(and(eq(mailAddress.id, id), eq(mailAddress.regionId, regionId)));
  return row ?? null;
}

interface NewAddress {
  readonly id: MailAddressId;
  readonly regionId: RegionId;
  readonly organisationId: string;
  readonly lookup: string;
  readonly sealed: string;
  readonly confirmHash: string;
  readonly confirmUntilMs: number;
  readonly createdBy: string;
  readonly nowMs: number;
}

/**
 * Puts an address on an office's list, waiting for its link; one that was on it before waits anew under its own id. With the mail
 * that asks, in one batch. The id it has, or null where the list is full.
 */
export async function addMailAddress(
  d1: D1Database,
  row: NewAddress,
  mailFor: (id: string) => Promise<readonly [sealed: string, mail: D1PreparedStatement]>,
): Promise<string | null> {
  const { results } = await d1
    .prepare("select id, state, lookup from mail_address where organisation_id = ?1")
    .bind(row.organisationId)
    .all<{ id: string; state: string; lookup: string }>();
  const there = results.find(({ lookup }) => lookup === row.lookup);
  if (there?.state === "confirmed") return there.id;
  const others = results.filter((one) => one !== there && /^(waiting|confirmed)$/.test(one.state));
  // Before the mail that asks is written: nobody is asked about an address that isn't on the list.
  if (others.length >= MAX_MAIL_ADDRESSES) return null;
  const id = there?.id ?? row.id;
  const [sealed, mail] = await mailFor(id);
  await d1.batch([
    d1
      .prepare(
        `insert into mail_address (id, region_id, organisation_id, lookup, sealed, state, confirm_hash, confirm_until_ms,
           created_by, created_at_ms, changed_at_ms)
         values (?1, ?2, ?3, ?4, ?5, 'waiting', ?6, ?7, ?8, ?9, ?9)
         on conflict (id) do update set sealed = ?5, state = 'waiting', confirm_hash = ?6, confirm_until_ms = ?7,
           created_by = ?8, changed_at_ms = ?9 where state <> 'confirmed'`,
      )
      .bind(
        id,
        row.regionId,
        row.organisationId,
        row.lookup,
        sealed,
        row.confirmHash,
        row.confirmUntilMs,
        row.createdBy,
        row.nowMs,
      ),
    mail,
  ]);
  return id;
}

/** Takes an address off its list; nothing of it stays but that it was there. */
export async function removeMailAddress(db: Database, id: string, nowMs: number): Promise<void> {
  await db
    .update(mailAddress)
    .set({ state: "removed", sealed: null, confirmHash: null, changedAtMs: nowMs })
    .where(eq(mailAddress.id, id));
}

/** Whose link was pressed (NWS-1): the address is confirmed from now on. Null where the link is none, or too old. */
export async function confirmMailAddress(
  d1: D1Database,
  confirmHash: string,
  nowMs: number,
): Promise<{ readonly organisationName: string; readonly regionName: string } | null> {
  return d1
    .prepare(
      `update mail_address set state = 'confirmed', changed_at_ms = case state when 'waiting' then ?2 else changed_at_ms end
       where confirm_hash = ?1 and (state = 'confirmed' or state = 'waiting' and confirm_until_ms > ?2)
       returning (select name from organisation where id = mail_address.organisation_id) as organisationName,
         (select name from region where id = mail_address.region_id) as regionName`,
    )
    .bind(confirmHash, nowMs)
    .first();
}

/** Ends an address on every list of its region, as one press asks (NWS-4); pressing again says the same. Null: no such address. */
export async function leaveByAddress(
  d1: D1Database,
  id: string,
  nowMs: number,
): Promise<{ readonly organisationName: string; readonly regionName: string } | null> {
  const found = await d1
    .prepare(
      `select m.lookup, m.region_id as regionId, o.name as organisationName, r.name as regionName
       from mail_address m join organisation o on o.id = m.organisation_id join region r on r.id = m.region_id where m.id = ?1`,
    )
    .bind(id)
    .first<{ lookup: string; regionId: string; organisationName: string; regionName: string }>();
  if (found === null) return null;
  await d1.batch([
    d1
      .prepare(
        `update mail_address set state = 'left', changed_at_ms = ?3
         where lookup = ?1 and region_id = ?2 and state in ('waiting', 'confirmed')`,
      )
      .bind(found.lookup, found.regionId, nowMs),
    // Of what it has been sent the newest says that it was left.
    d1
      .prepare(
        `update newsletter_mail set state = 'left' where lookup = ?1 and region_id = ?2 and state = 'sent'
           and newsletter_id = (select n.id from newsletter_mail x join newsletter n on n.id = x.newsletter_id
             where x.lookup = ?1 and x.region_id = ?2 and x.state = 'sent' order by n.send_at_ms desc limit 1)`,
      )
      .bind(found.lookup, found.regionId),
  ]);
  const { organisationName, regionName } = found;
  return { organisationName, regionName };
}

/** An address that nothing reaches is written to by nobody any more, whichever region's list it is on (NWS-5). */
export async function noteBounce(d1: D1Database, lookup: string, nowMs: number): Promise<void> {
  await d1.batch([
    d1
      .prepare(
        `update mail_address set state = 'bounced', changed_at_ms = ?2
         where lookup = ?1 and state in ('waiting', 'confirmed')`,
      )
      .bind(lookup, nowMs),
    d1
      .prepare(
        `update newsletter_mail set state = 'bounced' where lookup = ?1 and state = 'sent'
           and newsletter_id = (select n.id from newsletter_mail x join newsletter n on n.id = x.newsletter_id
             where x.lookup = ?1 and x.state = 'sent' order by n.send_at_ms desc limit 1)`,
      )
      .bind(lookup),
  ]);
}

/** Somebody said in their mail program that it is unwanted: as good as leaving, in every region. */
export async function noteComplaint(d1: D1Database, lookup: string, nowMs: number): Promise<void> {
  await d1
    .prepare(
      `update mail_address set state = 'left', changed_at_ms = ?2 where lookup = ?1 and state in ('waiting', 'confirmed')`,
    )
    .bind(lookup, nowMs)
    .run();
}

/* ---------- Newsletters ---------- */

const select = (db: Database) =>
  db
    .select({ newsletter, createdByName: staff.name })
    .from(newsletter)
    .leftJoin(staff, eq(staff.id, newsletter.createdBy));

async function bodies(
  d1: D1Database,
  rows: readonly { newsletter: typeof newsletter.$inferSelect; createdByName: string | null }[],
): Promise<readonly NewsletterBody[]> {
  if (rows.length === 0) return [];
  const { results } = await d1
    .prepare(
      `select newsletter_id as id, state, count(*) as count from newsletter_mail
       where newsletter_id in (select value from json_each(?1)) group by newsletter_id, state`,
    )
    .bind(JSON.stringify(rows.map(({ newsletter: { id } }) => id)))
    .all<{ id: string; state: string; count: number }>();
  return Promise.all(
    rows.map(async ({ newsletter: row, createdByName }) => {
      const counts = results.filter(({ id }) => id === row.id);
      const of = (...states: readonly string[]) =>
        counts.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0);
      const isAhead = row.state === "draft" || row.state === "scheduled";
      return {
        newsletterId: row.id as NewsletterId,
        title: row.title,
        body: row.body,
        audiences: JSON.parse(row.audiences) as NewsletterBody["audiences"],
        towns: JSON.parse(row.towns) as NewsletterBody["towns"],
        state: row.state as NewsletterBody["state"],
        sendAtMs: row.sendAtMs,
        addresses: isAhead
          ? await countRecipients(d1, row.id)
          : of("queued", "sent", "failed", "stopped", "bounced", "left"),
        // What came back or was left had been sent.
        sent: of("sent", "bounced", "left"),
        failed: of("failed"),
        bounced: of("bounced"),
        left: of("left"),
        createdAtMs: row.createdAtMs,
        createdByName: createdByName ?? "",
        endedAtMs: row.endedAtMs,
      };
    }),
  );
}

async function countRecipients(d1: D1Database, id: string): Promise<number> {
  const row = await d1
    .prepare(`select count(distinct lookup) as count from (${RECIPIENTS})`)
    .bind(id)
    .first<{ count: number }>();
  return row?.count ?? 0;
}

/** Both ways to D1: queries, and statements that only SQL says. */
interface Both {
  readonly db: Database;
  readonly d1: D1Database;
}

/** A newsletter of a region. */
export async function findNewsletter(
  { db, d1 }: Both,
  regionId: RegionId,
  id: string,
): Promise<NewsletterBody | null> {
  const rows = await select(db).where(and(eq(newsletter.id, id), eq(newsletter.regionId, regionId)));
  return (await bodies(d1, rows))[0] ?? null;
}

/** A page of a region's newsletters, newest first. */
export async function listNewsletters(
  { db, d1 }: Both,
  regionId: RegionId,
  page: { readonly after: readonly [number, string] | null; readonly limit: number },
): Promise<readonly NewsletterBody[]> {
  const { createdAtMs, id } = newsletter;
  const rows = await select(db)
    .where(
      and(
        eq(newsletter.regionId, regionId),
        page.after
          ? or(lt(createdAtMs, page.after[0]), and(eq(createdAtMs, page.after[0]), lt(id, page.after[1])))
          : undefined,
      ),
    )
    .orderBy(desc(createdAtMs), desc(id))
    .limit(page.limit + 1);
  return bodies(d1, rows);
}

/** Writes a draft. */
export async function createNewsletter(db: Database, row: typeof newsletter.$inferInsert): Promise<void> {
  await db.insert(newsletter).values(row);
}

/** Replaces a draft; false where it is none (any more): what was sent is never changed. */
export async function rewriteNewsletter(
  db: Database,
  id: string,
  written: Pick<NewsletterRow, "title" | "body" | "audiences" | "towns">,
): Promise<boolean> {
  const done = await db
    .update(newsletter)
    .set(written)
    .where(and(eq(newsletter.id, id), eq(newsletter.state, "draft")))
    .returning({ id: newsletter.id });
  return done.length > 0;
}

/** Has a draft sent at a time; false where it is none (any more). */
export async function scheduleNewsletter(db: Database, id: string, sendAtMs: number): Promise<boolean> {
  const done = await db
    .update(newsletter)
    .set({ state: "scheduled", sendAtMs })
    .where(and(eq(newsletter.id, id), eq(newsletter.state, "draft")))
    .returning({ id: newsletter.id });
  return done.length > 0;
}

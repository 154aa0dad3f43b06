import { and, desc, eq, gt, inArray, or, sql } from "drizzle-orm";
import type { NewsItem } from "../../schema/api/notices.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import { walletLink } from "../../schema/d1/coupon.ts";
import { journal } from "../../schema/d1/ledger.ts";
import { expiryNews } from "../../schema/d1/push.ts";
import { store } from "../../schema/d1/store.ts";
import type { ProgrammeId, ResidentId } from "../../schema/ids.ts";
import type { Database } from "./database.ts";

/** A page's edge: what comes after it is older, or as old with a smaller id. */
export type Edge = readonly [atMs: number, id: string];

/** What happened to a resident's Pays, before it has words and a face. */
export type NewsRow = Omit<NewsItem, "pay" | "isNew"> & { readonly programmeId: ProgrammeId };

/** Entries of a wallet that are its owner's news (PSH-1). */
const NEWS_ENTRIES = ["pay", "credit", "reverse"];
/** Older news are told by the history; nobody has still to be told that they are new. */
const NEW_FOR_MS = 180 * DAY_MS;
/** Entries of a wallet that are looked through for what is new: a bell says "99+" at the most. */
const LOOKED_THROUGH = 100;

/** Within a wallet its number says the order, and it never goes against the time (PAY-2). */
const entryKey = sql<string>`${journal.programmeId} || ':' || printf('%012d', ${journal.seq})`;
const wholeYen = sql<number>`(select abs(sum(x.amount_yen)) from journal x
  where x.operation_id = ${journal.operationId} and x.actor = ${journal.actor})`;
const entryKind = sql<
  NewsItem["kind"]
>`case ${journal.kind} when 'pay' then 'payment' when 'reverse' then 'reversal'
  else ${journal.detail} ->> 'origin' end`;
const expiryKey = sql<string>`'expiry:' || ${expiryNews.programmeId} || ':' || ${expiryNews.expiresOn} || ':' || ${expiryNews.days}`;

async function actorsOf(db: Database, residentId: ResidentId): Promise<readonly string[]> {
  const links = await db
    .select({ actor: walletLink.actor })
    .from(walletLink)
    .where(eq(walletLink.residentId, residentId));
  return links.map(({ actor }) => actor);
}

/** The newest news before an edge, newest first: of each wallet by the projection, and what was told of expiries. */
export async function newsBefore(
  db: Database,
  residentId: ResidentId,
  before: Edge | null,
  limit: number,
): Promise<readonly NewsRow[]> {
  const actors = await actorsOf(db, residentId);
  const expiries = db
    .select({
      newsId: expiryKey,
      kind: sql<NewsItem["kind"]>`'expiry-' || ${expiryNews.days}`,
      programmeId: expiryNews.programmeId,
      amountYen: expiryNews.amountYen,
      storeName: sql<string | null>`null`,
      expiresOn: expiryNews.expiresOn,
      atMs: expiryNews.atMs,
    })
    .from(expiryNews)
    .where(
      and(
        eq(expiryNews.residentId, residentId),
        before ? sql`(${expiryNews.atMs}, ${expiryKey}) < (${before[0]}, ${before[1]})` : undefined,
      ),
    )
    .orderBy(desc(expiryNews.atMs), desc(expiryKey))
    .limit(limit);
  const moved = actors.map((actor) =>
    db
      .select({
        newsId: entryKey,
        kind: entryKind,
        programmeId: journal.programmeId,
        amountYen: wholeYen,
        storeName: store.name,
        expiresOn: sql<string | null>`null`,
        atMs: journal.atMs,
      })
      .from(journal)
      .leftJoin(store, eq(store.id, journal.storeId))
      .where(
        and(
          eq(journal.actor, actor),
          eq(journal.line, 0),
          inArray(journal.kind, NEWS_ENTRIES),
          before ? sql`(${journal.atMs}, ${entryKey}) < (${before[0]}, ${before[1]})` : undefined,
        ),
      )
      .orderBy(desc(journal.seq))
      .limit(limit),
  );
  const found = await db.batch([expiries, ...moved]);
  return (found.flat() as NewsRow[]).sort(newestFirst).slice(0, limit);
}

/** The order of an inbox. */
export function newestFirst(
  a: { readonly atMs: number; readonly newsId: string },
  b: { readonly atMs: number; readonly newsId: string },
): number {
  return b.atMs - a.atMs || (a.newsId < b.newsId ? 1 : -1);
}

/** Whether somebody else did it: one's own payments and charges are no surprise (PSH-1). */
export function isSurprise(kind: NewsItem["kind"]): boolean {
  return kind !== "payment" && kind !== "charge";
}

/** How many news since a moment their owner didn't make. */
export async function surprisesSince(
  db: Database,
  residentId: ResidentId,
  lookedUpToMs: number,
  nowMs: number,
): Promise<number> {
  const sinceMs = Math.max(lookedUpToMs, nowMs - NEW_FOR_MS);
  const actors = await actorsOf(db, residentId);
  const expiries = db
    .select({ count: sql<number>`count(*)` })
    .from(expiryNews)
    .where(and(eq(expiryNews.residentId, residentId), gt(expiryNews.atMs, sinceMs)));
  const moved = actors.map((actor) => {
    const newest = db
      .select({
        kind: journal.kind,
        origin: sql<string>`${journal.detail} ->> 'origin'`.as("origin"),
        atMs: journal.atMs,
        line: journal.line,
      })
      .from(journal)
      .where(eq(journal.actor, actor))
      .orderBy(desc(journal.seq))
      .limit(LOOKED_THROUGH)
      .as("newest");
    return db
      .select({ count: sql<number>`count(*)` })
      .from(newest)
      .where(
        and(
          gt(newest.atMs, sinceMs),
          eq(newest.line, 0),
          or(eq(newest.kind, "reverse"), and(eq(newest.kind, "credit"), eq(newest.origin, "grant"))),
        ),
      );
  });
  const counts = await db.batch([expiries, ...moved]);
  return counts.flat().reduce((sum, row) => sum + row.count, 0);
}

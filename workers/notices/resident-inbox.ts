import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { NewsItem, ResidentInboxPage } from "../../schema/api/notices.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { inboxPage, type Reader, unreadOf } from "../data/inbox.ts";
import { cutPage } from "../data/keyset.ts";
import { lettersBefore, unreadLetters } from "../data/letter-inbox.ts";
import { type Edge, isSurprise, type NewsRow, newsBefore, surprisesSince } from "../data/news.ts";
import { payFaceOf } from "../data/programmes.ts";
import { newsChoicesOf } from "../data/push.ts";
import type { Env } from "../env.ts";
import { programmeFacts } from "../http/facts.ts";
import { homesOf } from "../residents/answers.ts";

type ResidentReader = Extract<Reader, { readonly kind: "resident" }>;
type Item = ResidentInboxPage["rows"][number];

/** A resident as a reader of notices. */
export async function residentReader(env: Env, residentId: ResidentId): Promise<ResidentReader> {
  return { kind: "resident", readerId: residentId, homes: await homesOf(env, residentId) };
}

/** What a resident has not read, nor looked at since it came (PSH-1, NOT-2). */
export async function unreadOfResident(env: Env, residentId: ResidentId): Promise<number> {
  const db = databaseOf(env, null);
  const nowMs = clockOf(env).now();
  const reader = await residentReader(env, residentId);
  const [notices, letters, { lookedUpToMs }] = await Promise.all([
    unreadOf(db, reader, nowMs),
    unreadLetters(db, residentId, nowMs),
    newsChoicesOf(db, residentId),
  ]);
  return notices + letters + (await surprisesSince(db, residentId, lookedUpToMs, nowMs));
}

/** A page of a resident's inbox: what secretariats and followed stores tell, and what happened to their Pays, in one order (PSH-1). */
export async function residentInbox(
  env: Env,
  residentId: ResidentId,
  { after, limit }: { readonly after: Edge | null; readonly limit: number },
): Promise<ResidentInboxPage> {
  const db = databaseOf(env, null);
  const nowMs = clockOf(env).now();
  const reader = await residentReader(env, residentId);
  const [notices, letters, unread, news, { lookedUpToMs }] = await Promise.all([
    inboxPage(db, reader, "notice", { after, limit: limit + 1 }, nowMs),
    lettersBefore(db, residentId, after, limit + 1, nowMs),
    unreadLetters(db, residentId, nowMs),
    newsBefore(db, residentId, after, limit + 1),
    newsChoicesOf(db, residentId),
  ]);
  const rows = [
    ...notices.rows.map((row) => ({ ...row, kind: "notice" as const })),
    ...letters.map((row) => ({ ...row, kind: "letter" as const })),
    ...(await withFaces(env, news, lookedUpToMs, nowMs)),
  ].sort((a, b) => {
    const [[atMs, id], [otherMs, otherId]] = [edgeOf(a), edgeOf(b)];
    return otherMs - atMs || (id < otherId ? 1 : -1);
  });
  const surprises = await surprisesSince(db, residentId, lookedUpToMs, nowMs);
  return { ...cutPage(rows, limit, edgeOf, (row): Item => row), unread: notices.unread + unread + surprises };
}

function edgeOf(row: Item): Edge {
  if (row.kind === "notice") return [row.shownFromMs, row.noticeId];
  return [row.atMs, row.kind === "letter" ? row.letterId : row.newsId];
}

/** News as the wallet shows them, each with its Pay. */
async function withFaces(
  env: Env,
  news: readonly NewsRow[],
  lookedUpToMs: number,
  nowMs: number,
): Promise<readonly NewsItem[]> {
  const items = await Promise.all(
    news.map(async ({ programmeId, ...row }) => {
      const programme = await programmeFacts(env, programmeId);
      if (programme === null) return [];
      return [
        { ...row, pay: payFaceOf(programme, nowMs), isNew: isSurprise(row.kind) && row.atMs > lookedUpToMs },
      ];
    }),
  );
  return items.flat();
}

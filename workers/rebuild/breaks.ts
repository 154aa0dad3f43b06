import type { JournalEntry } from "../../schema/events.ts";
import { POISON_PREFIX, poisonId } from "../queue/log.ts";
import type { Poison } from "../queue/message.ts";
import { recordPoison } from "../queue/projection.ts";
import { listMends } from "./mends.ts";

const LIST_PAGE = 100;

type Env = { readonly DB: D1Database; readonly LOG: R2Bucket };

/** One page of what was kept aside as poison: its break row again (PRJ-1). Forks and broken chains are found anew. */
export async function poisonPage(
  env: Env,
  after: string | null,
  nowMs: number,
): Promise<{ readonly next: string | null }> {
  const page = await env.LOG.list({
    prefix: POISON_PREFIX,
    limit: LIST_PAGE,
    include: ["customMetadata"],
    ...(after === null ? {} : { startAfter: after }),
  });
  const kept: (Poison & { readonly key: string })[] = [];
  for (const { key, customMetadata } of page.objects) {
    const body = (await (await env.LOG.get(key))?.text()) ?? "";
    const why = (customMetadata?.why ?? "unreadable") as Poison["why"];
    const entry = why === "hash" || why === "genesis" ? (JSON.parse(body) as JournalEntry) : null;
    kept.push({ id: poisonId(key), why, actor: entry?.actor ?? null, seq: entry?.seq ?? null, body, key });
  }
  if (kept.length > 0) await recordPoison(env.DB, kept, nowMs);
  return { next: page.truncated ? (page.objects.at(-1)?.key ?? null) : null };
}

/** One page of what people have settled: it stays settled. */
export async function mendsPage(
  env: Env,
  after: string | null,
  nowMs: number,
): Promise<{ readonly next: string | null }> {
  const { ids, next } = await listMends(env.LOG, after);
  const mended = JSON.stringify(ids);
  await env.DB.batch([
    env.DB.prepare(
      "update journal_break set state = 'mended' where id in (select value from json_each(?1))",
    ).bind(mended),
    env.DB.prepare(
      `update alert set closed_at_ms = ?2 where closed_at_ms is null
         and id in (select 'journal-break:' || value from json_each(?1))`,
    ).bind(mended, nowMs),
  ]);
  return { next };
}

import type { RegionId } from "../../schema/ids.ts";
import { WEBHOOK_OFF } from "../../schema/limits.ts";
import type { Result } from "../../schema/result.ts";
import { err } from "../../schema/result.ts";
import type { Env } from "../env.ts";
import { postWebhook, type WebhookRefusal } from "../gateways/webhook.ts";
import { isWebhookAddress } from "./address.ts";
import { nextTryAtMs } from "./next-try.ts";
import { openSecret } from "./secrets.ts";
import { signatureOf } from "./signature.ts";
import { switchOff } from "./switch-off.ts";

/** Messages of one page, and of these at most so many to one address: a slow one keeps no other waiting for long. */
const PAGE_MESSAGES = 24;
const PER_ADDRESS = 6;
/** Under way at a time: a Worker has six connections. */
const AT_ONCE = 6;
/** A worker that dies with messages in its hands leaves them to the next after this long; longer than a page takes. */
const LEASE_MS = 120_000;

interface Due {
  readonly webhookId: string;
  readonly eventId: string;
  readonly regionId: RegionId;
  readonly body: string;
  readonly tries: number;
  readonly sinceMs: number;
  readonly url: string;
}

/** A try of a message and what came of it. */
interface Tried {
  readonly due: Due;
  readonly came: Result<string, WebhookRefusal>;
}

/** Sends messages that are due; answers how many it took in hand (POS-7). */
export async function sendDue(env: Env, now: () => number): Promise<number> {
  const due = await takeDue(env.DB, now());
  const secrets = await secretsOf(env, [...new Set(due.map(({ webhookId }) => webhookId))], now());
  for (let at = 0; at < due.length; at += AT_ONCE) {
    const tried = await Promise.all(
      due.slice(at, at + AT_ONCE).map(async (one): Promise<Tried> => {
        const came = await sendOne(env, one, secrets.get(one.webhookId) ?? [], now());
        return { due: one, came };
      }),
    );
    const nowMs = now();
    await env.DB.batch(tried.flatMap((one) => recorded(env.DB, one, nowMs)));
  }
  if (due.length > 0) await switchOffFailing(env, due, now());
  return due.length;
}

/** When the next message is due that waits for its time; null where none does. */
export async function nextDueAtMs(db: D1Database): Promise<number | null> {
  const row = await db
    .prepare(
      `select min(max(next_try_at_ms, lease_until_ms)) as atMs from (
         select next_try_at_ms, lease_until_ms from webhook_delivery where state = 'waiting'
         order by next_try_at_ms limit ${PAGE_MESSAGES})`,
    )
    .first<{ atMs: number | null }>();
  return row?.atMs ?? null;
}

/** Takes what has been due for longest, from each address in turn, and is in nobody's hands. */
async function takeDue(db: D1Database, nowMs: number): Promise<readonly Due[]> {
  const { results } = await db
    .prepare(
      `update webhook_delivery set lease_until_ms = ?2 where (webhook_id, event_id) in (
         select webhook_id, event_id from (
           select d.webhook_id, d.event_id, d.next_try_at_ms,
             row_number() over (partition by d.webhook_id order by d.next_try_at_ms, d.event_id) as place
           from webhook_delivery d
           where d.state = 'waiting' and d.next_try_at_ms <= ?1 and d.lease_until_ms <= ?1)
         where place <= ${PER_ADDRESS} order by place, next_try_at_ms limit ${PAGE_MESSAGES})
       returning webhook_id as webhookId, event_id as eventId, region_id as regionId, body, tries, since_ms as sinceMs,
         (select url from webhook w where w.id = webhook_id) as url`,
    )
    .bind(nowMs, nowMs + LEASE_MS)
    .all<Due>();
  return results;
}

/** The secrets that each address's messages are signed with, the newest first (POS-6). */
async function secretsOf(
  env: Env,
  webhookIds: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { results } = await env.DB.prepare(
    `select id, webhook_id as webhookId, sealed from webhook_secret
     where webhook_id in (select value from json_each(?1)) and (ends_at_ms is null or ends_at_ms > ?2)
     order by ends_at_ms is not null, made_at_ms desc`,
  )
    .bind(JSON.stringify(webhookIds), nowMs)
    .all<{ id: string; webhookId: string; sealed: string }>();
  const opened = await Promise.all(
    results.map(async ({ id, webhookId, sealed }) => ({
      webhookId,
      secret: await openSecret(env, id, sealed),
    })),
  );
  const byAddress = Map.groupBy(opened, ({ webhookId }) => webhookId);
  return new Map(
    [...byAddress].map(([id, all]) => [id, all.flatMap(({ secret }) => (secret === null ? [] : [secret]))]),
  );
}

async function sendOne(
  env: Env,
  { url, eventId, body }: Due,
  secrets: readonly string[],
  nowMs: number,
): Promise<Result<string, WebhookRefusal>> {
  // Asked again each time: what is good on a developer's machine must not be sent to from elsewhere.
  if (!isWebhookAddress(url, aroundOf(env))) return err({ answer: "address", retryAfterMs: null });
  if (secrets.length === 0) return err({ answer: "no-secret", retryAfterMs: null });
  return postWebhook(url, { eventId, body, signature: signatureOf(secrets, nowMs, body) });
}

/** Where messages may go from here. */
export function aroundOf(env: Pick<Env, "PUBLIC_ORIGIN" | "ENVIRONMENT">) {
  return { ownHost: new URL(env.PUBLIC_ORIGIN).host, isLocal: __DEV__ && env.ENVIRONMENT === "local" };
}

/** What a try changes: the message, and how its address is doing. */
function recorded(db: D1Database, { due, came }: Tried, nowMs: number): D1PreparedStatement[] {
  const { webhookId, eventId } = due;
  const tries = due.tries + 1;
  if (came.ok)
    return [
      db
        .prepare(
          `update webhook_delivery set state = 'taken', tries = ?3, last_answer = ?4, last_try_at_ms = ?5, ended_at_ms = ?5,
             lease_until_ms = 0 where webhook_id = ?1 and event_id = ?2 and state = 'waiting'`,
        )
        .bind(webhookId, eventId, tries, came.value, nowMs),
      db
        .prepare(
          "update webhook set failing_since_ms = null, failures = 0 where id = ?1 and failing_since_ms is not null",
        )
        .bind(webhookId),
    ];
  const { answer, retryAfterMs } = came.error;
  const nextMs = nextTryAtMs({ tries, sinceMs: due.sinceMs }, retryAfterMs, nowMs, Math.random());
  return [
    db
      .prepare(
        `update webhook_delivery set state = iif(?6 is null, 'dead', 'waiting'), tries = ?3, last_answer = ?4,
           last_try_at_ms = ?5, next_try_at_ms = coalesce(?6, next_try_at_ms), ended_at_ms = iif(?6 is null, ?5, null),
           lease_until_ms = 0 where webhook_id = ?1 and event_id = ?2 and state = 'waiting'`,
      )
      .bind(webhookId, eventId, tries, answer, nowMs, nextMs),
    db
      .prepare(
        `update webhook set failing_since_ms = coalesce(failing_since_ms, ?2), failures = failures + 1
         where id = ?1 and state = 'active'`,
      )
      .bind(webhookId, nowMs),
  ];
}

/** Addresses among these that have failed for too long (POS-8). */
async function switchOffFailing(env: Env, due: readonly Due[], nowMs: number): Promise<void> {
  const { results } = await env.DB.prepare(
    `select id from webhook where id in (select value from json_each(?1)) and state = 'active'
     and failing_since_ms <= ?2 and failures >= ?3`,
  )
    .bind(
      JSON.stringify([...new Set(due.map(({ webhookId }) => webhookId))]),
      nowMs - WEBHOOK_OFF.afterMs,
      WEBHOOK_OFF.failures,
    )
    .all<{ id: string }>();
  for (const { id } of results) await switchOff(env, id, nowMs);
}

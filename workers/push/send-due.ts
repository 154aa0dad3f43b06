import { LANGUAGES, type Language } from "../../schema/languages.ts";
import { MAX_PUSH_TRIES } from "../../schema/limits.ts";
import { NEWS_KINDS, type NewsKind } from "../../schema/news.ts";
import type { Env } from "../env.ts";
import { type PushRefusal, type Subscription, sendPush } from "../gateways/push.ts";
import { openSealedText } from "../http/seal.ts";
import { isAtWork, isFollowed, isMuted } from "../letters/conditions.ts";
import { isPushEndpoint } from "./endpoint.ts";
import { PUSHES, paddedJson, payloadOf, tagOf } from "./payload.ts";
import { isWanted } from "./queue-news.ts";
import type { VapidKeys } from "./vapid.ts";

/** Pushes of one page, and how many are under way at a time: a Worker has six connections. */
const PAGE_PUSHES = 30;
const AT_ONCE = 6;
/** The wait after a try that failed: doubled with each up to the longest. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 4 * 3_600_000;
/** A worker that dies with pushes in its hands leaves them to the next after this long; longer than a page takes. */
const LEASE_MS = 120_000;

/** What seals a subscription (WHO-5); its row is its device's. */
export const SEALING = "push-subscription";
export const sealedFor = (deviceId: string) => `push_subscription:${deviceId}`;

type SendEnv = Pick<Env, "DB" | "PHONE_KEY" | "ENVIRONMENT">;

interface Due {
  readonly deviceId: string;
  readonly key: string;
  readonly kind: string;
  readonly programmeId: string | null;
  readonly amountYen: number | null;
  readonly expiresOn: string | null;
  readonly atMs: number;
  readonly endsAtMs: number;
  readonly tries: number;
  readonly endpointHash: string;
  readonly sealed: string;
  readonly locale: string;
  readonly hidesDetails: number;
  readonly isWanted: number;
  readonly storeName: string | null;
  /** The Pay's name and unit word as they are now. */
  readonly payName: string | null;
  readonly unitWord: string | null;
  readonly regionName: string | null;
  readonly title: string | null;
  /** Of a notice or a letter: whether it was not withdrawn since. */
  readonly stands: number;
  /** Of a letter: whether its reader still follows a store that is at work, and mutes nothing of it (NWS-7). */
  readonly isStillFor: number;
}

/** What became of a try. */
type Outcome = { readonly ok: true } | { readonly ok: false; readonly error: PushRefusal };
const dropped = (what: string): Outcome => ({
  ok: false,
  error: { what, retryAfterMs: null, means: "final" },
});

/** Sends the pushes that are due, what somebody just did first; answers how many it took in hand (PSH-5). */
export async function sendDue(env: SendEnv, keys: VapidKeys, nowMs: number): Promise<number> {
  const due = await takeDue(env.DB, nowMs);
  for (let at = 0; at < due.length; at += AT_ONCE) {
    const some = due.slice(at, at + AT_ONCE);
    const outcomes = await Promise.all(some.map((one) => sendOne(env, keys, one, nowMs)));
    await env.DB.batch(
      some.flatMap((one, index) => recorded(env.DB, one, outcomes[index] as Outcome, nowMs)),
    );
  }
  return due.length;
}

/** Takes what has been due for longest and is in nobody's hands, with all that is said of it. */
async function takeDue(db: D1Database, nowMs: number): Promise<readonly Due[]> {
  const taken = await db
    .prepare(
      `update push_message set lease_until_ms = ?2 where rowid in (
         select rowid from push_message where state = 'queued' and next_try_at_ms <= ?1 and lease_until_ms <= ?1
         order by rank, next_try_at_ms limit ${PAGE_PUSHES})
       returning rowid as id`,
    )
    .bind(nowMs, nowMs + LEASE_MS)
    .all<{ id: number }>();
  if (taken.results.length === 0) return [];
  const { results } = await db
    .prepare(
      `select m.device_id as deviceId, m.key, m.kind, m.programme_id as programmeId, m.amount_yen as amountYen,
         m.expires_on as expiresOn, m.at_ms as atMs, m.ends_at_ms as endsAtMs, m.tries, s.endpoint_hash as endpointHash,
         s.sealed, s.locale, coalesce(c.hides_details, 0) as hidesDetails, ${isWanted("m.kind")} as isWanted,
         st.name as storeName, g.name as regionName,
         v.design ->> 'name' as payName, v.design ->> 'unitWord' as unitWord, coalesce(n.title, l.title) as title,
         case m.kind when 'notice' then n.state = 'published' when 'letter' then l.state = 'sent' else 1 end as stands,
         m.kind <> 'letter' or (${isFollowed("m.resident_id", "m.store_id")} and ${isAtWork("m.store_id")}
           and not ${isMuted("m.resident_id", "m.store_id")}) as isStillFor
       from push_message m join push_subscription s on s.device_id = m.device_id
       left join news_choice c on c.resident_id = m.resident_id
       left join store st on st.id = m.store_id
       left join region g on g.id = m.region_id
       left join programme_version v on v.programme_id = m.programme_id and v.effective_from_ms = (
         select max(w.effective_from_ms) from programme_version w
         where w.programme_id = m.programme_id and w.effective_from_ms <= ?2)
       left join notice n on m.kind = 'notice' and n.id = substr(m.key, length('notice:') + 1)
       left join letter l on m.kind = 'letter' and l.id = substr(m.key, length('letter:') + 1)
       where m.rowid in (select value from json_each(?1)) order by m.rank, m.next_try_at_ms`,
    )
    .bind(JSON.stringify(taken.results.map(({ id }) => id)), nowMs)
    .all<Due>();
  return results;
}

async function sendOne(env: SendEnv, keys: VapidKeys, due: Due, nowMs: number): Promise<Outcome> {
  const kind = NEWS_KINDS.find((one) => one === due.kind) as NewsKind;
  const refusedBefore = noUse(due, nowMs);
  if (refusedBefore !== null) return dropped(refusedBefore);
  const opened = await openSealedText(env.PHONE_KEY, SEALING, sealedFor(due.deviceId), due.sealed);
  const subscription = opened === null ? null : (JSON.parse(opened) as Subscription);
  if (subscription === null || !isPushEndpoint(subscription.endpoint, env.ENVIRONMENT))
    return { ok: false, error: { what: "not a push service", retryAfterMs: null, means: "gone" } };
  const payload = payloadOf(
    { ...due, kind, from: due.payName ?? due.regionName ?? "", unitWord: due.unitWord ?? "円" },
    {
      locale: LANGUAGES.find((one) => one === due.locale) ?? ("ja" satisfies Language),
      hidesDetails: due.hidesDetails === 1,
    },
  );
  const push = {
    body: paddedJson(payload),
    ttlSeconds: Math.ceil((due.endsAtMs - nowMs) / 1_000),
    urgency: PUSHES[kind].urgency,
    topic: tagOf(due.key),
  };
  return sendPush(keys, subscription, push, nowMs);
}

/** Why there is no use in sending any more; null where there is. */
function noUse(due: Due, nowMs: number): string | null {
  if (due.endsAtMs <= nowMs) return "too late";
  if (due.isWanted === 0 || due.isStillFor === 0) return "not wanted any more";
  if (due.stands === 0) return "withdrawn";
  return null;
}

/** What a try changes. A subscription that is gone takes with it whatever else was to be sent there, by its trigger. */
function recorded(db: D1Database, due: Due, outcome: Outcome, nowMs: number): D1PreparedStatement[] {
  const { deviceId, key, endpointHash } = due;
  const end = (state: "sent" | "dropped", failure: string | null) =>
    db
      .prepare(
        `update push_message set state = ?3, tries = tries + 1, last_failure = ?4 where device_id = ?1 and key = ?2`,
      )
      .bind(deviceId, key, state, failure);
  if (outcome.ok) return [end("sent", null)];
  const { what, means, retryAfterMs } = outcome.error;
  if (means === "gone")
    return [
      db
        .prepare("delete from push_subscription where device_id = ?1 and endpoint_hash = ?2")
        .bind(deviceId, endpointHash),
      // The device has another address by now: this one counts as never tried.
      db
        .prepare(
          "update push_message set lease_until_ms = 0 where device_id = ?1 and key = ?2 and state = 'queued'",
        )
        .bind(deviceId, key),
    ];
  const tries = due.tries + 1;
  if (means === "final" || tries >= MAX_PUSH_TRIES) return [end("dropped", what)];
  const waitMs = Math.max(Math.min(FIRST_WAIT_MS * 2 ** due.tries, LONGEST_WAIT_MS), retryAfterMs ?? 0);
  return [
    db
      .prepare(
        `update push_message set tries = tries + 1, last_failure = ?3, next_try_at_ms = ?4, lease_until_ms = 0
         where device_id = ?1 and key = ?2`,
      )
      .bind(deviceId, key, what, nowMs + waitMs),
  ];
}

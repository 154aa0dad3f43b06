import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { type Mail, type MailRefusal, mailGateway } from "../gateways/mail.ts";
import { openSealedText, sealText } from "../http/seal.ts";
import { keyedHashHex } from "../http/secrets.ts";
import type { JobMessage } from "../queue/jobs.ts";

/** The wait after a try that failed: doubled with each up to the longest. The sweep brings the tries. */
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 4 * 3_600_000;
/** After so many tries, about a day and a half, a mail is given up and a person hears of it. */
export const MAX_TRIES = 16;
/** A worker that dies with a mail in its hands leaves it to the next after this long; longer than any try takes. */
const LEASE_MS = 60_000;
/** Mails of one step; the rest is the next message's. */
const MAILS_PER_STEP = 20;

/** What seals a mail and names its address; each with a key of its own (WHO-5). */
const SEALING = "mail";
const LOOKUP = "mail-lookup";

type OutboxEnv = Pick<
  Env,
  | "DB"
  | "JOBS_QUEUE"
  | "PHONE_KEY"
  | "MAIL_RELAY_URL"
  | "MAIL_RELAY_TOKEN"
  | "EMAIL"
  | "MAIL_FROM"
  | "CLOCK_OFFSET_MS"
>;

/** A mail that is to go out. */
export interface Outgoing extends Mail {
  readonly regionId: RegionId;
  /** What kind of mail it is, e.g. `fund-threshold`. */
  readonly purpose: string;
}

/**
 * The statement that puts a mail into the outbox, for the batch of whatever the mail tells of: both happen or neither. A
 * key that was there before changes nothing, whatever became of it (FND-11).
 */
export async function queueMail(
  env: Pick<Env, "DB" | "PHONE_KEY">,
  { key, regionId, purpose, ...mail }: Outgoing,
  nowMs: number,
): Promise<D1PreparedStatement> {
  const sealed = await sealText(env.PHONE_KEY, SEALING, `mail_outbox:${key}`, JSON.stringify(mail));
  return env.DB.prepare(
    `insert into mail_outbox
       (key, region_id, purpose, recipient, sealed, state, tries, next_try_at_ms, lease_until_ms, created_at_ms)
     values (?1, ?2, ?3, ?4, ?5, 'queued', 0, ?6, 0, ?6) on conflict (key) do nothing`,
  ).bind(key, regionId, purpose, mailLookup(env, mail.to), sealed, nowMs);
}

/** What an address is known by where nobody may read it (WHO-3). */
export function mailLookup(env: Pick<Env, "PHONE_KEY">, address: string): string {
  return keyedHashHex(env.PHONE_KEY, LOOKUP, address.toLowerCase());
}

/** Asks for a step where mail is due. Returns how many mails wait, due or not. */
export async function startMail(env: OutboxEnv): Promise<number> {
  const row = await env.DB.prepare(
    `select count(*) as waiting, coalesce(sum(next_try_at_ms <= ?1), 0) as due from mail_outbox where state = 'queued'`,
  )
    .bind(clockOf(env).now())
    .first<{ waiting: number; due: number }>();
  if ((row?.due ?? 0) > 0) await env.JOBS_QUEUE.send({ kind: "mail" } satisfies JobMessage);
  return row?.waiting ?? 0;
}

/** One step: sends mails that are due, one after the other, and asks for another step where more are. */
export async function runMail(env: OutboxEnv): Promise<void> {
  const gateway = await mailGateway(env);
  if (gateway === null) return;
  for (let sent = 0; sent < MAILS_PER_STEP; sent++) {
    const taken = await takeDue(env.DB, clockOf(env).now());
    if (taken === null) return;
    const said = await openMail(env.PHONE_KEY, taken);
    const answer =
      said === null
        ? { ok: false as const, error: { what: "can't be opened", retryAfterMs: null, final: true } }
        : await gateway.send({ key: taken.key, ...said });
    const atMs = clockOf(env).now();
    if (answer.ok) await recordTaken(env.DB, taken, atMs);
    else await recordFailure(env.DB, taken, answer.error, atMs);
  }
  await env.JOBS_QUEUE.send({ kind: "mail" } satisfies JobMessage);
}

interface Taken {
  readonly key: string;
  readonly regionId: RegionId;
  readonly sealed: string;
  readonly tries: number;
  /** The lease's end is its name: only its holder writes what became of the mail. */
  readonly leaseUntilMs: number;
}

/** Takes the mail that has been due for longest and that nobody else has in their hands. */
async function takeDue(db: D1Database, nowMs: number): Promise<Taken | null> {
  return db
    .prepare(
      `update mail_outbox set lease_until_ms = ?2 where key = (
         select key from mail_outbox where state = 'queued' and next_try_at_ms <= ?1 and lease_until_ms <= ?1
         order by next_try_at_ms, key limit 1)
       returning key, region_id as regionId, sealed, tries, lease_until_ms as leaseUntilMs`,
    )
    .bind(nowMs, nowMs + LEASE_MS)
    .first<Taken>();
}

async function openMail(secret: string, { key, sealed }: Taken): Promise<Omit<Mail, "key"> | null> {
  const text = await openSealedText(secret, SEALING, `mail_outbox:${key}`, sealed);
  return text === null ? null : (JSON.parse(text) as Omit<Mail, "key">);
}

/** Whom it went to and what it said is of no use any more, and gone (WHO-4). */
async function recordTaken(db: D1Database, { key, leaseUntilMs }: Taken, nowMs: number): Promise<void> {
  await db
    .prepare(
      `update mail_outbox set state = 'sent', tries = tries + 1, sealed = null, last_failure = null, lease_until_ms = 0,
         ended_at_ms = ?3 where key = ?1 and lease_until_ms = ?2 and state = 'queued'`,
    )
    .bind(key, leaseUntilMs, nowMs)
    .run();
}

async function recordFailure(
  db: D1Database,
  { key, regionId, tries, leaseUntilMs }: Taken,
  { what, retryAfterMs, final }: MailRefusal,
  nowMs: number,
): Promise<void> {
  logLine("warn", "mail not taken", { key, tries: tries + 1, what });
  if (!final && tries + 1 < MAX_TRIES) {
    const waitMs = Math.max(Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS), retryAfterMs ?? 0);
    await db
      .prepare(
        `update mail_outbox set tries = tries + 1, next_try_at_ms = ?3, last_failure = ?4, lease_until_ms = 0
         where key = ?1 and lease_until_ms = ?2 and state = 'queued'`,
      )
      .bind(key, leaseUntilMs, nowMs + waitMs, what)
      .run();
    return;
  }
  await db.batch([
    db
      .prepare(
        `insert into alert (id, kind, region_id, subject, detail, raised_at_ms)
         select 'mail-failed:' || key, 'mail-failed', ?3, key, json_object('what', ?4, 'tries', tries + 1), ?5
         from mail_outbox where key = ?1 and lease_until_ms = ?2 and state = 'queued'
           -- Of a newsletter's hundreds the counts tell.
           and purpose <> 'newsletter' on conflict (id) do nothing`,
      )
      .bind(key, leaseUntilMs, regionId, what, nowMs),
    db
      .prepare(
        `update mail_outbox set state = 'failed', tries = tries + 1, sealed = null, last_failure = ?3, lease_until_ms = 0,
           ended_at_ms = ?4 where key = ?1 and lease_until_ms = ?2 and state = 'queued'`,
      )
      .bind(key, leaseUntilMs, what, nowMs),
  ]);
}

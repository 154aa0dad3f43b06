import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Env } from "../env.ts";
import { queueMail, startMail } from "../mail/outbox.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, takeJob } from "../queue/lease.ts";
import { leaveToken, openAddress } from "./address.ts";
import { leaveHeaders, newsletterMail } from "./words.ts";

/** Addresses that one page queues. */
const PAGE_ADDRESSES = 50;
const STEP_MS = 15_000;
/** Newsletters that one sweep begins. */
const MAX_PER_SWEEP = 50;

interface NewsletterWork {
  readonly newsletterId: string;
}
const jobIdOf = (newsletterId: string) => `newsletter:${newsletterId}`;

/** Has a newsletter sent from now on, by its job; asking twice changes nothing. */
export async function startNewsletter(env: Env, newsletterId: string, nowMs: number): Promise<void> {
  const jobId = jobIdOf(newsletterId);
  await createJob(
    env.DB,
    { jobId, kind: "newsletter", work: { newsletterId } satisfies NewsletterWork },
    nowMs,
  );
  await env.JOBS_QUEUE.send({ kind: "newsletter", jobId } satisfies JobMessage);
}

/** Begins every newsletter whose time has come; how many there were. */
export async function startDueNewsletters(env: Env): Promise<number> {
  const nowMs = clockOf(env).now();
  const { results } = await env.DB.prepare(
    `select id from newsletter where state in ('scheduled', 'sending') and send_at_ms <= ?1
       and not exists (select 1 from job_work where job_id = 'newsletter:' || newsletter.id)
     order by send_at_ms limit ${MAX_PER_SWEEP}`,
  )
    .bind(nowMs)
    .all<{ id: string }>();
  for (const { id } of results) await startNewsletter(env, id, nowMs);
  return results.length;
}

interface Letter {
  readonly id: string;
  readonly regionId: RegionId;
  readonly regionName: string;
  readonly title: string;
  readonly body: string;
  readonly after: string;
  readonly state: string;
}

interface Recipient {
  readonly id: string;
  readonly lookup: string;
  readonly sealed: string;
}

/**
 * One step of sending a newsletter (NWS-3): a page of addresses, their mails and the place after them in one batch, so that it
 * goes on where it was stopped and nobody has it twice.
 */
export async function runNewsletter(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const lease = await takeJob<NewsletterWork>(env.DB, jobId, clock.now());
  if (lease === null) return;
  const startedAtMs = clock.now();
  const { newsletterId } = lease.work;
  try {
    for (;;) {
      const letter = await readLetter(env.DB, newsletterId);
      if (letter === null || !(await sendPage(env, letter, clock.now()))) break;
      if (!(await lease.save(lease.work, clock.now()))) return;
      if (clock.now() - startedAtMs < STEP_MS) continue;
      await lease.release(lease.work, "queued", clock.now());
      await env.JOBS_QUEUE.send({ kind: "newsletter", jobId } satisfies JobMessage);
      return;
    }
  } catch (error) {
    await lease.release(lease.work, "queued", clock.now());
    throw error;
  }
  await lease.release(lease.work, "done", clock.now());
  await startMail(env);
}

/** One that is to be sent and was not stopped. */
function readLetter(db: D1Database, id: string): Promise<Letter | null> {
  return db
    .prepare(
      `update newsletter set state = 'sending' where id = ?1 and state in ('scheduled', 'sending')
       returning id, region_id as regionId, title, body, after, state,
         (select name from region where id = newsletter.region_id) as regionName`,
    )
    .bind(id)
    .first<Letter>();
}

/** Queues the next page; false where there was none, and it is done. */
async function sendPage(env: Env, letter: Letter, nowMs: number): Promise<boolean> {
  const { results } = await env.DB.prepare(
    `${RECIPIENTS} and m.id > ?2 order by m.id limit ${PAGE_ADDRESSES}`,
  )
    .bind(letter.id, letter.after)
    .all<Recipient>();
  const last = results.at(-1);
  if (last === undefined) {
    await env.DB.prepare(
      "update newsletter set state = 'done', ended_at_ms = ?2 where id = ?1 and state = 'sending'",
    )
      .bind(letter.id, nowMs)
      .run();
    return false;
  }
  const statements: D1PreparedStatement[] = [];
  for (const one of results) {
    const to = await openAddress(env, one.id, one.sealed);
    if (to === null) continue;
    const token = leaveToken(env, one.id);
    const { subject, text } = newsletterMail({
      ...letter,
      leavePage: `${env.PUBLIC_ORIGIN}/wallet/mail/leave#${token}`,
    });
    const key = `newsletter:${letter.id}:${one.lookup}`;
    const headers = leaveHeaders(`${env.PUBLIC_ORIGIN}/api/mail/leave/${token}`);
    const mail = { key, regionId: letter.regionId, purpose: "newsletter", to, subject, text, headers };
    statements.push(
      await queueMail(env, mail, nowMs),
      env.DB.prepare(
        `insert into newsletter_mail (newsletter_id, lookup, region_id, state) values (?1, ?2, ?3, 'queued')
         on conflict (newsletter_id, lookup) do nothing`,
      ).bind(letter.id, one.lookup, letter.regionId),
    );
  }
  await env.DB.batch([
    ...statements,
    env.DB.prepare("update newsletter set after = ?2 where id = ?1").bind(letter.id, last.id),
  ]);
  return true;
}

/**
 * Confirmed addresses `m` of offices that a newsletter ?1 is for and that are at work. Where it names municipalities, of the merchants
 * those with a store there, a head office by its branches' stores too.
 */
export const RECIPIENTS = `
  select m.id, m.lookup, m.sealed from newsletter n
  join mail_address m on m.region_id = n.region_id and m.state = 'confirmed' and m.sealed is not null
  join organisation o on o.id = m.organisation_id and o.state = 'active'
  where n.id = ?1 and (instr(n.audiences, '"merchants"') > 0 and o.is_merchant = 1
      and (n.towns = '[]' or exists (select 1 from store s join organisation so on so.id = s.organisation_id
        where (so.id = o.id or so.parent_id = o.id) and s.municipality in (select value from json_each(n.towns))))
    or instr(n.audiences, '"issuers"') > 0 and o.is_issuer = 1)`;

/**
 * Stops a newsletter: what waits in the outbox is not sent (NWS-3). False where it is at an end, or was never to be sent.
 */
export async function stopNewsletter(db: D1Database, id: string, nowMs: number): Promise<boolean> {
  const stopped = "exists (select 1 from newsletter where id = ?1 and state = 'stopped')";
  const [row] = await db.batch([
    db
      .prepare(
        `update newsletter set state = 'stopped', ended_at_ms = ?2 where id = ?1
           and (state in ('scheduled', 'sending') or state = 'done' and exists (
             select 1 from newsletter_mail where newsletter_id = ?1 and state = 'queued'))`,
      )
      .bind(id, nowMs),
    db
      .prepare(
        `update mail_outbox set state = 'failed', sealed = null, last_failure = 'stopped', ended_at_ms = ?2
         where key in (select 'newsletter:' || newsletter_id || ':' || lookup from newsletter_mail
           where newsletter_id = ?1 and state = 'queued') and state = 'queued' and ${stopped}`,
      )
      .bind(id, nowMs),
  ]);
  return row?.meta.changes === 1;
}

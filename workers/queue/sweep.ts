import { clockOf } from "../../durable-objects/lib/clock.ts";
import { journalQueues, queueOf, sendJournal } from "../../durable-objects/lib/journal-queues.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import { everyDatabase } from "../../durable-objects/lib/region-database.ts";
import type { JournalMessage } from "../../schema/events.ts";
import type { ActorClass, ActorName } from "../../schema/ids.ts";
import { TRANSFER_ALERT_MS } from "../../schema/limits.ts";
import { startArchive } from "../archive/run.ts";
import { startUnsent } from "../archive/witness.ts";
import { keepFees, unkeptFees } from "../closing/keep-fees.ts";
import { databaseOf } from "../data/database.ts";
import { foldHours } from "../data/hour-totals.ts";
import { dueChecks } from "../data/number-checks.ts";
import { noteAsked } from "../data/status.ts";
import type { Env } from "../env.ts";
import { startSignals } from "../fraud/run.ts";
import { beginStop, goOnStopping, stopsNotBegun, stopsToGoOn } from "../freezing/issue.ts";
import { driveResidentFreeze, undrivenFreezes } from "../freezing/resident.ts";
import { watchedFunds, watchFund } from "../fund/watch.ts";
import { errorText } from "../http/error-text.ts";
import { startMail } from "../mail/outbox.ts";
import { tidyMessages } from "../messages/log.ts";
import { startDueNewsletters } from "../newsletters/run.ts";
import { startPush } from "../push/run.ts";
import { finishCheck } from "../residents/checked-number.ts";
import { type Erased, eraseDue } from "../retention/erase.ts";
import { eraseOver } from "../retention/run.ts";
import { sealNext } from "../sealing/run.ts";
import { startStaffLog } from "../staff-log/run.ts";
import { startWebhooks } from "../webhooks/run.ts";
import { ledgerOf } from "./actors.ts";
import type { JobMessage } from "./jobs.ts";
import { stuckJobs } from "./lease.ts";
import { isRebuilding } from "./rebuilding.ts";
import { republish } from "./republish.ts";

/** A gap in D1 younger than this is only entries under way. */
const GAP_MS = 60_000;
/** An issue that has stood still for this long in writing is started again; starting twice is harmless. */
const ISSUE_STUCK_MS = 2 * 60_000;
/** A freeze younger than this is still being driven by the request that made it. */
const FREEZE_STUCK_MS = 60_000;
/** What one sweep takes on of each kind; the rest waits for the next. */
const MAX_PER_SWEEP = 200;

/** What a sweep found and did. */
export interface SweepReport {
  readonly gapsHealed: number;
  readonly transfersDriven: number;
  readonly transfersPending: number;
  readonly issuesDriven: number;
  /** Freezes whose last wallet has answered now. */
  readonly freezesDriven: number;
  readonly jobsDriven: number;
  /** A date that is being sealed (ASOF-1). */
  readonly datesSealing: number;
  /** 1 where a sealed date began to be archived (AUD-7). */
  readonly archivesStarted: number;
  /** Archived days whose root no witness has taken yet. */
  readonly rootsUnsent: number;
  /** Thresholds of funds that were crossed, or came back (FND-10). */
  readonly thresholdsMoved: number;
  /** Approved closings whose fees went into the fund's book (FND-13). */
  readonly feesKept: number;
  /** Applications and lists whose time was over (RET-1, RET-2). */
  readonly applicationsErased: number;
  readonly importsErased: number;
  /** Newsletters whose time has come (NWS-3). */
  readonly newslettersStarted: number;
  /** Mails that wait in the outbox, due or not. */
  readonly mailsWaiting: number;
  /** Messages to telephones whose sending was cut off (RES-7). */
  readonly messagesLost: number;
  /** Numbers that moved after the call centre's check and its wait (RES-12). */
  readonly numbersMoved: number;
  /** 1 where the search for signs of fraud was set going (FRD-7). */
  readonly signalsStarted: number;
  /** 1 where new entries of the log of staff are put into its chain (AUD-8). */
  readonly staffLogStarted: number;
  /** 1 where news are looked for and pushed (PSH-5). */
  readonly pushStarted: number;
  /** 1 where addresses of organisations are told what happened (POS-7). */
  readonly webhooksStarted: number;
  /** Rows that were kept long enough (SEC-7). */
  readonly rowsErased: number;
  readonly failures: number;
}

const NOTHING: SweepReport = {
  gapsHealed: 0,
  transfersDriven: 0,
  transfersPending: 0,
  issuesDriven: 0,
  freezesDriven: 0,
  jobsDriven: 0,
  datesSealing: 0,
  archivesStarted: 0,
  rootsUnsent: 0,
  thresholdsMoved: 0,
  feesKept: 0,
  applicationsErased: 0,
  importsErased: 0,
  newslettersStarted: 0,
  mailsWaiting: 0,
  messagesLost: 0,
  numbersMoved: 0,
  signalsStarted: 0,
  staffLogStarted: 0,
  pushStarted: 0,
  webhooksStarted: 0,
  rowsErased: 0,
  failures: 0,
};

interface Named {
  readonly actor: ActorName;
  readonly class: ActorClass;
}

/**
 * ALM-2, every five minutes: heals gaps in D1 (PRJ-3), touches actors whose transfers have been pending for more than
 * ten minutes, alerts where they stay so (XFR-2), starts issues and jobs again that stand
 * still, and drives freezes on until every wallet has answered (FRZ-1); sends the projection a heartbeat (DEG-2). Each item by
 * itself: one that fails doesn't keep the others waiting.
 */
export async function sweep(env: Env): Promise<SweepReport> {
  const nowMs = clockOf(env).now();
  let failures = 0;
  const each = async <T>(items: readonly T[], work: (item: T) => Promise<number>): Promise<number> => {
    let done = 0;
    for (const item of items) {
      try {
        done += await work(item);
      } catch (error) {
        failures += 1;
        logLine("warn", "sweep item failed", { error: errorText(error) });
      }
    }
    return done;
  };

  const drive = (jobs: Awaited<ReturnType<typeof stuckJobs>>) =>
    each(jobs, async ({ kind, jobId }) => {
      await env.JOBS_QUEUE.send({ kind, jobId } satisfies JobMessage);
      return 1;
    });
  const stuck = await stuckJobs(env.DB, nowMs, MAX_PER_SWEEP);
  if (await isRebuilding(env.DB)) {
    // PRJ-2: gaps, transfers and issues are not what D1 says just now, and nobody is woken because of it.
    const jobsDriven = await drive(stuck.filter(({ kind }) => kind === "rebuild"));
    return { ...NOTHING, jobsDriven, failures };
  }

  await each([env], async () => {
    const queues = journalQueues(env);
    await noteAsked(env.DB, nowMs, queues.length);
    for (const [index, queue] of queues.entries())
      await queue.send({ v: 1, entries: [], askedAtMs: nowMs, queue: index + 1 } satisfies JournalMessage);
    return 1;
  });
  const gapsHealed = await each(await gapsOf(everyDatabase(env), nowMs), async (gap) => {
    const sent = await republish(ledgerOf(env, gap.class, gap.actor), queueOf(env, gap.actor), gap.seq + 1);
    return sent > 0 ? 1 : 0;
  });

  let transfersPending = 0;
  const transfersDriven = await each(await pendingTransfers(env.DB, nowMs), async (transfer) => {
    const { pending } = await ledgerOf(env, transfer.class, transfer.actor).drive();
    // An end that D1 still hasn't seen at the next sweep is as good as none.
    if (pending || transfer.atMs <= nowMs - 2 * TRANSFER_ALERT_MS) {
      transfersPending += 1;
      await alertTransfer(env.DB, transfer, nowMs);
    }
    return 1;
  });

  const issuesDriven = await each(await stuckIssues(env.DB, nowMs), async (issueId) => {
    await env.JOBS_QUEUE.send({ kind: "issue", issueId } satisfies JobMessage);
    return 1;
  });
  await each(await stopsNotBegun(env.DB, MAX_PER_SWEEP), async (issueId) => {
    await beginStop(env, issueId);
    return 1;
  });
  await each(await stopsToGoOn(env.DB, nowMs, MAX_PER_SWEEP), async (issueId) => {
    await goOnStopping(env, issueId);
    return 1;
  });
  const freezesDriven = await each(
    await undrivenFreezes(env.DB, nowMs - FREEZE_STUCK_MS, MAX_PER_SWEEP),
    async (freeze) => {
      const { reached, total, entries } = await driveResidentFreeze(env, freeze, nowMs);
      await sendJournal(env, entries);
      return reached === total ? 1 : 0;
    },
  );
  const jobsDriven = await drive(stuck);
  const datesSealing = await each([env], async () => ((await sealNext(env)) === null ? 0 : 1));
  const archivesStarted = await each([env], async () => ((await startArchive(env)) ? 1 : 0));
  const rootsUnsent = await each([env], startUnsent);
  await each(everyDatabase(env), async (db) => ((await foldHours(db)) ? 1 : 0));
  const thresholdsMoved = await each(await watchedFunds(env.DB), (fund) => watchFund(env, fund, nowMs));
  const signalsStarted = await each([env], async () => ((await startSignals(env)) ? 1 : 0));
  const staffLogStarted = await each([env], async () => ((await startStaffLog(env)) ? 1 : 0));
  const feesKept = await each(await unkeptFees(env.DB, MAX_PER_SWEEP), async (fees) => {
    await keepFees(env, fees, nowMs);
    return 1;
  });
  let erased: Erased = { applications: 0, imports: 0, reports: 0 };
  await each([env], async () => {
    erased = await eraseDue(env, nowMs);
    return 1;
  });
  const newslettersStarted = await each([env], startDueNewsletters);
  const mailsWaiting = await each([env], startMail);
  const messagesLost = await each([env], () => tidyMessages(env.DB, nowMs));
  const due = await dueChecks(databaseOf(env, null), nowMs, MAX_PER_SWEEP);
  const numbersMoved = await each(due, async (check) => ((await finishCheck(env, check)) ? 1 : 0));
  const pushStarted = await each([env], async () => ((await startPush(env)) ? 1 : 0));
  const webhooksStarted = await each([env], async () => ((await startWebhooks(env)) ? 1 : 0));
  const rowsErased = await each([env], () => eraseOver(env, nowMs));
  await closeTransferAlerts(env.DB, nowMs);

  return {
    gapsHealed,
    transfersDriven,
    transfersPending,
    issuesDriven,
    freezesDriven,
    jobsDriven,
    datesSealing,
    archivesStarted,
    rootsUnsent,
    thresholdsMoved,
    feesKept,
    applicationsErased: erased.applications,
    importsErased: erased.imports,
    newslettersStarted,
    mailsWaiting,
    messagesLost,
    numbersMoved,
    signalsStarted,
    staffLogStarted,
    pushStarted,
    webhooksStarted,
    rowsErased,
    failures,
  };
}

/** The gaps of several databases (OPS-8). One after the other: there are few. */
async function gapsOf(databases: readonly D1Database[], nowMs: number) {
  const all = [];
  for (const db of databases) all.push(...(await gaps(db, nowMs)));
  return all;
}

/** Actors of which D1 knows later entries than it can join up, for longer than a minute. */
async function gaps(db: D1Database, nowMs: number): Promise<readonly (Named & { readonly seq: number })[]> {
  const { results } = await db
    .prepare(
      `select actor, class, seq from actor_head where max_seq > seq and updated_at_ms <= ?1
       order by updated_at_ms limit ${MAX_PER_SWEEP}`,
    )
    .bind(nowMs - GAP_MS)
    .all<Named & { seq: number }>();
  return results;
}

interface PendingTransfer extends Named {
  readonly operationId: string;
  readonly regionId: string;
  readonly kind: string;
  readonly atMs: number;
}

async function pendingTransfers(db: D1Database, nowMs: number): Promise<readonly PendingTransfer[]> {
  const { results } = await db
    .prepare(
      `select actor, class, parent as operationId, region_id as regionId, kind, began_at_ms as atMs from transfer
       where ended_as is null and target is not null and began_at_ms <= ?1 order by began_at_ms limit ${MAX_PER_SWEEP}`,
    )
    .bind(nowMs - TRANSFER_ALERT_MS)
    .all<PendingTransfer>();
  return results;
}

/** XFR-2: stays pending, keeps being retried, and a person hears of it. */
async function alertTransfer(db: D1Database, transfer: PendingTransfer, nowMs: number): Promise<void> {
  await db
    .prepare(
      `insert into alert (id, kind, region_id, subject, detail, raised_at_ms)
       values (?1, 'transfer-pending', ?2, ?3, json_object('operationId', ?4, 'kind', ?5, 'sinceMs', ?6), ?7)
       on conflict (id) do nothing`,
    )
    .bind(
      `transfer-pending:${transfer.operationId}`,
      transfer.regionId,
      transfer.actor,
      transfer.operationId,
      transfer.kind,
      transfer.atMs,
      nowMs,
    )
    .run();
}

/** An alert whose transfer has ended by now is closed. */
async function closeTransferAlerts(db: D1Database, nowMs: number): Promise<void> {
  await db
    .prepare(
      `update alert set closed_at_ms = ?1 where kind = 'transfer-pending' and closed_at_ms is null
       and not exists (
         select 1 from transfer where actor = alert.subject and ended_as is null
           and parent = json_extract(alert.detail, '$.operationId'))`,
    )
    .bind(nowMs)
    .run();
}

/** Issues whose rows are not all there although nobody has touched them for a while (FND-3). */
async function stuckIssues(db: D1Database, nowMs: number): Promise<readonly string[]> {
  const { results } = await db
    .prepare(
      `select id from issue
       where (state = 'writing' or (written < count and state <> 'failed')) and created_at_ms <= ?1
       order by created_at_ms limit ${MAX_PER_SWEEP}`,
    )
    .bind(nowMs - ISSUE_STUCK_MS)
    .all<{ id: string }>();
  return results.map((row) => row.id);
}

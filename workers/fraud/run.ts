import { clockOf } from "../../durable-objects/lib/clock.ts";
import { SIGNAL_DEFAULTS } from "../../schema/api/signals.ts";
import { addDays, type BusinessDate, businessDate, DAY_MS } from "../../schema/calendar.ts";
import type { RegionId } from "../../schema/ids.ts";
import type { Finding } from "../data/cases.ts";
import {
  forgetMisses,
  MISS_DAYS,
  type Misser,
  missers,
  missHours,
  regionsOfResident,
} from "../data/code-misses.ts";
import {
  type NewEntry,
  newDeeds,
  newEntries,
  nextProgramme,
  storesWithPaper,
  type TouchedWallet,
  voidersOf,
} from "../data/fraud-reading.ts";
import { strictestGuesses } from "../data/fraud-thresholds.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { type Lease, takeJob, wakeJob } from "../queue/lease.ts";
import { isPosActor } from "../till/at-till.ts";
import { judgeGuesses } from "./guesses.ts";
import { dayOf, distinct, Lookout, type Place } from "./look.ts";
import { alertOperator, findingOf, recordFindings } from "./record.ts";

/** How far the search for signals is: everything before has been looked at (FRD-7). */
export interface SignalsWork {
  /** Rows of the projection, and lines of the log of staff. */
  readonly position: number;
  readonly auditId: number;
  /** Hours of wrong codes from this one on are looked at again, until they are over. */
  readonly missHourMs: number;
  readonly misser: Misser | null;
  /** The day that is looked at as a whole once it is over, and how far in it. */
  readonly date: BusinessDate;
  readonly place: Place | null;
  readonly storeId: string;
}

type SignalsEnv = Pick<Env, "DB" | "JOBS_QUEUE" | "PHONE_KEY" | "PUBLIC_ORIGIN" | "CLOCK_OFFSET_MS">;

const JOB_ID = "signals";
/** Rows of one page: what it touches is looked at before the next, and where it stands is saved. */
const PAGE_ROWS = 1_000;
const PAGE_STORES = 25;
const PAGE_ASKERS = 100;
/** One step works no longer than this; the next message goes on. */
const STEP_MS = 15_000;
const HOUR_MS = 3_600_000;
/** Misses are in the table so long after they happened, at the latest. */
const MISS_LAG_MS = 60_000;
/** Older rows are passed over: nobody looks into what happened a month ago because of a new rule. */
const LOOK_BACK_MS = 31 * DAY_MS;
/** A day is over so long after its end: entries under way have arrived. */
const DAY_OVER_MS = HOUR_MS;

/** Sets the search going again, from the sweep; what was already looked at isn't read again. */
export async function startSignals(env: SignalsEnv): Promise<boolean> {
  const nowMs = clockOf(env).now();
  const work: SignalsWork = {
    position: 0,
    auditId: 0,
    missHourMs: nowMs - (nowMs % HOUR_MS),
    misser: null,
    date: businessDate(nowMs - DAY_OVER_MS),
    place: null,
    storeId: "",
  };
  if (!(await wakeJob(env.DB, { jobId: JOB_ID, kind: "signals", work }, nowMs))) return false;
  await env.JOBS_QUEUE.send({ kind: "signals", jobId: JOB_ID } satisfies JobMessage);
  return true;
}

/**
 * Looks at what is new since the last time, page by page, and writes down what the rules find (FRD-7). A page is looked at
 * before it counts as read, and finding the same again changes nothing: whatever it is stopped by, it goes on from there.
 */
export async function runSignals(env: SignalsEnv, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const startedAtMs = clock.now();
  const lease = await takeJob<SignalsWork>(env.DB, jobId, startedAtMs);
  // In other hands, or done: the sweep brings the next.
  if (lease === null) return;
  let work = lease.work;
  try {
    for (const look of PHASES) {
      for (let more = true; more; ) {
        const nowMs = clock.now();
        ({ work, more } = await look({ env, lookout: new Lookout(env.DB, nowMs), nowMs }, work));
        if (!(await lease.save(work, clock.now()))) return;
        if (clock.now() - startedAtMs >= STEP_MS) return goOn(env, lease, work, clock.now());
      }
    }
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
  await lease.release(work, "done", clock.now());
}

/** What one page is looked at with. */
interface Context {
  readonly env: SignalsEnv;
  readonly lookout: Lookout;
  readonly nowMs: number;
}

/** How far it is after a page, and whether there may be another. */
interface Looked {
  readonly work: SignalsWork;
  readonly more: boolean;
}

async function goOn(
  env: SignalsEnv,
  lease: Lease<SignalsWork>,
  work: SignalsWork,
  nowMs: number,
): Promise<void> {
  await lease.release(work, "queued", nowMs);
  await env.JOBS_QUEUE.send({ kind: "signals", jobId: lease.jobId } satisfies JobMessage);
}

/** FRD-2, FRD-3, FRD-5, FRD-6: new rows of the projection. */
async function lookAtEntries(context: Context, work: SignalsWork): Promise<Looked> {
  const { env, lookout, nowMs } = context;
  const page = await newEntries(env.DB, work.position, PAGE_ROWS);
  const fresh = page.filter((entry) => entry.atMs >= nowMs - LOOK_BACK_MS);
  await recordFindings(env, await lookout.wallets(touchedWallets(fresh)), nowMs);
  const stores = fresh.flatMap(({ actorClass, kind, line, regionId, programmeId, storeId, atMs }) =>
    actorClass === "coupon" && kind === "pay" && line === 0 && storeId
      ? [{ regionId, programmeId, storeId, date: businessDate(atMs) }]
      : [],
  );
  for (const { storeId, date, ...place } of distinct(stores))
    await recordFindings(env, await lookout.store(place, storeId, date), nowMs);
  const issues = fresh.flatMap(({ kind, regionId, programmeId, issueId }) =>
    issueId !== null && kind === "issue" ? [{ regionId, programmeId, issueId }] : [],
  );
  await recordFindings(env, await lookout.issues(distinct(issues)), nowMs);
  const voids = fresh.flatMap(({ kind, line, regionId, payment }) =>
    kind === "reverse" && line === 0 && payment !== null ? [{ regionId, payment }] : [],
  );
  await lookAtClerks(context, await voidersOf(env.DB, distinct(voids)));
  return {
    work: { ...work, position: page.at(-1)?.position ?? work.position },
    more: page.length === PAGE_ROWS,
  };
}

/** Wallets that paid, and where in their journals. */
function touchedWallets(entries: readonly NewEntry[]): readonly TouchedWallet[] {
  const paid = entries.filter(
    ({ actorClass, kind, line }) => actorClass === "wallet" && kind === "pay" && line === 0,
  );
  return [...Map.groupBy(paid, ({ actor }) => actor)].map(([actor, own]) => {
    const { regionId, programmeId } = own[0] as NewEntry;
    const seqs = own.map(({ seq }) => seq);
    return { actor, regionId, programmeId, fromSeq: Math.min(...seqs), toSeq: Math.max(...seqs) };
  });
}

/** FRD-6: new lines of the log. The log and the journal may come in either order. */
async function lookAtDeeds(context: Context, work: SignalsWork): Promise<Looked> {
  const page = await newDeeds(context.env.DB, work.auditId, PAGE_ROWS);
  const voids = page.flatMap(({ regionId, actor, action, atMs }) =>
    action === "payment.void" && regionId !== null ? [{ regionId, actor, atMs }] : [],
  );
  await lookAtClerks(context, voids);
  return { work: { ...work, auditId: page.at(-1)?.id ?? work.auditId }, more: page.length === PAGE_ROWS };
}

/** Whoever voided something, by the days on which they did. */
async function lookAtClerks(
  { env, lookout, nowMs }: Context,
  voids: readonly { readonly regionId: RegionId; readonly actor: string; readonly atMs: number }[],
): Promise<void> {
  const days = voids
    .filter(({ actor, atMs }) => atMs >= nowMs - LOOK_BACK_MS && !isPosActor(actor))
    .map(({ regionId, actor, atMs }) => ({ regionId, actor, date: businessDate(atMs) }));
  for (const { regionId, actor, date } of distinct(days))
    await recordFindings(env, await lookout.clerk(regionId, actor, date), nowMs);
}

/** FRD-1: a day's askers with misses since the hour that wasn't over the last time. */
async function lookAtMisses(context: Context, work: SignalsWork): Promise<Looked> {
  const { env, nowMs } = context;
  const date = businessDate(work.missHourMs);
  const { beforeMs } = dayOf(date);
  const page = await missers(env.DB, { fromMs: work.missHourMs, beforeMs }, work.misser, PAGE_ASKERS);
  for (const misser of page) await lookAtGuesses(context, misser, date);
  if (page.length === PAGE_ASKERS) return { work: { ...work, misser: page.at(-1) ?? null }, more: true };
  // Misses are written down a moment after they happened.
  const untilMs = nowMs - MISS_LAG_MS;
  if (beforeMs <= untilMs) return { work: { ...work, missHourMs: beforeMs, misser: null }, more: true };
  await forgetMisses(env.DB, nowMs - MISS_DAYS * DAY_MS);
  const missHourMs = Math.max(work.missHourMs, untilMs - (untilMs % HOUR_MS));
  return { work: { ...work, missHourMs, misser: null }, more: false };
}

async function lookAtGuesses(
  { env, lookout, nowMs }: Context,
  misser: Misser,
  date: BusinessDate,
): Promise<void> {
  const hours = await missHours(env.DB, misser, dayOf(date));
  const shown = hours.at(-1)?.shown ?? null;
  if (misser.kind === "network" && misser.regionId === "") {
    const judged = judgeGuesses(hours, SIGNAL_DEFAULTS.guesses);
    if (judged)
      await alertOperator(
        env.DB,
        { network: misser.subject, shown, date, misses: judged.measures.misses ?? 0 },
        nowMs,
      );
    return;
  }
  const regions =
    misser.regionId === "" ? await regionsOfResident(env.DB, misser.subject) : [misser.regionId];
  const findings: Finding[] = [];
  for (const regionId of regions) {
    const rule = strictestGuesses((await lookout.programmesOf(regionId)).values());
    const judged = rule && judgeGuesses(hours, rule);
    if (judged)
      findings.push(
        findingOf(
          { regionId, programmeId: null },
          {
            rule: "guesses",
            subject: { kind: misser.kind, id: misser.subject },
            shown,
            date,
            thresholds: { ...rule },
            judged,
          },
        ),
      );
  }
  await recordFindings(env, findings, nowMs);
}

/** A day that is over: swapped QRs (FRD-4), and once more what stores took, whatever order it arrived in (FRD-2). */
async function lookAtDay({ env, lookout, nowMs }: Context, work: SignalsWork): Promise<Looked> {
  const { date } = work;
  if (date >= businessDate(nowMs - DAY_OVER_MS)) return { work, more: false };
  const place = work.place ?? (await nextProgramme(env.DB, ""));
  if (place === null) return { work: { ...work, date: addDays(date, 1), storeId: "" }, more: true };
  if (work.storeId === "") await recordFindings(env, await lookout.swaps(place, date), nowMs);
  const least = await lookout.leastPaper(place);
  const stores =
    least === null
      ? []
      : await storesWithPaper(env.DB, place, date, { least, after: work.storeId, limit: PAGE_STORES });
  for (const storeId of stores) await recordFindings(env, await lookout.store(place, storeId, date), nowMs);
  if (stores.length === PAGE_STORES)
    return { work: { ...work, place, storeId: stores.at(-1) ?? "" }, more: true };
  const next = await nextProgramme(env.DB, place.programmeId);
  return next === null
    ? { work: { ...work, date: addDays(date, 1), place: null, storeId: "" }, more: true }
    : { work: { ...work, place: next, storeId: "" }, more: true };
}

/** In this order; each until there is nothing left of it. */
const PHASES = [lookAtEntries, lookAtDeeds, lookAtMisses, lookAtDay] as const;

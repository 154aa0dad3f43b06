import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { RegionId } from "../../schema/ids.ts";
import { currentAccounts, payeeKey } from "../data/bank-accounts.ts";
import { type ClosingRow, findClosing } from "../data/closings.ts";
import { databaseOf } from "../data/database.ts";
import { ownFeesFor } from "../data/organisation-fees.ts";
import { type PayoutRule, payoutRules } from "../data/payout-rules.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob, readJob, takeJob } from "../queue/lease.ts";
import {
  type DueLine,
  dueLine,
  type Payee,
  payeeOf,
  type StoreSums,
  settlePayee,
} from "../settlement/closing-lines.ts";
import { rateOf, withOwnFees } from "../settlement/fees.ts";
import {
  finishClosing,
  type NewLine,
  nextPayees,
  nextStores,
  storePlaces,
  writeDue,
  writeSettled,
} from "./lines.ts";

/** After this long a step hands over to the next message. */
const STEP_MS = 15_000;

/** Where the adding up stands; stored after every page. */
interface ClosingWork {
  readonly closingId: string;
  readonly regionId: RegionId;
  /** `due`: each store by itself. `payees`: what is paid and what carried over. */
  readonly phase: "due" | "payees" | "finish";
  readonly cursor: readonly string[];
}

/** The job of a closing. */
export function closingJob(closingId: string): string {
  return `closing:${closingId}`;
}

/** Begins to add a closing up. Doing it twice changes nothing. */
export async function startClosing(env: Env, closing: ClosingRow): Promise<void> {
  const jobId = closingJob(closing.id);
  const work: ClosingWork = {
    closingId: closing.id,
    regionId: closing.regionId as RegionId,
    phase: "due",
    cursor: [],
  };
  await createJob(env.DB, { jobId, kind: "closing", work }, clockOf(env).now());
  await env.JOBS_QUEUE.send({ kind: "closing", jobId } satisfies JobMessage);
}

/**
 * One step of adding a closing up: pages of stores, then of payees. Killed anywhere it goes on from the last whole page;
 * a page done twice writes the same rows. A closing that was discarded meanwhile ends the job.
 */
export async function runClosing(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const lease = await takeJob<ClosingWork>(env.DB, jobId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, jobId);
    if (job === null || job.state === "done" || job.state === "failed") return;
    throw new Error("another worker adds this closing up");
  }
  let work = lease.work;
  try {
    const db = databaseOf(env, work.regionId);
    const closing = await findClosing(db, work.regionId, work.closingId);
    const rules = closing ? await payoutRules(db, work.regionId, closing.programmeId) : [];
    const rule = rules.find((each) => each.version === closing?.ruleVersion);
    if (closing?.state !== "calculating" || !rule) {
      await lease.release(work, "done", clock.now());
      return;
    }
    const startedAtMs = clock.now();
    while (clock.now() - startedAtMs < STEP_MS) {
      const next = await PHASES[work.phase](env, closing, rule, work.cursor);
      if (next === "done") {
        await lease.release(work, "done", clock.now());
        return;
      }
      work = { ...work, ...next };
      if (!(await lease.save(work, clock.now()))) return;
    }
    await lease.release(work, "queued", clock.now());
    await env.JOBS_QUEUE.send({ kind: "closing", jobId } satisfies JobMessage);
  } catch (error) {
    await lease.release(work, "queued", clock.now());
    throw error;
  }
}

type Next = Partial<Pick<ClosingWork, "phase" | "cursor">> | "done";
type Phase = (env: Env, closing: ClosingRow, rule: PayoutRule, cursor: readonly string[]) => Promise<Next>;

const PHASES: { readonly [Name in ClosingWork["phase"]]: Phase } = {
  due: async (env, closing, rule, [after = ""]) => {
    const sums = await nextStores(env.DB, closing, after);
    const last = sums.at(-1);
    if (!last) return { phase: "payees", cursor: [] };
    await writeDue(env.DB, closing, await linesFor(env, closing, rule, sums));
    return { cursor: [last.storeId] };
  },

  payees: async (env, closing, rule, [kind = "", id = ""]) => {
    const lines = await nextPayees(env.DB, closing, kind, id);
    const last = lines.at(-1);
    if (!last) return { phase: "finish", cursor: [] };
    const byPayee = new Map<string, DueLine[]>();
    for (const { payeeKind, payeeId, ...line } of lines) {
      const key = payeeKey({ kind: payeeKind, id: payeeId });
      byPayee.set(key, [...(byPayee.get(key) ?? []), line]);
    }
    await writeSettled(
      env.DB,
      closing,
      [...byPayee.values()].flatMap((own) => settlePayee(own, rule.minimumYen).lines),
    );
    return { cursor: [last.payeeKind, last.payeeId] };
  },

  finish: async (env, closing) => {
    await finishClosing(env.DB, closing);
    return "done";
  },
};

async function linesFor(
  env: Env,
  closing: ClosingRow,
  rule: PayoutRule,
  sums: readonly StoreSums[],
): Promise<readonly NewLine[]> {
  const regionId = closing.regionId as RegionId;
  const places = await storePlaces(
    env.DB,
    closing,
    sums.map((each) => each.storeId),
  );
  const owners: Payee[] = [...places.values()].flatMap((place) => [
    { kind: "store" as const, id: place.storeId },
    { kind: "organisation" as const, id: place.organisationId },
    ...(place.headOfficeId === null ? [] : [{ kind: "organisation" as const, id: place.headOfficeId }]),
  ]);
  const db = databaseOf(env, regionId);
  const [accounts, own] = await Promise.all([
    currentAccounts(db, regionId, owners),
    ownFeesFor(
      db,
      closing,
      owners.map((owner) => owner.id),
    ),
  ]);
  const fees = withOwnFees(rule.fees, own);
  return sums.map((each) => {
    const place = places.get(each.storeId);
    if (!place) throw new Error(`store ${each.storeId} has money and no row`);
    const rate = rateOf(fees, place.organisationId, place.headOfficeId);
    return {
      ...dueLine(each, rate),
      rate,
      place,
      payee: payeeOf(place, (payee) => accounts.has(payeeKey(payee))),
    };
  });
}

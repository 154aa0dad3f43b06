import { clockOf } from "../../durable-objects/lib/clock.ts";
import { sendJournal } from "../../durable-objects/lib/journal-queues.ts";
import type { GrantId, ProgrammeId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { type GrantFacts, grantForJob } from "../data/grants.ts";
import { factsAt, findProgramme, ruleNow } from "../data/programmes.ts";
import type { Env } from "../env.ts";
import { fundActor } from "../http/actors.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { type Lease, takeJob } from "../queue/lease.ts";
import { sendPage } from "./credit.ts";
import { readList } from "./read-list.ts";
import { readSegment } from "./read-segment.ts";
import { grantStep, reserve } from "./reserve.ts";

/** Where a grant's job stands. What was written says so itself; this names what is being done. */
export type GrantWork = { readonly grantId: string } & (
  | { readonly step: "read" /** Of a segment: the last person looked at. */; readonly after?: string }
  | { readonly step: "credit"; readonly after?: string }
);

/** The jobs of a grant: one to read it, one for each operation that begins it. */
export const grantJobId = {
  read: (grantId: string) => `grant:${grantId}:read`,
  credit: (grantId: string, operationId: string) => `grant:${grantId}:${operationId}`,
};

/** After this long a step hands over to the next message, well before a Worker's limits. */
const STEP_MS = 15_000;
/** Wallets that gave no answer are asked again after this pause; the fund itself goes on meanwhile (ALM-1). */
const ASK_AGAIN_SECONDS = 10;

type Ended = "more" | "wait" | "taken" | "done";
interface Time {
  readonly now: () => number;
  readonly over: () => boolean;
}

/**
 * One step of a grant's job (GRT-5): reads who is meant, or credits them, page by page. Killed anywhere it goes on from what
 * was written; a page that was sent and not written is sent again under the same ids.
 */
export async function runGrant(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const lease = await takeJob<GrantWork>(env.DB, jobId, clock.now());
  if (lease === null) return;
  const startedAtMs = clock.now();
  const time: Time = { now: () => clock.now(), over: () => clock.now() - startedAtMs >= STEP_MS };
  let ended: Ended;
  try {
    ended = await step(env, lease, time);
  } catch (error) {
    await lease.release(lease.work, "queued", clock.now());
    throw error;
  }
  if (ended === "taken") return;
  await lease.release(lease.work, ended === "done" ? "done" : "queued", clock.now());
  if (ended === "done") return;
  const message: JobMessage = { kind: "grant", jobId };
  await env.JOBS_QUEUE.send(message, { delaySeconds: ended === "wait" ? ASK_AGAIN_SECONDS : 0 });
}

async function step(env: Env, lease: Lease<GrantWork>, time: Time): Promise<Ended> {
  const db = databaseOf(env, null);
  const grant = await grantForJob(db, lease.work.grantId);
  if (grant === null) return "done";
  if (lease.work.step === "credit") return credit(env, lease, grant, time);
  if (grant.state === "reading") {
    const ended = await read(env, lease, grant, time);
    if (ended !== "done") return ended;
  }
  await dropFile(env, grant);
  return "done";
}

async function read(env: Env, lease: Lease<GrantWork>, grant: GrantFacts, time: Time): Promise<Ended> {
  if (grant.source === "segment") return readSegment(env, lease, grant, time);
  const programme = await findProgramme(databaseOf(env, grant.regionId), grant.programmeId, time.now());
  if (programme === null) throw new Error(`grant ${grant.id} has no programme`);
  return readList(env, lease, grant, ruleNow(factsAt(programme, time.now()), time.now()), time);
}

/** A list names people by telephone: once it is read, or nobody wants it any more, it is gone (GRT-1). */
async function dropFile(env: Env, grant: GrantFacts): Promise<void> {
  if (grant.fileKey === null) return;
  await env.FILES.delete(grant.fileKey);
  await env.DB.prepare("update grant_batch set file_key = null where id = ?1").bind(grant.id).run();
}

async function credit(env: Env, lease: Lease<GrantWork>, begun: GrantFacts, time: Time): Promise<Ended> {
  if (begun.state === "beginning") {
    const { outcome, entries } = await reserve(env, begun, time.now());
    await sendJournal(env, entries);
    if (!outcome.ok && outcome.error.outcome !== "not-done") throw new Error("the fund did not answer");
  }
  for (;;) {
    const grant = await grantForJob(databaseOf(env, begun.regionId), begun.id);
    if (grant === null || (grant.state !== "running" && grant.state !== "stopping")) return "done";
    const programme = await findProgramme(databaseOf(env, grant.regionId), grant.programmeId, time.now());
    if (programme === null) throw new Error(`grant ${grant.id} has no programme`);
    const { rules } = factsAt(programme, time.now());
    const sent =
      grant.state === "running"
        ? await sendPage(env, grant, rules, { state: "ready", afterRow: 0 }, time.now)
        : null;
    if (sent === null) return finish(env, grant, rules, time);
    if (!(await lease.save(lease.work, time.now()))) return "taken";
    if (time.over()) return "more";
  }
}

/** Nothing more is sent: waits for the last answers, then gives what is left back to the fund and ends (GRT-6). */
async function finish(
  env: Env,
  grant: GrantFacts,
  rules: Parameters<typeof sendPage>[2],
  time: Time,
): Promise<Ended> {
  for (let row: number | null = 0; row !== null; )
    row = await sendPage(env, grant, rules, { state: "sent", afterRow: row }, time.now);
  const open = await env.DB.prepare("select 1 from grant_row where grant_id = ?1 and state = 'sent' limit 1")
    .bind(grant.id)
    .first();
  if (open !== null) return "wait";
  const { outcome, entries } = await fundActor(env, grant.programmeId as ProgrammeId).releaseGrant({
    operationId: grantStep(grant, "release"),
    grantId: grant.id as GrantId,
  });
  await sendJournal(env, entries);
  if (!outcome.ok) throw new Error(`the fund kept the reserve of grant ${grant.id}: ${outcome.error.code}`);
  await env.DB.prepare(
    `update grant_batch set state = case state when 'stopping' then 'stopped' else 'done' end, ended_at_ms = ?2, updated_at_ms = ?2
     where id = ?1 and state in ('running', 'stopping')`,
  )
    .bind(grant.id, time.now())
    .run();
  return "done";
}

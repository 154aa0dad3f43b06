import { clockOf } from "../../durable-objects/lib/clock.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { type Lease, readJob, takeJob } from "../queue/lease.ts";
import { runApply } from "./apply-run.ts";
import { runCheck } from "./check-run.ts";
import { type ImportFacts, type ImportWork, readImport } from "./import-row.ts";
import { BETWEEN_LOOKS_SECONDS, runUndo } from "./undo-run.ts";

/** After this long a step hands over to the next message, well before a Worker's limits. */
const STEP_MS = 15_000;

/**
 * One step of an import's check, its applying, or its undoing. Goes on from what has been written, however the last worker
 * ended. Throws where the step must be tried again: another worker has the job, or D1 or R2 is away.
 */
export async function runImport(env: Env, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const lease = await takeJob<ImportWork>(env.DB, jobId, clock.now());
  if (lease === null) {
    const job = await readJob(env.DB, jobId);
    if (job === null || job.state === "done" || job.state === "failed") return;
    throw new Error("another worker has this import");
  }
  const facts = await readImport(env.DB, lease.work.importId);
  const again = async (delaySeconds: number) => {
    const message: JobMessage = { kind: "import", jobId };
    await env.JOBS_QUEUE.send(message, { delaySeconds });
  };
  try {
    const ended = facts === null ? "done" : await step(env, lease, facts, () => clock.now());
    if (ended === "taken") return;
    if (ended === "wait") {
      const stored = await readJob<ImportWork>(env.DB, jobId);
      await lease.release(stored?.work ?? lease.work, "queued", clock.now());
      return again(BETWEEN_LOOKS_SECONDS);
    }
    await lease.release(lease.work, ended === "more" ? "queued" : "done", clock.now());
    if (ended === "more") await again(0);
  } catch (error) {
    const stored = await readJob<ImportWork>(env.DB, jobId);
    await lease.release(stored?.work ?? lease.work, "queued", clock.now());
    throw error;
  }
}

/** What the job is about, as long as the import still is at that stage; what has ended already is not begun again. */
async function step(
  env: Env,
  lease: Lease<ImportWork>,
  facts: ImportFacts,
  now: () => number,
): Promise<"more" | "wait" | "taken" | "done"> {
  const { work } = lease;
  const startedAtMs = now();
  const over = () => now() - startedAtMs >= STEP_MS;
  if (work.step === "check")
    return facts.state === "checking" && facts.checks === work.checks
      ? runCheck(env, lease, facts, now, over)
      : "done";
  if (work.step === "apply")
    return facts.state === "applying" ? runApply(env, lease, facts, now, over) : "done";
  return facts.state === "undoing" ? runUndo(env, lease, facts, work.closedAtMs, now()) : "done";
}

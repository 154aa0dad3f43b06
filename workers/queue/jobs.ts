import { z } from "zod";
import { logLine } from "../../durable-objects/lib/log.ts";
import { runArchive } from "../archive/run.ts";
import { runWitness } from "../archive/witness.ts";
import { runAudit } from "../audit/run.ts";
import { runClosing } from "../closing/run.ts";
import type { Env } from "../env.ts";
import { runSignals } from "../fraud/run.ts";
import { runStop } from "../freezing/issue.ts";
import { runGrant } from "../grants/run.ts";
import { errorText } from "../http/error-text.ts";
import { inTime } from "../http/in-time.ts";
import { runImport } from "../imports/run.ts";
import { runIssueList } from "../issue-lists/run.ts";
import { runIssueJob } from "../issuing/job.ts";
import { runMail } from "../mail/outbox.ts";
import { runNewsletter } from "../newsletters/run.ts";
import { runPrintPackage } from "../printing-house/run.ts";
import { runPush, startPush } from "../push/run.ts";
import { runRebuild } from "../rebuild/run.ts";
import { runPackage } from "../reports/package.ts";
import { runReport } from "../reports/run.ts";
import { runSeal } from "../sealing/run.ts";
import { runStaffLog } from "../staff-log/run.ts";
import { runWebhooks } from "../webhooks/run.ts";
import { isRebuilding } from "./rebuilding.ts";

/** What may be asked of the jobs queue. One message is one step of a job; the step sends the next itself. */
const jobMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("report"), jobId: z.string() }),
  z.object({ kind: z.literal("package"), jobId: z.string() }),
  z.object({ kind: z.literal("print-package"), jobId: z.string() }),
  z.object({ kind: z.literal("audit"), jobId: z.string() }),
  z.object({ kind: z.literal("issue"), issueId: z.string() }),
  z.object({ kind: z.literal("stop"), jobId: z.string() }),
  z.object({ kind: z.literal("archive"), jobId: z.string() }),
  z.object({ kind: z.literal("witness"), jobId: z.string() }),
  z.object({ kind: z.literal("seal"), jobId: z.string() }),
  z.object({ kind: z.literal("closing"), jobId: z.string() }),
  z.object({ kind: z.literal("rebuild"), jobId: z.string() }),
  z.object({ kind: z.literal("signals"), jobId: z.string() }),
  z.object({ kind: z.literal("staff-log"), jobId: z.string() }),
  z.object({ kind: z.literal("mail") }),
  z.object({ kind: z.literal("push"), jobId: z.string() }),
  z.object({ kind: z.literal("push-wave") }),
  z.object({ kind: z.literal("webhooks"), jobId: z.string() }),
  z.object({ kind: z.literal("import"), jobId: z.string() }),
  z.object({ kind: z.literal("issue-list"), jobId: z.string() }),
  z.object({ kind: z.literal("grant"), jobId: z.string() }),
  z.object({ kind: z.literal("newsletter"), jobId: z.string() }),
]);
export type JobMessage = z.output<typeof jobMessage>;

/** Wait before a step that failed is tried again. */
const RETRY_SECONDS = 10;
/** Wait before a job looks again whether D1 is whole. */
const REBUILD_SECONDS = 30;

/**
 * A step hands over after some seconds; one that hasn't ended by then waits for something that never comes. It is let go, so
 * that the queue goes on: its lease (ALM-2) keeps it from writing should it wake.
 */
export const STEP_ENDS_MS = 5 * 60_000;

/** Runs one step of each job named. A step that throws comes again; every job goes on from where it stood. */
export async function runJobs(batch: MessageBatch, env: Env): Promise<void> {
  for (const message of batch.messages) {
    const parsed = jobMessage.safeParse(message.body);
    if (!parsed.success) {
      // Only our own code writes here; a message of an older form has nobody left to run it.
      logLine("error", "job message not understood", { id: message.id });
      message.ack();
      continue;
    }
    try {
      if ((await inTime(runUnlessRebuilding(parsed.data, env), STEP_ENDS_MS)) === "rebuilding")
        message.retry({ delaySeconds: REBUILD_SECONDS });
      else message.ack();
    } catch (error) {
      logLine("error", "job step failed", { job: parsed.data, error: errorText(error) });
      message.retry({ delaySeconds: RETRY_SECONDS });
    }
  }
}

/** PRJ-2: whatever D1 says while it is made again is not whole, and no other job may go by it. */
async function runUnlessRebuilding(job: JobMessage, env: Env): Promise<"ran" | "rebuilding"> {
  if (job.kind !== "rebuild" && (await isRebuilding(env.DB))) return "rebuilding";
  await runJob(job, env);
  return "ran";
}

async function runJob(job: JobMessage, env: Env): Promise<void> {
  switch (job.kind) {
    case "report":
      return runReport(env, job.jobId);
    case "package":
      return runPackage(env, job.jobId);
    case "print-package":
      return runPrintPackage(env, job.jobId);
    case "audit":
      return runAudit(env, job.jobId);
    case "issue":
      return runIssueJob(env, job.issueId);
    case "stop":
      return runStop(env, job.jobId);
    case "archive":
      return runArchive(env, job.jobId);
    case "witness":
      return runWitness(env, job.jobId);
    case "seal":
      return runSeal(env, job.jobId);
    case "closing":
      return runClosing(env, job.jobId);
    case "rebuild":
      return runRebuild(env, job.jobId);
    case "signals":
      return runSignals(env, job.jobId);
    case "staff-log":
      return runStaffLog(env, job.jobId);
    case "mail":
      return runMail(env);
    case "push":
      return runPush(env, job.jobId);
    case "push-wave":
      await startPush(env);
      return;
    case "webhooks":
      return runWebhooks(env);
    case "import":
      return runImport(env, job.jobId);
    case "issue-list":
      return runIssueList(env, job.jobId);
    case "newsletter":
      return runNewsletter(env, job.jobId);
    case "grant":
      return runGrant(env, job.jobId);
  }
}

import { z } from "zod";
import { runAudit } from "../audit/run.ts";
import type { Env } from "../env.ts";
import { runStop } from "../freezing/issue.ts";
import { errorText } from "../http/error-text.ts";
import { runIssueJob } from "../issuing/job.ts";
import { runReport } from "../reports/run.ts";

/** What may be asked of the jobs queue. One message is one step of a job; the step sends the next itself. */
const jobMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("report"), jobId: z.string() }),
  z.object({ kind: z.literal("audit"), jobId: z.string() }),
  z.object({ kind: z.literal("issue"), issueId: z.string() }),
  z.object({ kind: z.literal("stop"), jobId: z.string() }),
]);
export type JobMessage = z.output<typeof jobMessage>;

/** Wait before a step that failed is tried again. */
const RETRY_SECONDS = 10;

/** Runs one step of each job named. A step that throws comes again; every job goes on from where it stood. */
export async function runJobs(batch: MessageBatch, env: Env): Promise<void> {
  for (const message of batch.messages) {
    const parsed = jobMessage.safeParse(message.body);
    if (!parsed.success) {
      // Only our own code writes here; a message of an older form has nobody left to run it.
      console.error("job message not understood", { id: message.id });
      message.ack();
      continue;
    }
    try {
      await runJob(parsed.data, env);
      message.ack();
    } catch (error) {
      console.error("job step failed", { job: parsed.data, error: errorText(error) });
      message.retry({ delaySeconds: RETRY_SECONDS });
    }
  }
}

async function runJob(job: JobMessage, env: Env): Promise<void> {
  switch (job.kind) {
    case "report":
      return runReport(env, job.jobId);
    case "audit":
      return runAudit(env, job.jobId);
    case "issue":
      return runIssueJob(env, job.issueId);
    case "stop":
      return runStop(env, job.jobId);
  }
}

import { clockOf } from "../../durable-objects/lib/clock.ts";
import { logLine } from "../../durable-objects/lib/log.ts";
import { regionDatabase } from "../../durable-objects/lib/region-database.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { noteHeard } from "../data/status.ts";
import type { Env } from "../env.ts";
import { errorText } from "../http/error-text.ts";
import { wakeForEntries } from "../push/run.ts";
import { wakeForMoves } from "../webhooks/run.ts";
import { publishProjected } from "./feeds.ts";
import { runJobs } from "./jobs.ts";
import { appendToLog, keepPoison } from "./log.ts";
import { readMessages } from "./message.ts";
import { entryId, project, recordPoison } from "./projection.ts";
import { isRebuilding } from "./rebuilding.ts";

/** Names of the queues, as in wrangler.toml. */
export const JOURNAL_QUEUE_NAME = "journal-events";
export const JOBS_QUEUE_NAME = "jobs";

/** Where R2 or D1 is away: the first wait, doubled with each try up to the longest (PRJ-1). */
const FIRST_RETRY_SECONDS = 2;
const LONGEST_RETRY_SECONDS = 300;

/** The Worker's queue handler: journal entries into R2 and D1, jobs to their makers. */
export async function consume(
  batch: MessageBatch,
  env: Env,
  ctx: Pick<ExecutionContext, "waitUntil">,
): Promise<void> {
  if (batch.queue === JOBS_QUEUE_NAME) await runJobs(batch, env);
  else await consumeJournal(batch, env, ctx);
}

/**
 * PRJ-1: the batch goes to the R2 log, then into D1, and is acknowledged after both. Where one of them is away the whole
 * batch comes again later, never into a dead letter queue; being there twice is harmless in both (PUB-2, PUB-3).
 * What can't be read is kept in R2 with a break row, and doesn't hold the rest up.
 */
async function consumeJournal(
  batch: MessageBatch,
  env: Env,
  ctx: Pick<ExecutionContext, "waitUntil">,
): Promise<void> {
  const nowMs = clockOf(env).now();
  const { entries, poison, asked } = readMessages(batch.messages.map((message) => message.body));
  let projected: readonly JournalEntry[] = [];
  try {
    // What comes again because of a rebuild is in the log already, and need not be written there with each try (PRJ-2).
    if (batch.messages.every((message) => message.attempts > 1) && (await isRebuilding(env.DB)))
      throw new Error("D1 is being made again");
    if (poison.length > 0) {
      const kept = [];
      for (const item of poison) kept.push({ ...item, key: await keepPoison(env.LOG, item) });
      await recordPoison(env.DB, kept, nowMs);
    }
    if (entries.length > 0) {
      const key = await appendToLog(env.LOG, entries, nowMs);
      const inserted = await projectByRegion(env, entries, key, nowMs);
      projected = onlyOnce(entries.filter((entry) => inserted.has(entryId(entry))));
    }
    if (asked !== null) await noteHeard(env.DB, asked.atMs, asked.queue);
  } catch (error) {
    logLine("warn", "projection put off", { messages: batch.messages.length, error: errorText(error) });
    for (const message of batch.messages)
      message.retry({ delaySeconds: retryDelaySeconds(message.attempts) });
    return;
  }
  batch.ackAll();
  if (projected.length > 0) {
    ctx.waitUntil(publishProjected(env, projected));
    ctx.waitUntil(wakeForEntries(env, projected).catch(laterByTheSweep));
    ctx.waitUntil(wakeForMoves(env, projected).catch(laterByTheSweep));
  }
}

/**
 * Each region's entries into its own database (OPS-8); what was really inserted anywhere. Where one is away it throws, and what the
 * others have by then is there already when the batch comes again (PUB-3).
 */
async function projectByRegion(
  env: Env,
  entries: readonly JournalEntry[],
  key: string,
  nowMs: number,
): Promise<ReadonlySet<string>> {
  const inserted = new Set<string>();
  for (const [db, some] of Map.groupBy(entries, ({ regionId }) => regionDatabase(env, regionId)))
    for (const id of (await project(db, some, key, nowMs)).inserted) inserted.add(id);
  return inserted;
}

/** Nobody is woken at once then; the sweep looks for news too (PSH-5, POS-7). */
function laterByTheSweep(error: unknown): void {
  logLine("warn", "nobody woken for news", { error: errorText(error) });
}

/** Doubled with each try up to five minutes. */
export function retryDelaySeconds(attempts: number): number {
  return Math.min(FIRST_RETRY_SECONDS * 2 ** Math.max(0, attempts - 1), LONGEST_RETRY_SECONDS);
}

/** A batch may hold an entry twice; it was inserted once. */
function onlyOnce(entries: readonly JournalEntry[]): readonly JournalEntry[] {
  return [...new Map(entries.map((entry) => [entryId(entry), entry])).values()];
}

import { clockOf } from "../../durable-objects/lib/clock.ts";
import { forgetSignIns, SIGN_IN_DAYS } from "../data/sign-ins.ts";
import { addLinks, chainHead, entriesAfter } from "../data/staff-log.ts";
import type { Env } from "../env.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { takeJob, wakeJob } from "../queue/lease.ts";
import { keepAnchor } from "./anchors.ts";
import { LOG_GENESIS, linksOf } from "./chain.ts";

type StaffLogEnv = Pick<Env, "DB" | "LOG" | "JOBS_QUEUE" | "CLOCK_OFFSET_MS">;

const JOB_ID = "staff-log";
/** Entries of one page, and how long one step works. */
const PAGE_ROWS = 500;
const STEP_MS = 15_000;
const SALT_BYTES = 16;
const DAY_MS = 86_400_000;

/** Sets the chaining of new entries going, from the sweep. What it has to remember is the chain's own head. */
export async function startStaffLog(env: StaffLogEnv): Promise<boolean> {
  const job = { jobId: JOB_ID, kind: "staff-log", work: {} } as const;
  if (!(await wakeJob(env.DB, job, clockOf(env).now()))) return false;
  await env.JOBS_QUEUE.send({ kind: "staff-log", jobId: JOB_ID } satisfies JobMessage);
  return true;
}

/**
 * Puts the entries of the log of staff that are not in the chain yet behind its head, in the order of their ids (AUD-8), and
 * keeps the new head outside D1. Entries from before there was a chain come first, by the same pages. Links are added only
 * behind the head they were made for, so that two at work make one chain.
 */
export async function runStaffLog(env: StaffLogEnv, jobId: string): Promise<void> {
  const clock = clockOf(env);
  const startedAtMs = clock.now();
  const lease = await takeJob<object>(env.DB, jobId, startedAtMs);
  if (lease === null) return;
  try {
    let head = await chainHead(env.DB);
    let left = true;
    while (left && clock.now() - startedAtMs < STEP_MS) {
      const entries = await entriesAfter(env.DB, head?.id ?? 0, PAGE_ROWS);
      left = entries.length === PAGE_ROWS;
      if (entries.length === 0) break;
      const links = linksOf(entries, entries.map(newSalt), head?.hash ?? LOG_GENESIS);
      // Somebody else has gone on from here: what they added is where to go on.
      head = (await addLinks(env.DB, head?.id ?? 0, links))
        ? (links.at(-1) ?? head)
        : await chainHead(env.DB);
      if (!(await lease.save({}, clock.now()))) return;
    }
    if (head) await keepAnchor(env.LOG, head);
    if (left) {
      await lease.release({}, "queued", clock.now());
      await env.JOBS_QUEUE.send({ kind: "staff-log", jobId } satisfies JobMessage);
      return;
    }
    await forgetSignIns(env.DB, clock.now() - SIGN_IN_DAYS * DAY_MS);
  } catch (error) {
    await lease.release({}, "queued", clock.now());
    throw error;
  }
  await lease.release({}, "done", clock.now());
}

function newSalt(): string {
  return [...crypto.getRandomValues(new Uint8Array(SALT_BYTES))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
}

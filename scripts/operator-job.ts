/**
 * How a command of the operator follows a long job of the server: `npm run audit`, `npm run rebuild`.
 */

/** How often the job is asked how far it is. */
const POLL_MS = 500;
/** A job that shows no progress for this long has stopped; one that was killed with its server goes on sooner. */
const SILENCE_MS = 10 * 60_000;
const BAR_LETTERS = 24;

interface JobView {
  readonly state: "queued" | "running" | "done" | "failed";
  readonly phase: string;
  readonly phaseNumber: number;
  readonly phases: number;
  readonly done: number;
  readonly of: number;
  readonly updatedAtMs: number;
}

/** Reads a job until it has ended, and shows how far it is: a bar on a terminal, a line per part elsewhere. */
export async function followJob<View extends JobView>(
  what: string,
  read: () => Promise<View>,
): Promise<View> {
  let changedAtMs = Date.now();
  let seen = "";
  let shownPhase = "";
  for (;;) {
    const job = await read();
    if (process.stdout.isTTY) showBar(job);
    else if (job.phase !== shownPhase) console.log(`▸ ${title(job)}`);
    shownPhase = job.phase;
    if (job.state === "done" || job.state === "failed") {
      if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
      return job;
    }
    const mark = `${job.phase}:${job.done}:${job.updatedAtMs}`;
    if (mark !== seen) changedAtMs = Date.now();
    seen = mark;
    if (Date.now() - changedAtMs > SILENCE_MS)
      throw new Error(`the ${what} has stopped; look at the server's log`);
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

const title = (job: JobView) => `${job.phaseNumber}/${job.phases} ${job.phase}`;

function showBar(job: JobView): void {
  const part = job.of > 0 ? Math.min(1, job.done / job.of) : 0;
  const filled = Math.round(((job.phaseNumber - 1 + part) / job.phases) * BAR_LETTERS);
  const far = job.of > 0 ? `${job.done}/${job.of}` : `${job.done}`;
  process.stdout.write(
    `\r\u001b[K${"█".repeat(filled)}${"░".repeat(BAR_LETTERS - filled)} ${title(job)} ${far}`,
  );
}

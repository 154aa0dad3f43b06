/**
 * What a transaction file of a million rows costs: the real job from the request to `done`, beside the floor, keyset
 * pages from D1 to plain CSV in R2 with nothing of ours, in turn on the same runtime and the same database.
 */
import { ask } from "../load.ts";
import { spread } from "../statistics.ts";
import { type Books, booksOf, COUPONS, COUPONS_QUICK, type ServedBooks, serveBooks } from "./books.ts";
import type { BenchOptions, BenchResult } from "./result.ts";

const ROUNDS = 3;
/** How often the job is asked how far it is; each question costs the runtime about a millisecond. */
const POLL_MS = 250;
const SAMPLE_MS = 20;
/** What a runtime that has just worked takes to give back what it will. */
const SETTLE_MS = 1_500;

interface Run {
  readonly rows: number;
  readonly bytesPerRow: number;
  readonly rowsPerSecond: number;
  readonly cpuMicrosPerRow: number;
  /** The most workerd held, less what it held just before. */
  readonly peakMiB: number;
}

/** Measures the transaction file. Leaves nothing running; what lies under `stateDir` is the caller's. */
export async function reportBench({ stateDir, quick }: BenchOptions): Promise<BenchResult> {
  const books = await booksOf({ stateDir: `${stateDir}/books`, coupons: quick ? COUPONS_QUICK : COUPONS });
  // The very first in a fresh runtime also pays for the code that is read and the heaps that open: each its own.
  const coldFloor = await inFreshRuntime(books, (served) => floor(served, books));
  const cold = await inFreshRuntime(books, () => makeReport(books));
  const served = await serveBooks(books);
  try {
    await floor(served, books);
    await makeReport(books);
    const floors: Run[] = [];
    const reports: Run[] = [];
    for (let round = 1; round <= (quick ? 1 : ROUNDS); round++) {
      process.stderr.write(`• report, round ${round}\n`);
      floors.push(await measured(served, () => floor(served, books)));
      reports.push(await measured(served, () => makeReport(books)));
    }
    return resultOf(books, { cold, coldFloor, floors, reports });
  } finally {
    await served.stop();
  }
}

interface Written {
  readonly rows: number;
  readonly bytes: number;
}

async function inFreshRuntime(books: Books, work: (served: ServedBooks) => Promise<Written>): Promise<Run> {
  const served = await serveBooks(books);
  try {
    return await measured(served, () => work(served));
  } finally {
    await served.stop();
  }
}

async function measured(served: ServedBooks, work: () => Promise<Written>): Promise<Run> {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const idleMiB = served.memoryMiB();
  let peakMiB = idleMiB;
  const sampling = setInterval(() => {
    peakMiB = Math.max(peakMiB, served.memoryMiB());
  }, SAMPLE_MS);
  const cpuMs = served.cpuMs();
  const started = performance.now();
  try {
    const { rows, bytes } = await work();
    const tookMs = performance.now() - started;
    return {
      rows,
      bytesPerRow: bytes / rows,
      rowsPerSecond: (rows * 1_000) / tookMs,
      cpuMicrosPerRow: ((served.cpuMs() - cpuMs) * 1_000) / rows,
      peakMiB: peakMiB - idleMiB,
    };
  } finally {
    clearInterval(sampling);
  }
}

async function floor(served: ServedBooks, books: Books) {
  const path = `/bench/floor?programme=${books.programmeId}&rows=${books.listed}`;
  return JSON.parse(await ask(served.target, path)) as Written;
}

interface Job {
  readonly reportId: string;
  readonly state: string;
  readonly written: number;
  readonly file: { readonly bytes: number } | null;
}

/** Asks for the file as a secretariat does and waits until it is there, whole. */
async function makeReport(books: Books): Promise<Written> {
  const { secretariat, programmeId, from, to } = books;
  const asked = { programmeId, kind: "transactions", from, to };
  let job = await secretariat.done<Job>("POST", "reports", asked);
  while (job.state !== "done") {
    if (job.state === "failed") throw new Error("the report failed");
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    job = await secretariat.done<Job>("GET", `reports/${job.reportId}`);
  }
  if (job.written !== books.listed) throw new Error(`${job.written} of ${books.listed} rows in the file`);
  return { rows: job.written, bytes: job.file?.bytes ?? 0 };
}

function resultOf(
  books: Books,
  runs: {
    readonly cold: Run;
    readonly coldFloor: Run;
    readonly floors: readonly Run[];
    readonly reports: readonly Run[];
  },
): BenchResult {
  const { cold, coldFloor, floors, reports } = runs;
  const of = (runs: readonly Run[], figure: keyof Run) => spread(runs.map((run) => run[figure]));
  const rate = of(reports, "rowsPerSecond");
  const floorRate = of(floors, "rowsPerSecond");
  const cpuRatio = spread(
    reports.map((run, round) => (floors[round] as Run).cpuMicrosPerRow / run.cpuMicrosPerRow),
  );
  const ratio = spread(reports.map((run, round) => run.rowsPerSecond / (floors[round] as Run).rowsPerSecond));
  const line = (title: string, runs: readonly Run[], first: Run) => {
    const { median, low, high } = of(runs, "rowsPerSecond");
    const cells = [
      title,
      `${thousands(median)} (${thousands(low)}–${thousands(high)})`,
      of(runs, "cpuMicrosPerRow").median.toFixed(1),
      of(runs, "bytesPerRow").median.toFixed(0),
      of(runs, "peakMiB").high.toFixed(0),
      first.peakMiB.toFixed(0),
    ];
    return `| ${cells.join(" | ")} |`;
  };
  const table = [
    `A transaction file of ${thousands(books.listed)} rows out of ${thousands(books.rows)}, ${reports.length} rounds in turn; medians (lowest–highest).`,
    "MiB are what workerd held at most above what it held just before: after such a file was made once, and as the first",
    "thing in a fresh runtime, whose D1 and R2 are part of it here.",
    "",
    "| way | rows/s | CPU µs a row | bytes a row | MiB | MiB, fresh |",
    "|---|---|---|---|---|---|",
    line("floor: pages from D1 to CSV in R2", floors, coldFloor),
    line("the report's job", reports, cold),
    "",
    `Of the floor: ${ratio.median.toFixed(2)} by the clock, ${cpuRatio.median.toFixed(2)} by processor time.`,
  ].join("\n");
  return {
    figures: {
      reportRowsPerSecond: Math.round(rate.median),
      reportPeakMiB: Math.round(of(reports, "peakMiB").high),
      reportFloorRowsPerSecond: Math.round(floorRate.median),
      reportFloorRatio: Number(ratio.median.toFixed(3)),
      reportFloorCpuRatio: Number(cpuRatio.median.toFixed(3)),
      reportFreshPeakMiB: Math.round(cold.peakMiB),
      reportFloorFreshPeakMiB: Math.round(coldFloor.peakMiB),
      reportRaw: { cold, coldFloor, floors, reports },
    },
    table,
  };
}

function thousands(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

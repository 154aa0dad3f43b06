/**
 * `npm run simulate [-- --seed S --steps N --seeds K --jobs J --bug NAME]`: runs simulated worlds (tests/simulation) and
 * prints, as its last line, one JSON object. The same seed and steps give the same run, event by event; one that breaks
 * a rule prints the trace that led there. `--bugs` plants the thirteen bugs one after another and shows what finds each.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { BUGS, bugNamed } from "../tests/simulation/bugs.ts";
import { campaign, hunt, type Seeds } from "../tests/simulation/campaign.ts";
import { LONG_RUN_STEPS, PLANNED } from "../tests/simulation/coverage.ts";
import { Pool } from "../tests/simulation/pool.ts";
import type { SeedResult } from "../tests/simulation/run-seed.ts";

/** Traces printed in full; more would hide the first. */
const SHOWN_TRACES = 3;

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: "1" },
    steps: { type: "string", default: "5000" },
    seeds: { type: "string", default: "1" },
    jobs: { type: "string", default: String(Math.min(availableParallelism(), 8)) },
    bug: { type: "string" },
    bugs: { type: "boolean", default: false },
  },
});

const whole = (text: string, what: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${what} is a whole number from 1 on`);
  return value;
};

try {
  const options = {
    seed: whole(values.seed, "--seed"),
    steps: whole(values.steps, "--steps"),
    seeds: whole(values.seeds, "--seeds"),
  };
  const pool = new Pool(whole(values.jobs, "--jobs"));
  process.exitCode = values.bugs ? await showBugs(pool, options) : await simulate(pool, options);
  await pool.close();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 2;
}

async function simulate(pool: Pool, options: Seeds): Promise<number> {
  const bug = values.bug === undefined ? null : bugNamed(values.bug);
  const startedMs = performance.now();
  let done = 0;
  let shown = 0;
  const { summary, seen, broken } = await campaign(pool, options, bug, (result) => {
    done += 1;
    if (result.broken && shown++ < SHOWN_TRACES) printBreak(result, options.steps);
    if (process.stderr.isTTY || done % 10 === 0 || done === options.seeds)
      process.stderr.write(`▸ ${done} of ${options.seeds} seeds\n`);
  });
  const seconds = (performance.now() - startedMs) / 1_000;
  const missing = PLANNED.filter((kind) => !seen.has(kind));
  console.log("\nWhat happened, and how often:");
  for (const kind of [...PLANNED, ...[...seen.keys()].filter((other) => !PLANNED.includes(other)).sort()])
    console.log(`  ${String(seen.get(kind) ?? 0).padStart(9)}  ${kind}`);
  const holes = summary.steps >= LONG_RUN_STEPS && bug === null ? missing : [];
  for (const kind of holes) console.error(`never happened: ${kind}`);
  const seedsBroken = broken.map(({ seed }) => seed);
  console.log(
    `\n${JSON.stringify({
      ...summary,
      seconds: Math.round(seconds),
      stepsPerSecond: Math.round(summary.steps / seconds),
      kindsSeen: PLANNED.length - missing.length,
      kindsPlanned: PLANNED.length,
      brokenSeeds: seedsBroken,
    })}`,
  );
  return summary.breaks === 0 && holes.length === 0 ? 0 : 1;
}

function printBreak({ seed, broken }: SeedResult, steps: number): void {
  if (!broken) return;
  const bug = values.bug === undefined ? "" : ` --bug "${values.bug}"`;
  console.log(`\nSeed ${seed} breaks after ${broken.step} steps: ${broken.what}`);
  for (const line of broken.trace) console.log(line);
  console.log(`Replay: npm run simulate -- --seed ${seed} --steps ${steps}${bug}\n`);
}

async function showBugs(pool: Pool, options: Seeds): Promise<number> {
  const seeds = Math.max(options.seeds, 40);
  let found = 0;
  console.log("bug                                    found by  seed  steps  seeds tried");
  for (const bug of BUGS) {
    const hit = await hunt(pool, bug, { ...options, seeds });
    if (hit) found += 1;
    const cells = hit
      ? [
          hit.rule.padEnd(9),
          String(hit.seed).padStart(4),
          String(hit.step).padStart(6),
          String(hit.seedsTried).padStart(6),
        ]
      : ["not found"];
    console.log(`${bug.name.padEnd(38)} ${cells.join(" ")}`);
  }
  console.log(`\n${JSON.stringify({ bugs: BUGS.length, found })}`);
  return found === BUGS.length ? 0 : 1;
}

import type { Bug } from "./bugs.ts";
import type { Pool } from "./pool.ts";
import type { SeedResult } from "./run-seed.ts";

/** Which seeds, and how many steps of each. */
export interface Seeds {
  readonly seed: number;
  readonly seeds: number;
  readonly steps: number;
}

/** The figures of many seeds together; what the last line of `npm run simulate` says. */
export interface Summary {
  readonly seeds: number;
  readonly steps: number;
  readonly breaks: number;
  readonly operations: number;
  readonly answers: number;
  readonly negativeAnswers: number;
  readonly journalRows: number;
  readonly actors: number;
  readonly virtualHours: number;
}

export interface Campaign {
  readonly summary: Summary;
  readonly seen: ReadonlyMap<string, number>;
  readonly broken: readonly SeedResult[];
}

/** Runs seeds from `seed` on and adds their figures up. */
export async function campaign(
  pool: Pool,
  options: Seeds,
  bug: Bug | null = null,
  each: (result: SeedResult) => void = () => {},
): Promise<Campaign> {
  const results: SeedResult[] = [];
  const tasks = Array.from({ length: options.seeds }, (_, index) => ({
    seed: options.seed + index,
    steps: options.steps,
    bug: bug?.name ?? null,
  }));
  await pool.run(tasks, (result) => {
    results.push(result);
    each(result);
  });
  results.sort((a, b) => a.seed - b.seed);
  const sum = (of: (result: SeedResult) => number) => results.reduce((total, each) => total + of(each), 0);
  const seen = new Map<string, number>();
  for (const result of results)
    for (const [kind, count] of Object.entries(result.seen)) seen.set(kind, (seen.get(kind) ?? 0) + count);
  const broken = results.filter((result) => result.broken !== null);
  return {
    summary: {
      seeds: results.length,
      steps: sum((each) => each.steps),
      breaks: broken.length,
      operations: sum((each) => each.operations),
      answers: sum((each) => each.answers),
      negativeAnswers: sum((each) => each.negativeAnswers),
      journalRows: sum((each) => each.journalRows),
      actors: sum((each) => each.actors),
      virtualHours: sum((each) => each.virtualHours),
    },
    seen,
    broken,
  };
}

/** How a planted bug was found. */
export interface Found {
  readonly bug: string;
  readonly rule: string;
  readonly what: string;
  readonly seed: number;
  /** Steps of that seed until it showed. */
  readonly step: number;
  readonly seedsTried: number;
}

/** Looks for a planted bug, seed after seed; null where none of them showed it. */
export async function hunt(pool: Pool, bug: Bug, options: Seeds): Promise<Found | null> {
  let found: Found | null = null;
  let tried = 0;
  const tasks = Array.from({ length: options.seeds }, (_, index) => ({
    seed: options.seed + index,
    steps: options.steps,
    bug: bug.name,
  }));
  await pool.run(
    tasks,
    ({ seed, broken }) => {
      tried += 1;
      if (!broken || (found && found.seed < seed)) return;
      found = {
        bug: bug.name,
        rule: broken.rule,
        what: broken.what,
        seed,
        step: broken.step,
        seedsTried: tried,
      };
    },
    () => found !== null,
  );
  return found;
}

/**
 * Which faults a run will see, and when: drawn from a seed before anything is started, so that the same seed is the
 * same plan. Moments are counted from the start of each life of the system; what the system does at that moment is
 * for the machine to decide, so that a seed replays the plan of faults and not the exact outcome.
 */

export const SCENARIOS = ["mixed", "issue", "report", "charge", "freeze"] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Work that a blow can be aimed at; `random` falls wherever it falls. */
export const AIMS = ["random", "charge", "grant", "issue", "report", "projection", "freeze"] as const;
export type Aim = (typeof AIMS)[number];

/** One life of the system, from a start to the kill that ends it. */
export interface Life {
  readonly aim: Aim;
  /** How long it is up before it is killed; an aimed blow waits from then on for its work to begin. */
  readonly upMs: number;
  /** How long after the work that was aimed at has begun. */
  readonly intoMs: number;
  /** Killed while it is hardly up: part of a burst. */
  readonly burst: boolean;
  /** `host`: the process around workerd dies first, and workerd goes on without it for `orphanMs`. */
  readonly victim: "workerd" | "host";
  readonly orphanMs: number;
  /** The next start is killed as well so long after it began, before it is up: another kill. 0 for not at all. */
  readonly startKilledMs: number;
  /** Of 100 batches of either queue, how many find a consumer that fails before its work, or after all of it. */
  readonly failBefore: number;
  readonly failAfter: number;
  /** The whole of workerd stands still for so long half-way (SIGSTOP, SIGCONT); 0 for not at all. */
  readonly pauseMs: number;
  /** The disk is full for so long; null in most lives. */
  readonly diskFull: { readonly forMs: number; readonly killedWhileFull: boolean } | null;
}

/** The shortest and longest time up of a life that is no part of a burst. */
const UP_MS = [900, 3_600] as const;
/** "Kill again within the first second after restart." */
const BURST_UP_MS = [20, 900] as const;
const BURST_SHARE = 0.12;
const BURST_KILLS = [2, 4] as const;
const START_KILLED_SHARE = 0.06;
/** One life in so many has a full disk, and never none. */
const DISK_FULL_EVERY = 18;

/** A stream of numbers in [0, 1) from a seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from `least` to `most`. */
export function between(next: () => number, [least, most]: readonly [number, number]): number {
  return least + Math.floor(next() * (most - least + 1));
}

/** Draws one of several; earlier draws don't change how many numbers later ones take. */
export function oneOf<T>(next: () => number, choices: readonly T[]): T {
  return choices[Math.floor(next() * choices.length)] as T;
}

/** The lives of a run with so many kills. */
export function planLives(seed: number, kills: number, scenario: Scenario): readonly Life[] {
  const next = numbersFrom(seed);
  const lives: Life[] = [];
  let burstLeft = 0;
  while (lives.length < kills) {
    const life = drawLife(next, scenario, burstLeft > 0);
    if (burstLeft > 0) burstLeft -= 1;
    else if (next() < BURST_SHARE) burstLeft = between(next, BURST_KILLS);
    lives.push(life);
  }
  return withFullDisks(next, lives);
}

function drawLife(next: () => number, scenario: Scenario, burst: boolean): Life {
  const aims: readonly Aim[] = scenario === "mixed" ? AIMS : ["random", scenario, scenario, "projection"];
  const aim = oneOf(next, aims);
  const victim = next() < 0.2 ? "host" : "workerd";
  const sick = next() < 0.4;
  return {
    aim: burst ? "random" : aim,
    upMs: between(next, burst ? BURST_UP_MS : UP_MS),
    intoMs: between(next, aim === "projection" ? [0, 120] : [0, 60]),
    burst,
    victim,
    orphanMs: between(next, [0, 700]),
    startKilledMs: between(next, [100, 1_500]) * (next() < START_KILLED_SHARE ? 1 : 0),
    failBefore: between(next, [5, 40]) * (sick ? 1 : 0),
    failAfter: between(next, [5, 40]) * (sick ? 1 : 0),
    pauseMs: between(next, [400, 2_500]) * (next() < 0.06 && !burst ? 1 : 0),
    diskFull: null,
  };
}

/** Every so many lives one meets a full disk, the first not later than the third. */
function withFullDisks(next: () => number, lives: readonly Life[]): readonly Life[] {
  const full = new Set<number>();
  for (let at = Math.min(2, lives.length - 1); at >= 0 && at < lives.length; at += DISK_FULL_EVERY)
    full.add(at);
  return lives.map((life, at) => {
    const forMs = between(next, [2_500, 5_000]);
    const killedWhileFull = next() < 0.5;
    if (!full.has(at)) return life;
    return {
      ...life,
      burst: false,
      aim: "random",
      upMs: 800,
      pauseMs: 0,
      diskFull: { forMs, killedWhileFull },
    };
  });
}

/**
 * What one call of an actor costs, and what is still there after workerd was killed: native RPC, itty-durable, and the real
 * wallet's `pay`. Everything stands beside the floor, one durable SQLite insert, because the machine's own speed says
 * nothing about the design.
 */
import { mkdirSync, rmSync } from "node:fs";
import type { BenchResult } from "./data/result.ts";
import { type Acknowledged, ask, askUntil, drive } from "./load.ts";
import { type Actors, bundled, startRuntime } from "./runtime.ts";
import { ratio, rounded, type Spread, shuffled, spread } from "./statistics.ts";

const ACTORS: Actors = {
  PLAIN: "PlainActor",
  ITTY: "IttyActor",
  ITTY_DEFAULT: "IttyDefaultActor",
  WALLET: "WalletActor",
  COUNTED: "CountedWallet",
};
const FLOOR = "/insert";
const WAYS: Readonly<Record<string, string>> = {
  "/empty": "empty handler",
  "/touch": "native RPC, no storage",
  [FLOOR]: "native RPC, one insert (floor)",
  "/itty": "itty-durable, its own persistence",
  "/pay": "wallet.pay, one hot wallet",
  "/pay-published": "… published in 100 ms batches",
  "/pay-sent": "… one queue send per payment",
};
/** Each is answered so often before workerd is killed. */
const ACKNOWLEDGED = 200;
const CUT_PATHS = [
  "/insert",
  "/append",
  "/throw",
  "/pay",
  "/itty",
  "/itty-append",
  "/itty-throw",
  "/itty-default",
];

export interface ActorBenchOptions {
  readonly stateDir: string;
  readonly rounds: number;
  readonly roundMs: number;
  readonly connections: number;
}

/** Measures one call, and what a kill leaves. Leaves nothing in `stateDir`. */
export async function actorBench(options: ActorBenchOptions): Promise<BenchResult> {
  const script = await bundled("bench/actor-call.worker.ts");
  try {
    const { perSecond, cpuMicros, rows } = await speed(script, options);
    const cut = await afterKill(script, options);
    const ratios = Object.fromEntries(
      Object.keys(WAYS).map((way) => [way, ratio(perSecond.get(way) ?? [], perSecond.get(FLOOR) ?? [])]),
    );
    return {
      figures: {
        actorRowsPerPayment: sum(rows.first) + sum(rows.check),
        actor: {
          requestsPerSecond: Object.fromEntries(
            [...perSecond].map(([way, each]) => [named(way), rounded(spread(each), 0)]),
          ),
          ratiosToFloor: Object.fromEntries(
            Object.entries(ratios).map(([way, each]) => [named(way), rounded(each, 3)]),
          ),
          cpuMicrosPerRequest: Object.fromEntries([...cpuMicros].map(([way, each]) => [named(way), each])),
          rows,
          rowsOfFollowingPayment: sum(rows.following),
          afterKill: cut,
        },
      },
      table: [tableOf(perSecond, ratios, cpuMicros), rowsText(rows), cutTable(cut)].join("\n\n"),
    };
  } finally {
    rmSync(options.stateDir, { recursive: true, force: true });
  }
}

/** Every way once per round, in another order each time, so that what else the machine does falls on all alike. */
async function speed(script: string, { stateDir, rounds, roundMs, connections }: ActorBenchOptions) {
  const runtime = await startFresh(script, `${stateDir}/speed`);
  try {
    await ask(runtime.target, "/set-up");
    const ways = Object.keys(WAYS);
    const perSecond = new Map<string, number[]>(ways.map((way) => [way, []]));
    const work = new Map<string, Work>(ways.map((way) => [way, { cpuMs: 0, answered: 0 }]));
    for (const way of ways) await drive(runtime.target, way, { connections, durationMs: 500 });
    for (let round = 1; round <= rounds; round++) {
      process.stderr.write(`• round ${round} of ${rounds}\n`);
      for (const way of shuffled(ways)) {
        const cpuBefore = runtime.cpuMs();
        const { answered, tookMs } = await drive(runtime.target, way, { connections, durationMs: roundMs });
        perSecond.get(way)?.push((answered * 1000) / tookMs);
        const spent = work.get(way) as Work;
        spent.cpuMs += runtime.cpuMs() - cpuBefore;
        spent.answered += answered;
      }
    }
    // Last, since counting slows every statement.
    const rows = JSON.parse(await ask(runtime.target, "/rows")) as Rows;
    return { perSecond, cpuMicros: new Map([...work].map(([way, each]) => [way, microsEach(each)])), rows };
  } finally {
    await runtime.stop();
  }
}

/** What a way took over all rounds. */
interface Work {
  cpuMs: number;
  answered: number;
}

/** Processor time of workerd for one answer: hardly moved by what else the machine and its disk are doing. */
function microsEach({ cpuMs, answered }: Work): number {
  return Math.round((cpuMs * 1000) / answered);
}

interface Rows {
  /** The first payment of a wallet in which nothing is due. */
  readonly first: Record<string, number>;
  /** One that follows while the alarm is armed. */
  readonly following: Record<string, number>;
  /** The alarm that sees that the entries arrived (PUB-6). */
  readonly check: Record<string, number>;
}

interface Loss extends Acknowledged {
  readonly found: number;
  /** Answered, and gone. */
  readonly lost: number;
  /** There, and answered with an error or not at all: more than the requests that were under way. */
  readonly uninvited: number;
}

/** Ends workerd in the moment of the last acknowledgement, starts it again, and counts. */
async function afterKill(
  script: string,
  { stateDir, connections }: ActorBenchOptions,
): Promise<Record<string, Loss>> {
  process.stderr.write("• kill\n");
  const first = await startFresh(script, `${stateDir}/cut`);
  let answered: ReadonlyMap<string, Acknowledged>;
  try {
    await ask(first.target, "/set-up");
    answered = await askUntil(first.target, CUT_PATHS, {
      connections,
      times: ACKNOWLEDGED,
      enough: first.kill,
    });
  } finally {
    await first.stop();
  }
  const second = await startRuntime(script, ACTORS, `${stateDir}/cut`);
  try {
    const found = JSON.parse(await ask(second.target, "/found")) as Record<string, number>;
    return Object.fromEntries(
      [...answered].map(([path, { sent, acknowledged }]) => {
        const there = found[path] ?? 0;
        // A command that was refused has to leave nothing.
        const owed = path.endsWith("throw") ? 0 : acknowledged;
        const allowed = path.endsWith("throw") ? 0 : sent;
        return [
          named(path),
          {
            sent,
            acknowledged,
            found: there,
            lost: Math.max(0, owed - there),
            uninvited: Math.max(0, there - allowed),
          },
        ];
      }),
    );
  } finally {
    await second.stop();
  }
}

function startFresh(script: string, stateDir: string) {
  rmSync(stateDir, { recursive: true, force: true });
  mkdirSync(stateDir, { recursive: true });
  return startRuntime(script, ACTORS, stateDir);
}

/** `/pay-published` as a key: `payPublished`. */
function named(path: string): string {
  return path.slice(1).replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function sum(rows: Readonly<Record<string, number>>): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}

function tableOf(
  perSecond: ReadonlyMap<string, readonly number[]>,
  ratios: Readonly<Record<string, Spread>>,
  cpuMicros: ReadonlyMap<string, number>,
): string {
  return [
    "| way, one hot actor | requests/s | of the floor | CPU µs |",
    "|---|---|---|---|",
    ...Object.entries(WAYS).map(([way, title]) => {
      const rate = rounded(spread(perSecond.get(way) ?? []), 0);
      const ofFloor = ratios[way] as Spread;
      return `| ${title} | ${rate.median} (${rate.low}–${rate.high}) | ${ofFloor.median.toFixed(2)} (${ofFloor.low.toFixed(2)}–${ofFloor.high.toFixed(2)}) | ${cpuMicros.get(way)} |`;
    }),
  ].join("\n");
}

function rowsText({ first, following, check }: Rows): string {
  const listed = (rows: Record<string, number>) =>
    `${sum(rows)} (${Object.entries(rows)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ")})`;
  return [
    "| rows written in the actor by a one-lot payment, indexes and alarms counted | |",
    "|---|---|",
    `| into a quiet wallet | ${listed(first)} |`,
    `| the check that it arrived | ${listed(check)} |`,
    `| one that follows before it | ${listed(following)} |`,
  ].join("\n");
}

function cutTable(cut: Readonly<Record<string, Loss>>): string {
  return [
    "| killed at the last answer | sent | answered | found | lost | uninvited |",
    "|---|---|---|---|---|---|",
    ...Object.entries(cut).map(
      ([way, { sent, acknowledged, found, lost, uninvited }]) =>
        `| ${way} | ${sent} | ${acknowledged} | ${found} | ${lost} | ${uninvited} |`,
    ),
  ].join("\n");
}

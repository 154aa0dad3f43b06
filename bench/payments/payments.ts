/**
 * Payments through the public API of the real Worker, beside the floor (one durable insert behind the same session check)
 * and the peer (Fastify and PostgreSQL): in one run, on one machine and disk, in shuffled rounds. Every answer that counts
 * is a receipt, and at the end the audit proves the books.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { AuditBody } from "../../schema/api/operator-audit.ts";
import { secretsOf } from "../../scripts/state-folder.ts";
import type { BenchResult } from "../data/result.ts";
import { type Driven, driveWay, type Target, type Way } from "../load.ts";
import { bundled, cpuMsOf, type Runtime, startProduct } from "../runtime.ts";
import { percentile, ratio, rounded, type Spread, shuffled, spread } from "../statistics.ts";
import { type Counted, countOne, type Drain, type Lag, measureDrain, measureLag, sum } from "./observe.ts";
import { type Peer, startPeer } from "./peer.ts";
import { type Billed, PRICES_READ_ON, YEN_PER_DOLLAR, yenPerMillion } from "./prices.ts";
import { chargeWay, floorWay, inspectWay, newFloorWay, paperFirstWay, paperWay, payWay } from "./ways.ts";
import { makeWorld, type Resident, type World } from "./world.ts";

export interface PaymentsOptions {
  /** A folder of its own; taken away at the end. */
  readonly stateDir: string;
  readonly rounds: number;
  readonly roundMs: number;
  readonly connections: number;
  /** Few wallets and no peer: shows that it runs, and nothing else. */
  readonly quick: boolean;
}

const ACTORS = { FLOOR: "FloorActor" };
const WALLET_YEN = 1_000_000;
const HOT_WALLET_YEN = 50_000_000;
/** Before each measured stretch the same load runs at least so long uncounted, so that queue and consumer are at work in it. */
const LEAD_IN_MS = 1_000;
const COLD_LEAD_IN_MS = 250;
/** Opening actors leaves files open: a workerd that never puts them to sleep is started anew after so many rounds. */
const COLD_ROUNDS_A_RUNTIME = 3;
/** More coupons than 16 connections can open in a second, at the most any machine was seen to open. */
const MOST_OPENED_A_SECOND = 600;
const DRAIN_LIMIT_MS = 120_000;
/** An audit that shows nothing new for so long has stopped. */
const AUDIT_LIMIT_MS = 60_000;

const TITLES = {
  floor: "floor: session, one insert, one object",
  floorSpread: "floor over 1,000 objects",
  floorNew: "floor on a new object each time",
  payHot: "pay, one wallet",
  payHotHeld: "pay, one wallet, projected later",
  paySpread: "pay, 1,000 wallets at 50 stores",
  paperPay: "paper, 1,000 opened coupons",
  paperFirst: "paper, coupons never opened",
  charge: "charge of coupons never opened",
  inspect: "inspect of a coupon at the till",
  peer: "peer, one account",
  peerSpread: "peer, 1,000 accounts",
  peerFunction: "peer in one stored function, one account",
  peerFunctionSpread: "peer in one stored function, 1,000",
} as const;
type WayName = keyof typeof TITLES;

/** Each to its floor or to its peer, round by round. */
const RATIOS: Readonly<Record<string, readonly [WayName, WayName]>> = {
  payHotRatio: ["payHot", "floor"],
  payHotHeldRatio: ["payHotHeld", "floor"],
  payPeerRatio: ["payHot", "peer"],
  paySpreadRatio: ["paySpread", "floorSpread"],
  paySpreadPeerRatio: ["paySpread", "peerSpread"],
  firstTouchRatio: ["paperFirst", "floorNew"],
  paperPayRatio: ["paperPay", "floorSpread"],
  chargeRatio: ["charge", "floorNew"],
  inspectRatio: ["inspect", "floorSpread"],
  payPeerFunctionRatio: ["payHot", "peerFunction"],
  paySpreadPeerFunctionRatio: ["paySpread", "peerFunctionSpread"],
};

/** What one way did, round by round. */
interface Rounds {
  readonly perSecond: number[];
  readonly latenciesMs: number[];
  cpuMs: number;
  answered: number;
}

interface Seen {
  readonly lag: Lag;
  readonly drain: Drain;
  readonly counted: { readonly app: Counted; readonly check: Counted; readonly paper: Counted };
  readonly audit: AuditBody;
  readonly peer: string | null;
  readonly sizes: Sizes;
}

/** What is stored, in bytes. */
interface Sizes {
  /** A wallet's own database, with some dozens of payments in it. */
  readonly wallet: number;
  /** A journal row in D1, its indexes and everybody's share of the rest included. */
  readonly d1Row: number;
  /** A journal entry in the R2 log. */
  readonly logEntry: number;
}

/** Measures; throws where an answer is no receipt or the books don't hold in the end. Leaves nothing in `stateDir`. */
export async function paymentsBench(options: PaymentsOptions): Promise<BenchResult> {
  const bench = new PaymentsBench(options, await bundled("bench/product.worker.ts"));
  try {
    return await bench.run();
  } finally {
    await bench.stop();
    rmSync(options.stateDir, { recursive: true, force: true });
  }
}

class PaymentsBench {
  readonly #options: PaymentsOptions;
  readonly #script: string;
  readonly #stateDir: string;
  readonly #rounds = new Map<WayName, Rounds>();
  #runtime: Runtime | null = null;
  #peer: Peer | null = null;
  #world: World | null = null;
  /** Payments and charges that were answered so far. */
  #paid = 0;
  #charged = 0;

  constructor(options: PaymentsOptions, script: string) {
    this.#options = options;
    this.#script = script;
    this.#stateDir = join(options.stateDir, "product");
  }

  async stop(): Promise<void> {
    await this.#runtime?.stop();
    await this.#peer?.stop();
    this.#runtime = null;
    this.#peer = null;
  }

  async run(): Promise<BenchResult> {
    const { stateDir, connections, quick } = this.#options;
    mkdirSync(this.#stateDir, { recursive: true });
    if (!quick) this.#peer = await startPeer(join(stateDir, "peer"), connections);
    const peer = this.#peer?.version ?? null;

    say("a region, its money, its people");
    const { OPERATOR_KEY } = secretsOf(this.#stateDir);
    await this.#restart();
    const world = await makeWorld(this.#target, OPERATOR_KEY, { stores: quick ? 4 : 50, connections });
    this.#world = world;
    const [hot, counted] = await world.residents(2, HOT_WALLET_YEN);
    if (!hot || !counted) throw new Error("no residents");
    const residents = await world.residents(quick ? 20 : 1_000, WALLET_YEN);
    await this.#warmRounds(world, hot, residents);
    const { lag, drain } = await this.#observe(world, hot, residents);
    await this.#coldRounds(world, residents);
    const counts = await this.#count(world, counted);
    say("audit");
    const audit = await this.#audit(OPERATOR_KEY);
    const sizes = await this.#sizes(world, residents[0] as Resident);
    return this.#result({ lag, drain, counted: counts, audit, peer, sizes });
  }

  /** A fresh workerd on the same state, at the same address. */
  async #restart(): Promise<void> {
    const port = this.#runtime?.target.port ?? 0;
    await this.#runtime?.stop();
    this.#runtime = null;
    this.#runtime = await startProduct(this.#script, ACTORS, this.#stateDir, {
      port,
      hasty: this.#options.quick,
    });
  }

  get #target(): Target {
    if (!this.#runtime) throw new Error("workerd is not running");
    return this.#runtime.target;
  }

  async #warmRounds(world: World, hot: Resident, residents: readonly Resident[]): Promise<void> {
    const { rounds, quick } = this.#options;
    const issue = await world.issue(residents.length);
    const opened = await issue.take(residents.length, [world.clerk.sessionId]);
    const codes = await issue.codes(Math.min(residents.length, 200));
    const ways = new Map<WayName, Way>([
      ["floor", floorWay(world, "hot", [hot])],
      ["floorSpread", floorWay(world, "spread", residents)],
      ["payHot", payWay(world, [hot], world.tills.slice(0, 1))],
      ["payHotHeld", payWay(world, [hot], world.tills.slice(0, 1))],
      ["paySpread", payWay(world, residents, world.tills)],
      ["paperPay", paperWay(world, opened)],
      ["inspect", inspectWay(world, codes)],
    ]);
    if (this.#peer) {
      ways.set("peer", this.#peer.way(1, "/payments"));
      ways.set("peerSpread", this.#peer.way(residents.length, "/payments"));
      ways.set("peerFunction", this.#peer.way(1, "/payments-function"));
      ways.set("peerFunctionSpread", this.#peer.way(residents.length, "/payments-function"));
    }
    say("warming up");
    for (const [name, way] of ways) {
      // Each actor once and some more: as many requests as it takes, however slow the machine is.
      const wanted = name.endsWith("Spread") || name === "paperPay" ? 2 * residents.length : 200;
      for (let done = 0; done < wanted; ) done += (await this.#drive(name, way, 0, quick ? 100 : 1_000)).done;
    }
    for (let round = 1; round <= rounds; round++) {
      say(`round ${round} of ${rounds}`);
      for (const [name, way] of shuffled([...ways])) await this.#measure(name, way, LEAD_IN_MS);
    }
  }

  async #coldRounds(world: World, residents: readonly Resident[]): Promise<void> {
    const { rounds, roundMs, quick } = this.#options;
    const most = Math.ceil(((roundMs + COLD_LEAD_IN_MS) * MOST_OPENED_A_SECOND) / 1_000);
    for (let round = 1; round <= rounds; round++) {
      say(`first touches, round ${round} of ${rounds}`);
      if (!quick && round % COLD_ROUNDS_A_RUNTIME === 1) await this.#restart();
      const issue = await world.issue(2 * most);
      const first = await issue.take(most, [world.clerk.sessionId]);
      const sessions = residents.map((resident) => resident.sessionId);
      const ways: readonly (readonly [WayName, Way])[] = [
        ["floorNew", newFloorWay(world, residents[0] as Resident)],
        ["paperFirst", paperFirstWay(world, first)],
        ["charge", chargeWay(world, await issue.take(most, sessions), residents)],
      ];
      for (const [name, way] of shuffled(ways)) await this.#measure(name, way, COLD_LEAD_IN_MS);
    }
  }

  async #observe(world: World, hot: Resident, residents: readonly Resident[]) {
    const { connections, quick } = this.#options;
    const drained = (more: number) => {
      this.#paid += more;
      return this.#drained();
    };
    say("lag");
    const till = world.tills[0];
    if (!till) throw new Error("no till");
    const lag = await measureLag(world, this.#target, payWay(world, [hot], [till]), till, drained, {
      connections,
      perSecond: quick ? 20 : 50,
      durationMs: quick ? 500 : 20_000,
    });
    say("drain");
    const drain = await measureDrain(world, this.#target, payWay(world, residents, world.tills), drained, {
      connections,
      durationMs: quick ? 200 : 15_000,
    });
    return { lag, drain };
  }

  /** Last, since counting slows every statement. */
  async #count(world: World, resident: Resident) {
    say("counting what is billed");
    const drained = (more: number) => {
      this.#paid += more;
      return this.#drained();
    };
    // A new workerd, so that nothing of the rounds is still under way.
    await this.#restart();
    const issue = await world.issue(1);
    // Screens of a programme are told once a second.
    const quietMs = this.#options.quick ? 300 : 1_500;
    // A wallet in which nothing is due: its last payment's check has rung.
    const check = () => world.post("ring", { actor: resident.actor });
    const app = await countOne(world, this.#target, payWay(world, [resident], world.tills), drained, {
      tail: resident.idTail,
      quietMs,
      before: check,
    });
    await check();
    const checked = await world.post<Counted>("count", { tail: resident.idTail });
    const coupon = await issue.take(1, [world.clerk.sessionId]);
    if (!coupon[0]) throw new Error("no coupon");
    const paper = await countOne(world, this.#target, paperWay(world, coupon), drained, {
      tail: coupon[0].idTail,
      quietMs,
      before: async () => {},
    });
    return { app, check: checked, paper };
  }

  async #measure(name: WayName, way: Way, leadInMs: number): Promise<void> {
    let cpuBeforeMs = 0;
    const driven = await this.#drive(name, way, leadInMs, this.#options.roundMs, () => {
      cpuBeforeMs = this.#cpuMs(name);
    });
    const rounds = this.#rounds.get(name) ?? { perSecond: [], latenciesMs: [], cpuMs: 0, answered: 0 };
    this.#rounds.set(name, rounds);
    rounds.perSecond.push((driven.answered * 1_000) / driven.tookMs);
    for (const latency of driven.latenciesMs) rounds.latenciesMs.push(latency);
    rounds.cpuMs += driven.cpuEndMs - cpuBeforeMs;
    rounds.answered += driven.answered;
  }

  #cpuMs(name: WayName): number {
    if (!name.startsWith("peer")) return this.#runtime?.cpuMs() ?? 0;
    return (this.#peer?.pids ?? []).reduce((total, pid) => total + cpuMsOf(pid), 0);
  }

  /**
   * Drives a way, and waits until D1 has what came of it, so that it burdens no other way's stretch. `payHotHeld` shows
   * what the projection takes from the payments it follows: on workerd both, and D1 itself, run on one thread.
   */
  async #drive(
    name: WayName,
    way: Way,
    leadInMs: number,
    durationMs: number,
    measured: () => void = () => {},
  ): Promise<Driven & { readonly cpuEndMs: number }> {
    const target = name.startsWith("peer") ? (this.#peer as Peer).target : this.#target;
    const { connections } = this.#options;
    const isHeld = name === "payHotHeld";
    if (isHeld) await this.#world?.post("pause");
    const driven = await driveWay(target, way, { connections, leadInMs, durationMs, measured }).catch(
      (error: unknown) => {
        throw new Error(`${TITLES[name]}: ${(error as Error).message}`);
      },
    );
    const cpuEndMs = this.#cpuMs(name);
    if (isHeld) await this.#world?.post("resume");
    if (name.startsWith("pay") || name.startsWith("paper")) this.#paid += driven.done;
    if (name === "charge") this.#charged += driven.done;
    await this.#drained();
    return { ...driven, cpuEndMs };
  }

  async #drained(): Promise<void> {
    const untilMs = Date.now() + DRAIN_LIMIT_MS;
    for (;;) {
      const rows = (await this.#world?.post<Record<string, number>>("projected")) ?? {};
      if ((rows.pay ?? 0) >= this.#paid && (rows["charge-posted"] ?? 0) >= this.#charged) return;
      if (Date.now() > untilMs)
        throw new Error(
          `${this.#paid} payments and ${this.#charged} charges were taken, D1 has ${JSON.stringify(rows)}`,
        );
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }

  /** No speed without the books: they hold, or nothing was measured. */
  async #audit(operatorKey: string): Promise<AuditBody> {
    const origin = `http://${this.#target.host}:${this.#target.port}`;
    const headers = { authorization: `Bearer ${operatorKey}`, "content-type": "application/json", origin };
    const begun = await fetch(`${origin}/api/operator/audit`, { method: "POST", headers, body: "{}" });
    const { auditId } = (await begun.json()) as { auditId: string };
    let seen = "";
    let seenAtMs = Date.now();
    for (;;) {
      const reply = await fetch(`${origin}/api/operator/audit/${auditId}`, { headers });
      const audit = (await reply.json()) as AuditBody;
      if (audit.state === "done" || audit.state === "failed") {
        if (!audit.holds) throw new Error(`the books do not hold: ${JSON.stringify(audit.firstBreak)}`);
        return audit;
      }
      const mark = `${audit.phase} ${audit.done} ${audit.updatedAtMs}`;
      if (mark !== seen) seenAtMs = Date.now();
      seen = mark;
      if (Date.now() - seenAtMs > AUDIT_LIMIT_MS) throw new Error(`the audit has stopped at ${seen}`);
      await new Promise((wake) => setTimeout(wake, 200));
    }
  }

  async #sizes(world: World, { actor }: Resident): Promise<Sizes> {
    const seen = await world.post<{
      journalRows: number;
      d1Bytes: number;
      logBytesPerEntry: number;
      walletBytes: number;
    }>("sizes", { actor });
    return {
      wallet: seen.walletBytes,
      d1Row: Math.round(seen.d1Bytes / Math.max(1, seen.journalRows)),
      logEntry: Math.round(seen.logBytesPerEntry),
    };
  }

  #result(seen: Seen): BenchResult {
    const per = (name: WayName) => this.#rounds.get(name)?.perSecond ?? [];
    const ratios: Record<string, Spread | null> = {};
    for (const [name, [way, base]] of Object.entries(RATIOS))
      ratios[name] = per(base).length > 0 ? rounded(ratio(per(way), per(base)), 3) : null;
    const ways = Object.fromEntries(
      [...this.#rounds].map(([name, { perSecond, latenciesMs, cpuMs, answered }]) => [
        name,
        {
          perSecond: rounded(spread(perSecond), 0),
          p50Ms: round(percentile(latenciesMs, 0.5), 1),
          p99Ms: round(percentile(latenciesMs, 0.99), 1),
          cpuMicros: Math.round((cpuMs * 1_000) / Math.max(1, answered)),
        },
      ]),
    ) as Record<WayName, WayFigures>;
    const alone = billedAlone(seen.counted, ways.payHot.cpuMicros);
    const cost = yenPerMillion(alone);
    const { programmes, actors, journalRows, holds } = seen.audit;
    const figures = {
      ...Object.fromEntries(Object.entries(ratios).map(([name, each]) => [name, each?.median ?? null])),
      actorRowsPerPayment: alone.actorRowsWritten,
      d1RowsPerPayment: alone.d1RowsWritten,
      d1RowsPerPaperPayment: seen.counted.paper.used.d1RowsWritten ?? 0,
      yenPerMillionPayments: cost.total,
      projectionRowsPerSecond: seen.drain.rowsPerSecond,
      lagP99Ms: seen.lag.d1P99Ms,
      screenLagP99Ms: seen.lag.screenP99Ms,
      payments: {
        ratios,
        ways,
        lag: seen.lag,
        drain: seen.drain,
        counted: seen.counted,
        cost: { each: alone, yen: cost.parts, pricesReadOn: PRICES_READ_ON, yenPerDollar: YEN_PER_DOLLAR },
        audit: { programmes, actors, journalRows, holds },
        sizes: seen.sizes,
        peer: seen.peer,
      },
    };
    return { figures, table: tableOf(ways, ratios, seen) };
  }
}

interface WayFigures {
  readonly perSecond: Spread;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly cpuMicros: number;
}

function say(line: string): void {
  process.stderr.write(`• ${line}\n`);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** What a payment by phone is billed for that has a batch of its own: the dear end, at few payments a second. */
function billedAlone({ app, check }: Seen["counted"], cpuMicros: number): Billed {
  const calls = (counted: Counted) =>
    Object.entries(counted.used).reduce(
      (total, [what, times]) => total + (what.startsWith("calls:") ? times : 0),
      0,
    );
  const of = (what: string) => (app.used[what] ?? 0) + (check.used[what] ?? 0);
  return {
    workerRequests: of("workerRequests"),
    workerCpuMs: cpuMicros / 1_000,
    // The alarm is a request as well.
    actorRequests: calls(app) + 1,
    actorRowsWritten: sum(app.rows) + sum(check.rows),
    d1RowsWritten: of("d1RowsWritten"),
    d1RowsRead: of("d1RowsRead"),
    queueOperations: 3 * of("queueMessages"),
    r2Writes: of("r2Puts"),
  };
}

function tableOf(
  ways: Readonly<Record<WayName, WayFigures>>,
  ratios: Readonly<Record<string, Spread | null>>,
  { lag, drain, audit }: Seen,
): string {
  const span = ({ median, low, high }: Spread, digits: number) =>
    `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
  const lines = [
    "| way | requests/s | p50 ms | p99 ms | CPU µs |",
    "|---|---|---|---|---|",
    ...Object.entries(TITLES)
      .filter(([name]) => ways[name as WayName] !== undefined)
      .map(([name, title]) => {
        const { perSecond, p50Ms, p99Ms, cpuMicros } = ways[name as WayName];
        return `| ${title} | ${span(perSecond, 0)} | ${p50Ms} | ${p99Ms} | ${cpuMicros} |`;
      }),
    "",
    "| ratio | of | median (range of the rounds) |",
    "|---|---|---|",
    ...Object.entries(ratios).map(([name, each]) => {
      const [way, base] = RATIOS[name] as readonly [WayName, WayName];
      return `| ${name} | ${TITLES[way]} / ${TITLES[base]} | ${each ? span(each, 2) : "not measured: no PostgreSQL"} |`;
    }),
    "",
    `From commit to D1 at ${lag.payments} payments paced: p50 ${lag.d1P50Ms} ms, p99 ${lag.d1P99Ms} ms; to the store's screen p50 ${lag.screenP50Ms} ms, p99 ${lag.screenP99Ms} ms.`,
    `Projection alone: ${drain.rowsPerSecond} rows/s over ${drain.rows} rows, ${drain.rowsPerBusySecond} rows/s of the time the consumer was at work.`,
    `The books hold: ${audit.actors} actors, ${audit.journalRows} journal rows.`,
  ];
  return lines.join("\n");
}

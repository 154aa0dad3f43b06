import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { buildLocal } from "../../scripts/build.ts";
import { seconds } from "../../scripts/steps.ts";
import { auditBooks } from "../e2e/audit-books.ts";
import { readBooks } from "./books.ts";
import {
  brokenChains,
  compareBalances,
  compareFreezes,
  compareOperations,
  compareShown,
  compareTransfers,
  damagedReports,
  together,
  unprojected,
} from "./compare.ts";
import { OperationLog } from "./operation-log.ts";
import { type Life, planLives, type Scenario } from "./plan.ts";
import { lastReads } from "./reads.ts";
import { mountSmallDisk, type SmallDisk } from "./small-disk.ts";
import { standStill } from "./standstill.ts";
import { compareStops } from "./stops.ts";
import { actorFiles, System, withSickConsumers } from "./system.ts";
import { Traffic } from "./traffic.ts";
import { rest } from "./wait.ts";
import { makeWorld, type World } from "./world.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

export interface ChaosOptions {
  readonly minutes: number;
  readonly seed: number;
  /** How many kills end the load; without it as many as the minutes hold. */
  readonly kills: number | null;
  readonly scenario: Scenario;
  readonly log: (line: string) => void;
}

/** The last line of a run. */
export interface ChaosResult {
  readonly kills: number;
  readonly operations: number;
  readonly acknowledged: number;
  readonly lostYen: number;
  readonly duplicatedYen: number;
  readonly brokenChains: number;
  readonly unprojected: number;
  readonly stuckCharges: number;
  readonly reportsDamaged: number;
  readonly diskFullRounds: number;
  /** Words of the system that no yen hangs on, and that the books don't bear out. */
  readonly untrueWords: number;
  /** Restarts after which the storage folder held fewer actors than before. */
  readonly shrunk: number;
  readonly auditHolds: boolean;
  readonly journalRows: number;
  readonly reports: number;
  readonly seed: number;
  readonly scenario: Scenario;
}

/** What a whole run may say of itself in the end: everything held, or what didn't. */
export function isWhole(result: ChaosResult): boolean {
  const zeros = [
    result.lostYen,
    result.duplicatedYen,
    result.brokenChains,
    result.unprojected,
    result.stuckCharges,
    result.reportsDamaged,
    result.untrueWords,
    result.shrunk,
  ];
  return (
    zeros.every((figure) => figure === 0) && result.auditHolds && result.operations > 0 && result.kills > 0
  );
}

/** A minute holds about so many kills, starts included; a plan has some more than will be needed. */
const KILLS_A_MINUTE = 20;
/** How long a blow waits for the work it is aimed at. */
const AIM_WITHIN_MS = 2_500;
/** How long people may take to finish what they were at, and to ask about what they had left open. */
const FINISH_WITHIN_MS = 120_000;
const ASKING_ROUNDS = 8;
/** How long what is on its way may take while the system is up and nothing fails. */
const SETTLE_WITHIN_MS = 12_000;
const SETTLE_LOOK_MS = 400;
/**
 * What no client waits for (an issue's end, a step of the fund) is seen in the files only: a life lasts at least until what
 * rang at its start and was sent again has been gathered, delivered and projected.
 */
const ARRIVE_WITHIN_MS = 3_000;
/** The cron's five minutes (ALM-2). */
const CRON_MS = 5 * 60_000;
/** For how long the system stands still, one after the other, until everything has been healed by its own means. */
const STANDSTILL_MINUTES = [2, 6, 12, 24, 48, 96, 192] as const;
/** A life in which no consumer fails on purpose. */
const HEALTHY = { failBefore: 0, failAfter: 0 } as const;
/** Findings that are printed. */
const MAX_PRINTED = 25;

interface Waiting {
  readonly unheard: readonly string[];
  readonly open: Readonly<Record<string, number>>;
}

/** One run with its folder, its disk, its processes and its people. */
class Run {
  readonly #options: ChaosOptions;
  readonly #log: (line: string) => void;
  readonly folder: string;
  readonly #stateDir: string;
  readonly #disk: SmallDisk | null;
  readonly #operations: OperationLog;
  #system!: System;
  #world!: World;
  #traffic!: Traffic;
  #teller!: Server;
  #began = new Set<string>();
  #operatorUrl = "";
  #files = 0;
  #nextCronMs = Date.now() + CRON_MS;
  kills = 0;
  aimed = 0;
  hit = 0;
  shrunk = 0;
  diskFullRounds = 0;

  constructor(options: ChaosOptions) {
    this.#options = options;
    this.#log = options.log;
    this.folder = resolve(ROOT, ".state", "chaos", String(process.pid));
    mkdirSync(this.folder, { recursive: true });
    const disk = mountSmallDisk(join(this.folder, "disk"));
    if ("refused" in disk) {
      this.#disk = null;
      this.#log(`• a full disk can't be tried here and counts as not met: ${disk.refused}`);
    } else {
      this.#disk = disk;
      this.#log(`• the state folder lies on ${disk.kind}`);
    }
    this.#stateDir = join(this.#disk?.folder ?? this.folder, "state");
    this.#operations = new OperationLog(join(this.folder, "operations.ndjson"));
  }

  async begin(): Promise<void> {
    const built = await buildLocal(this.#log);
    const build = await withSickConsumers(built, join(this.folder, "worker"));
    this.#teller = createServer((request, reply) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () => {
        const { queue, kinds } = JSON.parse(body) as { queue: string; kinds: string[] };
        this.#began.add(queue);
        for (const kind of kinds) this.#began.add(kind);
        reply.end();
      });
    });
    await new Promise<void>((listening) => this.#teller.listen(0, "127.0.0.1", listening));
    const { port } = this.#teller.address() as AddressInfo;
    this.#system = new System({
      stateDir: this.#stateDir,
      build,
      tell: `http://127.0.0.1:${port}/`,
      scratch: join(this.folder, "scratch"),
    });
    const system = await this.#system.start(HEALTHY);
    this.#operatorUrl = system.url;
    this.#world = await makeWorld(system, this.#operations, this.#options.seed);
    this.#traffic = new Traffic(this.#world, this.#options.scenario);
  }

  /** The load, with every fault of the plan. */
  async load(): Promise<void> {
    const { minutes, seed, kills, scenario } = this.#options;
    const plan = planLives(seed, kills ?? Math.ceil(minutes * KILLS_A_MINUTE), scenario);
    const endMs = performance.now() + minutes * 60_000;
    const people = this.#traffic.begin();
    for (const life of plan) {
      if (performance.now() >= endMs || this.#isKilledEnough()) break;
      await this.#live(life);
    }
    this.#traffic.end();
    // Nothing is killed any more; consumers that are sick stay so until the next start.
    await within(people, FINISH_WITHIN_MS, "the people don't finish");
    await this.#askAboutEverything();
    this.#log(`• ${this.#operations.summary()}`);
  }

  /** One life up to its kill, and the start of the next. */
  async #live(life: Life): Promise<void> {
    const startedMs = performance.now();
    await this.#cron();
    if (life.diskFull && this.#disk) await this.#fillDisk(this.#disk, life.diskFull);
    else if (life.pauseMs > 0) {
      await rest(life.upMs / 2);
      await this.#system.pause(life.pauseMs);
      await rest(life.upMs / 2);
    } else await rest(life.upMs);
    const hit = await this.#aim(life);
    const before = actorFiles(this.#stateDir);
    if (life.victim === "host") {
      await this.#system.killHost();
      await rest(life.orphanMs);
    } else await this.#system.killWorkerd();
    this.kills += 1;
    this.#disk?.free();
    const upMs = Math.round(performance.now() - startedMs);
    const startKilled = life.startKilledMs > 0 && !this.#isKilledEnough();
    if (startKilled) {
      await this.#system.startAndKill(life.startKilledMs);
      this.kills += 1;
    }
    const restartedMs = performance.now();
    // The next life's consumers are as sick as this one's were drawn; the last one is healthy.
    await this.#system.start(this.#isKilledEnough() ? HEALTHY : life);
    const after = actorFiles(this.#stateDir);
    if (after < before || after < this.#files) this.shrunk += 1;
    this.#files = after;
    const note = [
      life.victim,
      hit ? `in ${life.aim}` : "",
      life.burst ? "burst" : "",
      life.pauseMs > 0 ? `stood still ${life.pauseMs} ms` : "",
      life.diskFull && this.#disk ? "full disk" : "",
      startKilled ? `and the next start after ${life.startKilledMs} ms` : "",
    ].filter(Boolean);
    const { operations, acknowledged } = this.#figures();
    this.#log(
      `kill ${this.kills} after ${upMs} ms (${note.join(", ")}): ${this.#stateDir} has ${before} actor files, ` +
        `${after} after a restart of ${Math.round(performance.now() - restartedMs)} ms; ` +
        `${acknowledged} of ${operations} operations acknowledged`,
    );
  }

  #isKilledEnough(): boolean {
    return this.#options.kills !== null && this.kills >= this.#options.kills;
  }

  /** Waits for the work that a blow is aimed at, and a little into it; whether it came. */
  async #aim({ aim, intoMs }: Life): Promise<boolean> {
    if (aim === "random") return false;
    this.aimed += 1;
    this.#began.clear();
    const endMs = performance.now() + AIM_WITHIN_MS;
    const queue = aim === "projection" ? "journal-events" : aim;
    while (!this.#began.has(queue) && !((this.#traffic.underWay.get(aim) ?? 0) > 0)) {
      if (performance.now() > endMs) return false;
      await rest(3);
    }
    await rest(intoMs);
    this.hit += 1;
    return true;
  }

  /** Fills the disk under load; counted only where writes really failed, and clients met it. */
  async #fillDisk(disk: SmallDisk, full: NonNullable<Life["diskFull"]>): Promise<void> {
    await rest(800);
    const before = this.#operations.troubles;
    const isFull = disk.fill();
    await rest(full.forMs);
    if (isFull && this.#operations.troubles > before) this.diskFullRounds += 1;
    if (full.killedWhileFull) return;
    disk.free();
    // What was refused for want of room is taken up again by the same life.
    await rest(1_500);
  }

  /** The cron, as often as the product's clock says; one that a kill cuts short isn't made up for. */
  async #cron(): Promise<void> {
    if (Date.now() < this.#nextCronMs) return;
    this.#nextCronMs += CRON_MS;
    await this.#system.sweep().catch(() => {});
  }

  /** Everybody opens the app again and asks about what was left open. */
  async #askAboutEverything(): Promise<void> {
    const { residents, tills, desk, offices, reporter } = this.#world;
    const devices = [...residents, ...tills].map((each) => each.device).concat(desk, offices, reporter);
    for (const device of devices) device.giveUp(this.#traffic.isUntold);
    for (let round = 0; round < ASKING_ROUNDS; round++) {
      const open = devices.filter((device) => device.open.size > 0);
      if (open.length === 0) return;
      await Promise.all(open.map((device) => device.askAgain()));
    }
  }

  /**
   * Lets the product heal itself, and stops it. What a kill took out of the queue comes again when its actor's alarm rings
   * (PUB-6) and jobs go on with the sweep: hours may lie between two tries. Nothing here does it for them; only time
   * passes, by the machine standing still. Returns what had not reached D1 when all of it was over; the audit, which
   * would send it again, has not run by then.
   */
  async drain(): Promise<readonly string[]> {
    let waiting = await this.#settle();
    for (const minutes of STANDSTILL_MINUTES) {
      await this.#system.stop();
      const late = this.#late();
      if (isOver(waiting) && late.length === 0) {
        this.#log("✓ everything has arrived");
        return late;
      }
      const alarms = standStill(this.#stateDir, minutes * 60_000);
      this.#log(
        `• on its way: ${late.length} entries, ${wordsOf(waiting)}; the machine stands still for ${minutes} minutes, ` +
          `${alarms} alarms are nearer`,
      );
      this.#system.clockOffsetMs += minutes * 60_000;
      await this.#system.start(HEALTHY);
      if (minutes * 60_000 >= CRON_MS) await this.#system.sweep();
      waiting = await this.#settle();
      await this.#askAboutEverything();
    }
    await this.#system.stop();
    this.#log(`✗ never arrived: ${wordsOf(waiting)}`);
    return this.#late();
  }

  #late(): readonly string[] {
    const { actors, projected } = readBooks(this.#stateDir);
    return unprojected(actors, projected);
  }

  async #settle(): Promise<Waiting> {
    const endMs = performance.now() + SETTLE_WITHIN_MS;
    for (;;) {
      const waiting = await this.#waiting();
      if (performance.now() > endMs) return waiting;
      if (isOver(waiting)) {
        await rest(ARRIVE_WITHIN_MS);
        return waiting;
      }
      await rest(SETTLE_LOOK_MS);
    }
  }

  async #waiting(): Promise<Waiting> {
    const done = [...this.#operations.operations.values()].filter((each) =>
      each.acks.some((ack) => ack.outcome === "done"),
    );
    const reply = await fetch(`${this.#operatorUrl}/chaos/waiting`, {
      method: "POST",
      body: JSON.stringify(done.map((each) => each.id)),
    });
    if (!reply.ok) throw new Error(`what is waiting can't be read: ${await reply.text()}`);
    return (await reply.json()) as Waiting;
  }

  #figures(): { readonly operations: number; readonly acknowledged: number } {
    return { operations: this.#operations.operations.size, acknowledged: this.#operations.acknowledged };
  }

  /**
   * Compares, on the stopped system, after an audit and the last questions, so that what these wrote is compared as well.
   * @param late what never reached D1
   */
  async compare(late: readonly string[]): Promise<ChaosResult> {
    await this.#system.start(HEALTHY);
    for (const report of this.#traffic.reports) await this.#traffic.fetchReport(report);
    const audit = await auditBooks(this.#stateDir).catch((error: Error) => {
      this.#log(error.message);
      return null;
    });
    const reads = await lastReads(this.#world, this.#operations, this.#traffic.couponIds);
    await this.#system.stop();

    const books = readBooks(this.#stateDir);
    const { actors } = books;
    const found = together(
      compareOperations(this.#operations.operations.values(), actors),
      compareTransfers(actors),
      compareBalances(actors, books.coupons),
      compareShown(reads, books),
      compareFreezes(this.#traffic.freezes, reads),
      compareStops(this.#traffic.stops, this.#operations.operations.values()),
    );
    const chains = brokenChains(actors);
    const reports = damagedReports(this.#traffic.reports, books);
    const whats = [...late, ...chains, ...reports, ...found.what];
    for (const what of whats.slice(0, MAX_PRINTED)) this.#log(`✗ ${what}`);
    if (whats.length > MAX_PRINTED) this.#log(`✗ and ${whats.length - MAX_PRINTED} more`);
    if (books.breaks > 0) this.#log(`✗ D1 keeps ${books.breaks} entries aside (PUB-5, PRJ-1)`);
    const { seed, scenario } = this.#options;
    return {
      kills: this.kills,
      ...this.#figures(),
      lostYen: found.lostYen,
      duplicatedYen: found.duplicatedYen,
      brokenChains: chains.length + books.breaks,
      unprojected: late.length,
      stuckCharges: found.stuckTransfers,
      reportsDamaged: reports.length,
      diskFullRounds: this.diskFullRounds,
      untrueWords: found.untrueWords,
      shrunk: this.shrunk,
      auditHolds: audit?.holds === true,
      journalRows: actors.reduce((sum, book) => sum + book.rows.length, 0),
      reports: books.reports.length,
      seed,
      scenario,
    };
  }

  /** Ends everything that was started here, and takes its folder away or keeps it. */
  async end(keep: boolean): Promise<void> {
    this.#traffic?.end();
    this.#teller?.close();
    await this.#system?.end();
    this.#disk?.free();
    // No mount outlives the run: what is kept is copied off the small disk first.
    if (keep && this.#disk && existsSync(this.#stateDir))
      cpSync(this.#stateDir, join(this.folder, "state"), { recursive: true });
    this.#disk?.unmount();
    if (!keep) rmSync(this.folder, { recursive: true, force: true });
  }

  /** The same without waiting, where this process is about to end: nothing it started outlives it, and no mount. */
  endAtOnce(): void {
    void this.#system?.end();
    this.#disk?.free();
    this.#disk?.unmount();
  }
}

/**
 * A whole run: load under faults, drain, audit, comparison. Everything it started has ended when it returns; its folder
 * is gone where everything held, and kept and named where something didn't.
 */
export async function runChaos(options: ChaosOptions): Promise<ChaosResult> {
  const started = performance.now();
  const run = new Run(options);
  const onExit = () => run.endAtOnce();
  process.once("exit", onExit);
  let isKept = true;
  try {
    await run.begin();
    options.log(`✓ the region stands ${seconds(started)}`);
    await run.load();
    options.log(`✓ ${run.kills} kills, ${run.hit} of ${run.aimed} aimed ones hit ${seconds(started)}`);
    const result = await run.compare(await run.drain());
    isKept = !isWhole(result);
    options.log(`${isKept ? "✗" : "✓"} compared with the books ${seconds(started)}`);
    return result;
  } finally {
    await run.end(isKept);
    process.off("exit", onExit);
    if (isKept) options.log(`  everything is kept in ${run.folder}`);
  }
}

function isOver({ unheard, open }: Waiting): boolean {
  return unheard.length === 0 && Object.values(open).every((count) => count === 0);
}

function wordsOf({ unheard, open }: Waiting): string {
  const parts = Object.entries(open).filter(([, count]) => count > 0);
  return [`${unheard.length} operations`, ...parts.map(([what, count]) => `${count} ${what}`)].join(", ");
}

async function within<T>(work: Promise<T>, limitMs: number, late: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${late} within ${limitMs / 1000} s`)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

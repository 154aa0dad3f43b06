import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { idTail } from "../../durable-objects/lib/hash.ts";
import type { GrantBody } from "../../schema/api/grants.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { entityId, type ProgrammeId, type ResidentId, walletName } from "../../schema/ids.ts";
import { buildLocal } from "../../scripts/build.ts";
import { seconds } from "../../scripts/steps.ts";
import { auditBooks } from "../e2e/audit-books.ts";
import { freshOperation, type SmallRegion, smallRegion } from "../e2e/small-region.ts";
import { readBooks, sqliteFiles } from "./books.ts";
import { brokenChains, compareTransfers, unprojected } from "./compare.ts";
import { compareGrant } from "./grant-books.ts";
import { between, numbersFrom } from "./plan.ts";
import { standStill } from "./standstill.ts";
import { System } from "./system.ts";
import { rest } from "./wait.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The last line of a run. */
export interface GrantChaosResult {
  readonly scenario: "grant";
  readonly wallets: number;
  readonly kills: number;
  /** How many wallets had their part when each kill fell, by what the screen last said. */
  readonly killedAt: readonly number[];
  readonly credited: number;
  readonly creditedTwice: number;
  readonly missed: number;
  readonly refused: number;
  readonly brokenChains: number;
  readonly unprojected: number;
  readonly stuckTransfers: number;
  readonly auditHolds: boolean;
  readonly grantSeconds: number;
  readonly seed: number;
}

/** What a whole run may say of itself in the end. */
export function isWholeGrant(result: GrantChaosResult): boolean {
  const { creditedTwice, missed, unprojected: late, stuckTransfers } = result;
  const zeros = [creditedTwice, missed, result.brokenChains, late, stuckTransfers];
  return (
    zeros.every((figure) => figure === 0) &&
    result.auditHolds &&
    result.kills === KILLS &&
    result.credited + result.refused === result.wallets
  );
}

const AMOUNT_YEN = 1_500;
const KILLS = 3;
/** One wallet in so many is frozen. */
const FROZEN_EVERY = 100;
/** A job that a kill left in its worker's hands is taken up again by the sweep after this time (ALM-2). */
const OVER_A_LEASE_MS = 2 * 60_000;
const LOOK_MS = 150;
/** The platform's cron comes every five minutes; here time is shorter. */
const CRON_MS = 60_000;
/** A wallet takes some milliseconds; a machine with much else to do many times that. */
const WITHIN_MS = 60_000;
const A_WALLET_WITHIN_MS = 150;
const HEALTHY = { failBefore: 0, failAfter: 0 } as const;
/** Longer and longer stand-stills until everything has arrived by the product's own means. */
/** Alarms that are due ring so far apart, once each has been moved and the system has started. */
const ALARM_EVERY_MS = 8;
const ALARM_MOVED_MS = 15;
const STARTED_BY_MS = 15_000;
const STANDSTILL_MINUTES = [6, 12, 48, 192] as const;
const MAX_PRINTED = 25;

interface Options {
  readonly wallets: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

interface Person {
  readonly residentId: ResidentId;
  readonly wallet: string;
  readonly frozen: boolean;
}

/**
 * `--scenario grant` (GRT-5): a grant by list to so many wallets, its system killed three times while it runs; then every
 * wallet's journal is read from its file. Everything it started has ended when it returns; its folder is kept where
 * something didn't hold.
 */
export async function runGrantChaos({ wallets, seed, log }: Options): Promise<GrantChaosResult> {
  const started = performance.now();
  const folder = resolve(ROOT, ".state", "chaos", `grant-${process.pid}`);
  const stateDir = join(folder, "state");
  mkdirSync(folder, { recursive: true });
  const build = await buildLocal(log);
  const system = new System({
    stateDir,
    build,
    tell: "",
    scratch: join(folder, "scratch"),
    answerWithinMs: WITHIN_MS + wallets * A_WALLET_WITHIN_MS,
  });
  const onExit = () => void system.end();
  process.once("exit", onExit);
  let isKept = true;
  try {
    const living = await system.start(HEALTHY);
    const sum = wallets * AMOUNT_YEN;
    const region = await smallRegion(living, {
      faceYen: 1_000,
      depositYen: sum + 1_000_000,
      allottedYen: 1_000_000,
    });
    await system.stop();
    const people = settle(stateDir, region.programmeId as ProgrammeId, wallets);
    await system.start(HEALTHY);
    log(`✓ ${wallets} people have the Pay ${seconds(started)}`);
    const grant = await prepare(living.url, region, people, log);
    const begun = performance.now();
    await region.secretariat.done("POST", `grants/${grant.grantId}/begin`, {
      operationId: freshOperation(region.fundIdTail),
      sumYen: grant.ready.yen,
    });
    const killedAt = await killThrice(system, region, grant, numbersFrom(seed), log);
    const done = await ended(system, region, grant);
    const grantSeconds = Math.round((performance.now() - begun) / 1_000);
    log(
      `✓ ${done.credited.rows} credited, ${done.failed.rows} refused, in ${grantSeconds} s with ${KILLS} restarts`,
    );
    await drain(system, stateDir, wallets, log);
    await system.start(HEALTHY);
    const audit = await auditBooks(stateDir).catch((error: Error) => log(error.message));
    await system.stop();
    const books = readBooks(stateDir);
    const found = compareGrant(
      {
        amountYen: AMOUNT_YEN,
        wallets: people.map(({ wallet }) => wallet),
        frozen: new Set(people.filter(({ frozen }) => frozen).map(({ wallet }) => wallet)),
        said: {
          creditedRows: done.credited.rows,
          creditedYen: done.credited.yen,
          failedRows: done.failed.rows,
        },
      },
      books.actors,
    );
    const transfers = compareTransfers(books.actors);
    const chains = brokenChains(books.actors);
    const late = unprojected(books.actors, books.projected);
    const whats = [...found.what, ...transfers.what, ...chains, ...late];
    for (const what of whats.slice(0, MAX_PRINTED)) log(`✗ ${what}`);
    const result: GrantChaosResult = {
      scenario: "grant",
      wallets,
      kills: killedAt.length,
      killedAt,
      credited: found.credited,
      creditedTwice: found.creditedTwice,
      missed: found.missed,
      refused: done.failed.rows,
      brokenChains: chains.length,
      unprojected: late.length,
      stuckTransfers: transfers.stuckTransfers,
      auditHolds: audit?.holds === true && whats.length === 0,
      grantSeconds,
      seed,
    };
    isKept = !isWholeGrant(result);
    log(`${isKept ? "✗" : "✓"} compared with the books ${seconds(started)}`);
    return result;
  } finally {
    await system.end();
    process.off("exit", onExit);
    if (isKept) log(`  everything is kept in ${folder}`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * So many people with this Pay, as rows: registering each by SMS is what the brakes of the system are there to keep anybody
 * from doing. Only while the system is stopped.
 */
function settle(stateDir: string, programmeId: ProgrammeId, count: number): readonly Person[] {
  const [file] = sqliteFiles(join(stateDir, "data", "d1", "miniflare-D1DatabaseObject"));
  const db = new DatabaseSync(file as string);
  try {
    const programme = db.prepare("select region_id from programme where id = ?").get(programmeId);
    const regionId = String(programme?.region_id);
    const people = Array.from({ length: count }, (_, i): Person => {
      const residentId = entityId<ResidentId>(crypto.getRandomValues(new Uint8Array(8)));
      return { residentId, wallet: walletName(residentId, programmeId), frozen: i % FROZEN_EVERY === 50 };
    });
    const resident = db.prepare(
      "insert into resident (id, created_at_ms, sessions_from_ms) values (?, 1, 0)",
    );
    const phone = db.prepare(
      "insert into resident_phone (lookup, resident_id, sealed, verified_at_ms) values (?, ?, '', 1)",
    );
    const link = db.prepare(
      "insert into wallet_link (resident_id, programme_id, region_id, actor, created_at_ms) values (?, ?, ?, ?, 1)",
    );
    const freeze = db.prepare(
      "insert into resident_freeze (resident_id, region_id, frozen, operation_id, since_ms, driven_at_ms) values (?, ?, 1, ?, 1, 1)",
    );
    db.exec("begin");
    for (const { residentId, wallet, frozen } of people) {
      resident.run(residentId);
      phone.run(`chaos:${residentId}`, residentId);
      link.run(residentId, programmeId, regionId, wallet);
      if (frozen) freeze.run(residentId, regionId, freshOperation(idTail(wallet as never)));
    }
    db.exec("commit");
    return people;
  } finally {
    db.close();
  }
}

/** The list goes in as a secretariat's file does, with a line of nobody and a line twice. */
async function prepare(
  url: string,
  region: SmallRegion,
  people: readonly Person[],
  log: (line: string) => void,
): Promise<GrantBody> {
  const lines = [
    "利用者番号",
    ...people.map(({ residentId }) => residentId),
    people[0]?.residentId,
    "000000000000",
  ];
  const query = new URLSearchParams({
    title: "chaos",
    fileName: "list.csv",
    amountYen: String(AMOUNT_YEN),
    expiresOn: addDays(businessDate(Date.now()), 60),
  });
  const reply = await fetch(`${url}/api/programmes/${region.programmeId}/grant-lists?${query}`, {
    method: "POST",
    headers: { origin: url, cookie: region.secretariat.cookie, "content-type": "text/csv" },
    body: `${lines.join("\r\n")}\r\n`,
  });
  if (!reply.ok) throw new Error(`the list was not taken: ${await reply.text()}`);
  const made = (await reply.json()) as GrantBody;
  const grant = await until(region, made, ({ state }) => state !== "reading", people.length);
  log(
    `✓ the list is read: ${grant.ready.rows} go, ${grant.duplicateRows} twice, ${grant.unknownRows} unknown`,
  );
  if (grant.state !== "ready" || grant.ready.rows !== people.length)
    throw new Error(`the list was read as ${JSON.stringify(grant)}`);
  return grant;
}

const read = (region: SmallRegion, { grantId }: GrantBody) =>
  region.secretariat.done<GrantBody>("GET", `grants/${grantId}`);

async function until(
  region: SmallRegion,
  grant: GrantBody,
  isSo: (grant: GrantBody) => boolean,
  wallets: number,
): Promise<GrantBody> {
  const endMs = performance.now() + WITHIN_MS + wallets * A_WALLET_WITHIN_MS;
  for (;;) {
    const now = await read(region, grant);
    if (isSo(now)) return now;
    if (performance.now() > endMs) throw new Error(`the grant stands still: ${JSON.stringify(now)}`);
    await rest(LOOK_MS);
  }
}

/** Ends the system at three moments of the grant, drawn around an eighth, three and five eighths and a little later. */
async function killThrice(
  system: System,
  region: SmallRegion,
  grant: GrantBody,
  next: () => number,
  log: (line: string) => void,
): Promise<readonly number[]> {
  const killedAt: number[] = [];
  const { rows } = grant.ready;
  for (let third = 0; third < KILLS; third++) {
    const at =
      Math.floor((rows * (1 + 2 * third)) / 8) + between(next, [1, Math.max(1, Math.floor(rows / 8))]);
    const now = await until(
      region,
      grant,
      ({ credited, state }) => credited.rows >= at || state === "done",
      rows,
    );
    if (now.state === "done") throw new Error("the grant was done before it could be killed");
    await rest(between(next, [0, 120]));
    await system.killWorkerd();
    killedAt.push(now.credited.rows);
    log(`kill ${third + 1} after ${now.credited.rows} of ${rows}`);
    // The job's lease runs out, and the sweep drives it on.
    system.clockOffsetMs += OVER_A_LEASE_MS;
    await system.start(HEALTHY);
    // Not waited for: while it looks at everything else the grant is on its way again.
    void system.sweep().catch(() => {});
  }
  return killedAt;
}

/** Waits for the end, with the sweep as often as a cron would bring it: it drives on what a busy queue has dropped (ALM-2). */
async function ended(system: System, region: SmallRegion, grant: GrantBody): Promise<GrantBody> {
  const cron = setInterval(() => void system.sweep().catch(() => {}), CRON_MS);
  const done = await until(region, grant, ({ endedAtMs }) => endedAtMs !== null, grant.ready.rows).finally(
    () => clearInterval(cron),
  );
  if (done.state !== "done") throw new Error(`the grant ended as ${done.state}`);
  return done;
}

/** Lets what kills took out of the queue come again by the actors' own alarms (PUB-6); leaves the system stopped. */
async function drain(
  system: System,
  stateDir: string,
  wallets: number,
  log: (line: string) => void,
): Promise<void> {
  for (const minutes of [0, ...STANDSTILL_MINUTES]) {
    if (minutes > 0) {
      const fromMs = Date.now() + wallets * ALARM_MOVED_MS + STARTED_BY_MS;
      const alarms = standStill(stateDir, minutes * 60_000, { fromMs, everyMs: ALARM_EVERY_MS });
      log(`• the machine stands still for ${minutes} minutes, ${alarms} alarms are nearer`);
      system.clockOffsetMs += minutes * 60_000;
      await system.start(HEALTHY);
      await system.sweep();
      await rest(Math.max(0, fromMs + alarms * ALARM_EVERY_MS - Date.now()));
    }
    // Projection goes on as long as D1 still gets more.
    for (let before = -1, now = 0; now !== before; ) {
      before = now;
      await rest(3_000);
      now = projectedRows(stateDir);
    }
    await system.stop();
    const { actors, projected } = readBooks(stateDir);
    if (unprojected(actors, projected).length === 0) return;
  }
}

function projectedRows(stateDir: string): number {
  const [file] = sqliteFiles(join(stateDir, "data", "d1", "miniflare-D1DatabaseObject"));
  const db = new DatabaseSync(file as string, { readOnly: true });
  try {
    return Number(db.prepare("select count(*) as rows from journal").get()?.rows);
  } finally {
    db.close();
  }
}

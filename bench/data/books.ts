/**
 * A programme with a million movements in its projection, for what is measured at that size: coupons issued through
 * the API, their and their wallets' journals as the actors write them, and those put into D1 by the projection's own
 * statements, so that totals, heads and transfers are what production would have.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { idTail, requestHash, stepId } from "../../durable-objects/lib/hash.ts";
import { addDays, type BusinessDate, businessDate, startOfDayMs } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import {
  type ActorName,
  entityId,
  type OperationId,
  operationId,
  type ProgrammeId,
  type ResidentId,
  walletName,
} from "../../schema/ids.ts";
import { MAX_ISSUE_COUPONS } from "../../schema/limits.ts";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import { childrenOf } from "../../scripts/server.ts";
import { secretsOf } from "../../scripts/state-folder.ts";
import { freshOperation, type SmallRegion, smallRegion } from "../../tests/e2e/small-region.ts";
import { chainOf, type Link } from "../../workers/queue/chains.testing.ts";
import { nodeD1 } from "../../workers/queue/node-d1.testing.ts";
import { project } from "../../workers/queue/projection.ts";
import { bundled, type Runtime, startProduct } from "../runtime.ts";

/** Each coupon is spent three times and charged; its wallet pays five times, and one payment is refunded. */
const LISTED_PER_COUPON = 10;
/** A million movements, and as many as show that a bench works. */
export const COUPONS = 100_000;
export const COUPONS_QUICK = 500;
const FACE_YEN = 3_000;
/** Dates that the movements are spread over, today the last. */
export const DAYS = 30;
const MANY_STORES = 200;
const TILLS_PER_STORE = 2;
/** Entries that one call of the projection takes: as a full queue batch brings. */
const BATCH_ENTRIES = 5_000;
/** How often the state of an issue is asked for. */
const POLL_MS = 20;

export interface BookOptions {
  /** The folder that the installation lies in. */
  readonly stateDir: string;
  /** Coupons issued; a million movements are 100,000 of them. */
  readonly coupons: number;
  /** Where they are spent; many, unless told. */
  readonly stores?: number;
}

export interface Books extends SmallRegion {
  readonly stateDir: string;
  /** The port its clients were signed in at: a server started again takes the same. */
  readonly port: number;
  /** One of them, when there are more. */
  readonly issueId: string;
  /** Their serials count from 1. */
  readonly coupons: number;
  readonly storeIds: readonly string[];
  /** Rows in the journal's projection, the fund's not counted, and those that a transaction file lists. */
  readonly rows: number;
  readonly listed: number;
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  /** The file of D1. */
  readonly databaseFile: string;
}

const made = new Map<string, Promise<Books>>();

/**
 * Books of so many coupons, made once in a process: they lie under the first caller's `stateDir`, which is that caller's
 * to remove when everybody is done. No server is left running on them.
 */
export function booksOf(options: BookOptions): Promise<Books> {
  const key = `${options.coupons} ${options.stores ?? MANY_STORES}`;
  const books = made.get(key) ?? makeBooks(options);
  made.set(key, books);
  return books;
}

/** Starts the product and the bench's floor on the books, where their clients are signed in. */
export async function serveBooks(books: Pick<Books, "stateDir" | "port">): Promise<ServedBooks> {
  const before = new Set(childrenOf(process.pid));
  const runtime = await startProduct(await bundled("bench/books.worker.ts"), {}, books.stateDir, {
    port: books.port,
  });
  const pids = childrenOf(process.pid).filter((pid) => !before.has(pid));
  return {
    ...runtime,
    url: `http://${runtime.target.host}:${runtime.target.port}`,
    memoryMiB: () => pids.reduce((sum, pid) => sum + memoryMiB(pid), 0),
  };
}

export interface ServedBooks extends Runtime {
  readonly url: string;
  /** What workerd holds of its own, its program's pages not counted; 0 where the system doesn't tell. */
  memoryMiB(): number;
}

function memoryMiB(pid: number): number {
  try {
    return (
      Number(/^RssAnon:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1_024
    );
  } catch {
    return 0;
  }
}

/** Issues through the API, and waits until the rows stand. Returns the issue and the time from request to ready. */
export async function issueCoupons(
  region: Pick<SmallRegion, "house" | "houseId" | "programmeId" | "fundIdTail">,
  coupons: number,
): Promise<{ readonly issueId: string; readonly tookMs: number }> {
  const started = performance.now();
  const { issue } = await region.house.done<{ issue: { issueId: string; state: string } }>("POST", "issues", {
    operationId: freshOperation(region.fundIdTail),
    programmeId: region.programmeId,
    branchId: region.houseId,
    coupons,
    faceYen: FACE_YEN,
  });
  let { state } = issue;
  while (state === "writing") {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    ({ state } = await region.house.done<{ state: string }>("GET", `issues/${issue.issueId}`));
  }
  if (state !== "ready" && state !== "active") throw new Error(`the issue is ${state}`);
  return { issueId: issue.issueId, tookMs: performance.now() - started };
}

/** A region whose fund holds enough for so many coupons, several times over. */
export function regionFor({ url }: ServedBooks, stateDir: string, coupons: number): Promise<SmallRegion> {
  const yen = coupons * FACE_YEN * 10;
  const operatorKey = secretsOf(stateDir).OPERATOR_KEY;
  return smallRegion({ url, operatorKey }, { faceYen: FACE_YEN, depositYen: yen, allottedYen: yen });
}

async function makeBooks({ stateDir, coupons, stores = MANY_STORES }: BookOptions): Promise<Books> {
  mkdirSync(stateDir, { recursive: true });
  const server = await serveBooks({ stateDir, port: 0 });
  const { port } = server.target;
  let region: SmallRegion;
  let issueId: string;
  let tills: readonly Till[];
  try {
    region = await regionFor(server, stateDir, coupons);
    tills = await makeStores(region.secretariat, region.houseId, stores);
    let left = coupons;
    do {
      const count = Math.min(left, MAX_ISSUE_COUPONS);
      ({ issueId } = await issueCoupons(region, count));
      await region.house.done("POST", `issues/${issueId}/activate`, {
        operationId: freshOperation(region.fundIdTail),
      });
      left -= count;
    } while (left > 0);
  } finally {
    await server.stop();
  }
  const databaseFile = databaseIn(stateDir);
  const to = businessDate(Date.now());
  const from = addDays(to, 1 - DAYS);
  const { rows, listed } = await fill(databaseFile, region.programmeId as ProgrammeId, tills, from);
  const storeIds = [...new Set(tills.map((till) => till.storeId))];
  return { ...region, stateDir, port, issueId, coupons, storeIds, rows, listed, from, to, databaseFile };
}

interface Till {
  readonly storeId: string;
  readonly tillId: string;
}

async function makeStores(
  secretariat: SeedClient,
  organisationId: string,
  stores: number,
): Promise<readonly Till[]> {
  const tills: Till[] = [];
  for (let i = 1; i <= stores; i++) {
    const { storeId } = await secretariat.done<{ storeId: string }>("POST", "stores", {
      organisationId,
      name: `試験の店 ${i}号店`,
      kana: `シケンノミセ${i}`,
      address: `試験市${i}-1`,
      municipality: "990019",
      industry: "I58",
      accepts: "mpm+cpm",
    });
    for (let till = 0; till < TILLS_PER_STORE; till++) {
      const reply = await secretariat.done<{ tills: readonly { tillId: string }[] }>(
        "POST",
        `stores/${storeId}/tills`,
        {},
      );
      if (till === TILLS_PER_STORE - 1) tills.push(...reply.tills.map(({ tillId }) => ({ storeId, tillId })));
    }
  }
  return tills;
}

/** The SQLite file of D1 among the runtime's files: the one with a journal that has a position. */
function databaseIn(stateDir: string): string {
  const files = readdirSync(join(stateDir, "data"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".sqlite") && name.includes("d1"))
    .map((name) => join(stateDir, "data", name));
  for (const file of files) {
    if (!existsSync(file)) continue;
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      if (database.prepare("select 1 from pragma_table_info('journal') where name = 'position'").get())
        return file;
    } finally {
      database.close();
    }
  }
  throw new Error(`no D1 file under ${stateDir}`);
}

/** Writes what every coupon of the programme and its holder's wallet did, day after day. */
async function fill(
  file: string,
  programmeId: ProgrammeId,
  tills: readonly Till[],
  from: BusinessDate,
): Promise<{ readonly rows: number; readonly listed: number }> {
  const { db, sqlite } = nodeD1(file);
  try {
    // Durable is what production must be; here a cut only means filling again.
    sqlite.exec("pragma synchronous = off; pragma cache_size = -1000000");
    // In the order of nothing: people don't come in the order of serials.
    const coupons = sqlite
      .prepare(
        `select serial, region_id as regionId, actor, expires_on as expiresOn from coupon where programme_id = ? order by mac`,
      )
      .all(programmeId) as unknown as Coupon[];
    let rows = 0;
    let listed = 0;
    let batch: JournalEntry[] = [];
    const flush = async () => {
      await project(db, batch, "log/bench", Date.now());
      rows += batch.length;
      batch = [];
    };
    for (const [i, coupon] of coupons.entries()) {
      const date = addDays(from, Math.floor((i * DAYS) / coupons.length));
      // Between 9 and 21 o'clock.
      const atMs = startOfDayMs(date) + 9 * 3_600_000 + ((i * 7_919) % 43_200) * 1_000;
      batch.push(...movesOf(coupon, programmeId, tills, i, atMs));
      listed += LISTED_PER_COUPON;
      if (batch.length >= BATCH_ENTRIES) await flush();
    }
    await flush();
    return { rows, listed };
  } finally {
    sqlite.close();
  }
}

interface Coupon {
  readonly serial: number;
  readonly regionId: string;
  readonly actor: ActorName;
  readonly expiresOn: string;
}

/** Twelve random-looking bytes that are the same every time. */
function bytesOf(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}

function movesOf(
  coupon: Coupon,
  programmeId: ProgrammeId,
  tills: readonly Till[],
  index: number,
  startMs: number,
): JournalEntry[] {
  const { actor, regionId, expiresOn } = coupon;
  const holder = { programmeId, regionId };
  let atMs = startMs;
  let left = 0;
  let turn = 0;
  const idFor = (name: ActorName) => {
    turn += 1;
    return operationId(atMs, bytesOf(`${name}|${turn}`), idTail(name));
  };
  const pay = (name: ActorName, amountYen: number): Link & { operationId: OperationId } => {
    const { storeId, tillId } = tills[(index * 31 + turn * 17) % tills.length] as Till;
    atMs += 60_000;
    left -= amountYen;
    return {
      kind: "pay",
      amountYen: -amountYen,
      operationId: idFor(name),
      expiresOn,
      atMs,
      detail: { storeId, tillId, rules: 1 },
      requestHash: requestHash({ kind: "pay", actor: name, amountYen, storeId, tillId }),
      result: { storeId, tillId, amountYen, balanceAfterYen: left },
    };
  };

  left = FACE_YEN;
  const resident = entityId<ResidentId>(bytesOf(`resident|${actor}`));
  const wallet = walletName(resident, programmeId);
  const open: Link = {
    kind: "open",
    amountYen: FACE_YEN,
    operationId: stepId(actor, "open", idTail(actor)),
    expiresOn,
    atMs,
  };
  const paper = [200, 300, 400].map((yen) => pay(actor, yen));
  atMs += 60_000;
  const charge = idFor(actor);
  const lots = [{ amountYen: left, expiresOn }];
  const paperChain = chainOf(
    actor,
    [
      open,
      ...paper,
      {
        kind: "charge-pending",
        amountYen: -left,
        operationId: charge,
        expiresOn,
        atMs,
        detail: { target: wallet, command: { lots, rules: 1 } },
        requestHash: requestHash({ kind: "charge", actor, target: wallet }),
        result: { amountYen: left, lots },
      },
      {
        kind: "charge-posted",
        amountYen: 0,
        operationId: stepId(charge, "posted", idTail(actor)),
        account: "",
        expiresOn: null,
        atMs: atMs + 5,
        detail: { parent: charge },
      },
    ],
    { ...holder, actorClass: "coupon" },
  );
  const credit: Link = {
    kind: "credit",
    amountYen: left,
    operationId: stepId(charge, "credit", idTail(wallet)),
    expiresOn,
    atMs: atMs + 3,
    detail: { parent: charge, from: "coupon", source: actor, origin: "charge", rules: 1 },
    result: { amountYen: left },
  };
  const app = [150, 250, 350, 450, 100].map((yen) => pay(wallet, yen));
  const last = app[4] as Link & { operationId: OperationId };
  const { storeId, tillId } = last.detail as { storeId: string; tillId: string };
  atMs += 60_000;
  const refund: Link = {
    kind: "reverse",
    amountYen: 100,
    operationId: idFor(wallet),
    expiresOn,
    atMs,
    detail: { payment: last.operationId, mode: "refund", storeId, tillId },
    requestHash: requestHash({
      kind: "refund",
      actor: wallet,
      amountYen: 100,
      storeId,
      target: last.operationId,
    }),
    result: { amountYen: 100, expiredYen: 0, balanceAfterYen: left + 100 },
  };
  return [...paperChain, ...chainOf(wallet, [credit, ...app, refund], { ...holder, actorClass: "wallet" })];
}

/**
 * A head office with eighty stores and 200,000 payments in a month: everything its screens ask the API for, one after the other
 * as the screens ask it, each beside `health`, which asks nothing of anybody.
 */
import { DatabaseSync } from "node:sqlite";
import { addDays, type BusinessDate } from "../../schema/calendar.ts";
import { MAX_PAGE_ROWS, MAX_SALES_DAYS } from "../../schema/limits.ts";
import { spread } from "../statistics.ts";
import { type Books, booksOf, COUPONS_QUICK, serveBooks } from "./books.ts";
import { askInTurns, type Question } from "./in-turns.ts";
import type { BenchOptions, BenchResult } from "./result.ts";

const STORES = 80;
/** Each is paid from eight times. */
const COUPONS = 25_000;
const PAYMENTS_PER_COUPON = 8;
/** Two years of closings, twice a month. */
const CLOSINGS = 48;
const TIMES = 25;
const TIMES_QUICK = 2;

/** Measures the office's questions. Leaves nothing running; what lies under `stateDir` is the caller's. */
export async function officeBench({ stateDir, quick }: BenchOptions): Promise<BenchResult> {
  const coupons = quick ? COUPONS_QUICK : COUPONS;
  const books = await booksOf({ stateDir: `${stateDir}/office`, coupons, stores: STORES });
  addClosings(books);
  const served = await serveBooks(books);
  try {
    const questions = questionsOf(books, await storeVersions(books));
    const tookMs = await askInTurns(questions, quick ? TIMES_QUICK : TIMES);
    return resultOf(coupons, questions, tookMs);
  } finally {
    await served.stop();
  }
}

interface ManagedPage {
  readonly rows: readonly {
    readonly storeId: string;
    readonly tills: readonly { readonly tillId: string }[];
  }[];
}

async function storeVersions({ house }: Books): Promise<ManagedPage["rows"]> {
  return (await house.done<ManagedPage>("GET", `stores/managed?limit=${MAX_PAGE_ROWS}`)).rows;
}

function questionsOf(books: Books, stores: ManagedPage["rows"]): Readonly<Record<string, Question>> {
  const { house, secretariat, from, to } = books;
  const get = (path: string) => house.done("GET", path);
  const store = (turn: number) => stores[turn % stores.length] as ManagedPage["rows"][number];
  // Another first day each time: no two turns read the same days.
  const days = (turn: number) => `from=${addDays(from, turn % 5)}&to=${to}`;
  const year = (turn: number) => `from=${addDays(to, 1 - MAX_SALES_DAYS + (turn % 5))}&to=${to}`;
  const sales = (title: string, query: (turn: number) => string): Question => ({
    title,
    ask: (turn) => get(`sales?limit=${MAX_PAGE_ROWS}&${query(turn)}`),
  });
  return {
    health: { title: "health (floor)", ask: () => secretariat.done("GET", "health") },
    me: { title: "signed in: who am I", ask: () => get("staff/me") },
    salesByDay: sales("sales: a month by day", (turn) => `by=day&${days(turn)}`),
    salesByMonth: sales("sales: 400 days by month", (turn) => `by=month&${year(turn)}`),
    salesByStore: sales("sales: 80 stores side by side", (turn) => `by=store&${days(turn)}`),
    salesByTill: sales("sales: a page of tills", (turn) => `by=till&${days(turn)}`),
    salesApart: sales("sales: a page of everything apart", (turn) => `by=each&${days(turn)}`),
    salesOfOne: sales(
      "sales: one store by day",
      (turn) => `by=day&storeId=${store(turn).storeId}&${days(turn)}`,
    ),
    statements: {
      title: "payouts: a page of statements",
      ask: () => get(`statements?limit=20`),
    },
    statementsLate: {
      title: "payouts: a page two years back",
      ask: () => get(`statements?limit=20&after=${afterClosing(closedOn(to, CLOSINGS - 4))}`),
    },
    stores: { title: "stores, tills and QRs", ask: () => get(`stores/managed?limit=${MAX_PAGE_ROWS}`) },
    search: {
      title: "stores by a part of the name",
      ask: (turn) =>
        get(`stores/managed?limit=${MAX_PAGE_ROWS}&text=${encodeURIComponent(`${turn + 1}号店`)}`),
    },
    store: { title: "one store", ask: (turn) => get(`stores/${store(turn).storeId}/managed`) },
    followers: {
      title: "one store's followers",
      ask: (turn) => get(`stores/${store(turn).storeId}/followers`),
    },
    bulk: {
      title: "what a change makes of 80 stores",
      ask: (turn) =>
        house.done("POST", "stores/bulk-edits", {
          stores: stores.map(({ storeId }) => ({ storeId })),
          change: { notices: `${turn}日は休み` },
          apply: false,
        }),
    },
    qr: {
      title: "one till's QR (SVG)",
      ask: (turn) =>
        house.file(`stores/${store(turn).storeId}/tills/${store(turn).tills[0]?.tillId}/qr?form=svg`),
    },
    requests: { title: "questions to the secretariat", ask: () => get("change-requests?limit=20") },
    inbox: { title: "notices", ask: () => get("inbox?as=merchant&kind=notice") },
    accounts: { title: "accounts", ask: () => get("staff?limit=20") },
    keys: { title: "one store's keys", ask: (turn) => get(`pos-keys?storeId=${store(turn).storeId}`) },
    webhooks: { title: "addresses that hear of payments", ask: () => get("webhooks") },
  };
}

/** Where a page of statements goes on, as the API writes it (`keyAfter`). */
function afterClosing(toOn: BusinessDate): string {
  return Buffer.from(JSON.stringify([toOn, ""])).toString("base64url");
}

/** The last date of the n-th closing before, half a month apart. */
function closedOn(to: BusinessDate, n: number): BusinessDate {
  return addDays(to, -60 - 15 * n);
}

/** Approved closings of the past with a line for each store, as closing writes them, each paid in one transfer. */
function addClosings({ databaseFile, programmeId, houseId, storeIds, to }: Books): void {
  const sqlite = new DatabaseSync(databaseFile);
  try {
    const regionId = sqlite.prepare("select region_id as id from programme where id = ?").get(programmeId)
      ?.id as string;
    const closing = sqlite.prepare(
      `insert into closing (id, region_id, programme_id, number, from_on, to_on, pay_on, rule_version, state, stores, payees, payments,
         paid_yen, reversed_yen, fee_yen, tax_yen, carried_in_yen, carried_out_yen, payable_yen, created_at_ms, created_by)
       values (?, ?, ?, ?, ?, ?, ?, 1, 'calculating', ?, 1, 100, 50000, 0, 0, 0, 0, 0, 50000, 1, 'bench')`,
    );
    const line = sqlite.prepare(
      `insert into closing_line (closing_id, store_id, region_id, programme_id, organisation_id, store_name, organisation_name, payee_kind,
         payee_id, payments, paid_yen, reversals, reversed_yen, fee_basis_points, fee_fixed_yen, fee_yen, tax_yen, carried_in_yen,
         carried_out_yen, payable_yen, outcome)
       values (?, ?, ?, ?, ?, '店', '宿と店', 'organisation', ?, 100, 50000, 0, 0, 0, 0, 0, 0, 0, 0, 50000, 'pay')`,
    );
    sqlite.exec("begin");
    for (let n = 0; n < CLOSINGS; n++) {
      const toOn = closedOn(to, n);
      const id = `bench${String(n).padStart(7, "0")}`;
      closing.run(
        id,
        regionId,
        programmeId,
        CLOSINGS - n,
        addDays(toOn, -14),
        toOn,
        addDays(toOn, 7),
        storeIds.length,
      );
      for (const storeId of storeIds) line.run(id, storeId, regionId, programmeId, houseId, houseId);
    }
    // Lines are written before it is approved, and never after.
    sqlite.exec("update closing set state = 'approved', approved_at_ms = 1, approved_by = 'bench'; commit");
  } finally {
    sqlite.close();
  }
}

function resultOf(
  coupons: number,
  questions: Readonly<Record<string, Question>>,
  tookMs: ReadonlyMap<string, readonly number[]>,
): BenchResult {
  const spreads = [...tookMs].map(([name, each]) => [name, spread(each)] as const);
  const one = (value: number) => Number(value.toFixed(1));
  return {
    figures: {
      officeMs: Object.fromEntries(spreads.map(([name, { median }]) => [name, one(median)])),
      officeSlowestMs: one(Math.max(...spreads.map(([, { median }]) => median))),
      officeRaw: Object.fromEntries([...tookMs].map(([name, each]) => [name, each.map(one)])),
    },
    table: [
      `${STORES} stores, ${(coupons * PAYMENTS_PER_COUPON).toLocaleString("en-US")} payments in a month, ${CLOSINGS} closings; one after the other.`,
      "",
      "| question of the office | median ms | lowest–highest |",
      "|---|---|---|",
      ...spreads.map(
        ([name, { median, low, high }]) =>
          `| ${questions[name]?.title ?? name} | ${one(median)} | ${one(low)}–${one(high)} |`,
      ),
    ].join("\n"),
  };
}

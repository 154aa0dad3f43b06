/**
 * What people wait for with a million movements in the projection: the dashboard, the call centre, a store's day, lists
 * of coupons and issues; each through the API with session and roles, one after the other, beside `health`, which asks
 * nothing of anybody.
 */
import { addDays } from "../../schema/calendar.ts";
import { spread } from "../statistics.ts";
import { type Books, booksOf, COUPONS, COUPONS_QUICK, serveBooks } from "./books.ts";
import { askInTurns, type Question } from "./in-turns.ts";
import type { BenchOptions, BenchResult } from "./result.ts";

const TIMES = 40;
const TIMES_QUICK = 3;
const PAGE_ROWS = 50;

/** Measures the queries. Leaves nothing running; what lies under `stateDir` is the caller's. */
export async function queryBench({ stateDir, quick }: BenchOptions): Promise<BenchResult> {
  const books = await booksOf({ stateDir: `${stateDir}/books`, coupons: quick ? COUPONS_QUICK : COUPONS });
  const served = await serveBooks(books);
  try {
    const queries = queriesOf(books);
    const tookMs = await askInTurns(queries, quick ? TIMES_QUICK : TIMES);
    return resultOf(books, queries, tookMs);
  } finally {
    await served.stop();
  }
}

function queriesOf(books: Books): Readonly<Record<string, Question>> {
  const { secretariat, house, programmeId, issueId, storeIds, from, coupons } = books;
  const store = (turn: number) => storeIds[turn % storeIds.length];
  // Far apart, so that no two of them lie on one page of the database.
  const serial = (turn: number) => 1 + ((turn * 7_919) % coupons);
  const get = (client: typeof house, path: string) => client.done("GET", path);
  return {
    health: { title: "health (floor)", ask: () => get(secretariat, "health") },
    dashboard: {
      title: "programme's figures",
      ask: () => get(secretariat, `programmes/${programmeId}/figures`),
    },
    fund: { title: "programme's fund", ask: () => get(secretariat, `programmes/${programmeId}/fund`) },
    callCentre: {
      title: "call centre: a coupon",
      ask: (turn) => secretariat.done("POST", "holders", { couponId: `${programmeId}-${serial(turn)}` }),
    },
    storeDay: {
      title: "a store's payments of a day",
      ask: (turn) =>
        get(
          house,
          `counter/payments?storeId=${store(turn)}&date=${addDays(from, turn % 20)}&limit=${PAGE_ROWS}`,
        ),
    },
    storeSummary: {
      title: "a store's sums of today",
      ask: (turn) => get(house, `counter/summary?storeId=${store(turn)}`),
    },
    coupons: {
      title: "a page of an issue's coupons",
      ask: (turn) =>
        get(house, `issues/${issueId}/coupons?limit=${PAGE_ROWS}&after=${afterSerial(serial(turn))}`),
    },
    issues: { title: "a page of issues", ask: () => get(house, `issues?limit=${PAGE_ROWS}`) },
  };
}

/** Where a page of coupons goes on, as the API writes it (`keyAfter`). */
function afterSerial(serial: number): string {
  return Buffer.from(JSON.stringify([serial, "serial"])).toString("base64url");
}

function resultOf(
  books: Books,
  queries: Readonly<Record<string, Question>>,
  tookMs: ReadonlyMap<string, readonly number[]>,
): BenchResult {
  const spreads = [...tookMs].map(([name, each]) => [name, spread(each)] as const);
  const one = (value: number) => Number(value.toFixed(1));
  return {
    figures: {
      queryMs: Object.fromEntries(spreads.map(([name, { median }]) => [name, one(median)])),
      queryRaw: Object.fromEntries([...tookMs].map(([name, each]) => [name, each.map(one)])),
    },
    table: [
      `With ${books.rows.toLocaleString("en-US")} rows in the projection, one after the other.`,
      "",
      "| query | median ms | lowest–highest |",
      "|---|---|---|",
      ...spreads.map(
        ([name, { median, low, high }]) =>
          `| ${queries[name]?.title ?? name} | ${one(median)} | ${one(low)}–${one(high)} |`,
      ),
    ].join("\n"),
  };
}

/**
 * What the dashboard costs with a million movements in the projection, and how soon a payment stands on it: its live part and
 * its periods through the API, then payments at the till, each followed as the screen follows it: the programme's feed says
 * that something changed, the figures are read, at most once a second, until the payment is there (DSH-1, DSH-3).
 */
import type { Dashboard } from "../../schema/api/dashboard.ts";
import type { PaymentReply } from "../../schema/api/payments.ts";
import type { Figures } from "../../schema/api/programmes.ts";
import { addDays } from "../../schema/calendar.ts";
import type { IdTail } from "../../schema/ids.ts";
import { freshOperation, paidCoupon } from "../../tests/e2e/small-region.ts";
import { spread } from "../statistics.ts";
import { type Books, booksOf, COUPONS, COUPONS_QUICK, type ServedBooks, serveBooks } from "./books.ts";
import { askInTurns, type Question, timed } from "./in-turns.ts";
import { openProgrammeScreen } from "./programme-screen.ts";
import type { BenchOptions, BenchResult } from "./result.ts";

const TIMES = 40;
const TIMES_QUICK = 3;
const PAYMENTS = 30;
const PAYMENTS_QUICK = 3;
const FACE_YEN = 3_000;
/** Between two payments, never the same pause: they should not march in step with the feed's second. */
const PAUSE_MS = 700;

/** Measures the dashboard. Leaves nothing running; what lies under `stateDir` is the caller's. */
export async function dashboardBench({ stateDir, quick }: BenchOptions): Promise<BenchResult> {
  const books = await booksOf({ stateDir: `${stateDir}/books`, coupons: quick ? COUPONS_QUICK : COUPONS });
  const served = await serveBooks(books);
  try {
    const readings = readingsOf(books);
    // The first readings add up the hours of what the books were filled with: told apart.
    const firstMs = await timed(() => readings.figures.ask());
    const tookMs = await askInTurns(readings, quick ? TIMES_QUICK : TIMES);
    const shownMs = await payments(books, served, quick ? PAYMENTS_QUICK : PAYMENTS);
    return resultOf(books, readings, { firstMs, tookMs, shownMs });
  } finally {
    await served.stop();
  }
}

function readingsOf({ secretariat, programmeId, to }: Books) {
  const period = (query: string) => () =>
    secretariat.done<Dashboard>("GET", `programmes/${programmeId}/dashboard${query}`);
  return {
    figures: {
      title: "live part: money, hours, last payments",
      ask: () => secretariat.done<Figures>("GET", `programmes/${programmeId}/figures`),
    },
    today: { title: "period of today", ask: period(`?from=${to}&to=${to}`) },
    weeks: { title: "period of four weeks", ask: period(`?from=${addDays(to, -27)}&to=${to}`) },
    whole: { title: "period from the beginning", ask: period("") },
  } satisfies Readonly<Record<string, Question>>;
}

/** Pays at the till again and again; from each receipt until the open dashboard has the payment. */
async function payments(books: Books, served: ServedBooks, count: number): Promise<readonly number[]> {
  const { house, secretariat, programmeId, storeId, tillId } = books;
  const code = await paidCoupon(books, FACE_YEN, [1]);
  const screen = await openProgrammeScreen(served, secretariat, programmeId);
  const shownMs: number[] = [];
  try {
    for (let turn = 1; turn <= count; turn++) {
      const { coupon } = await house.done<{ coupon: { idTail: IdTail; handle: string } }>(
        "POST",
        "counter/inspect",
        { storeId, tillId, code },
      );
      const amountYen = turn + 1;
      const { receipt } = await house.done<Pick<PaymentReply, "receipt">>("POST", "counter/payments", {
        storeId,
        tillId,
        operationId: freshOperation(coupon.idTail),
        handle: coupon.handle,
        amountYen,
      });
      const receiptAt = performance.now();
      await screen.shows(({ latest }) =>
        latest.some((one) => one.atMs === receipt.atMs && one.amountYen === amountYen),
      );
      shownMs.push(performance.now() - receiptAt);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS + ((turn * 137) % PAUSE_MS)));
    }
  } finally {
    screen.close();
  }
  return shownMs;
}

function resultOf(
  books: Books,
  readings: Readonly<Record<string, Question>>,
  {
    firstMs,
    tookMs,
    shownMs,
  }: {
    readonly firstMs: number;
    readonly tookMs: ReadonlyMap<string, readonly number[]>;
    readonly shownMs: readonly number[];
  },
): BenchResult {
  const one = (value: number) => Number(value.toFixed(1));
  const spreads = [...tookMs].map(([name, each]) => [name, spread(each)] as const);
  const shown = spread(shownMs);
  const row = (title: string, { median, low, high }: ReturnType<typeof spread>) =>
    `| ${title} | ${one(median)} | ${one(low)}–${one(high)} |`;
  return {
    figures: {
      dashboardMs: Math.round(Math.max(...spreads.map(([, { median }]) => median))),
      dashboardShownMs: Math.round(shown.high),
      dashboardRaw: {
        firstMs: one(firstMs),
        readings: Object.fromEntries([...tookMs].map(([name, each]) => [name, each.map(one)])),
        shownMs: shownMs.map(one),
      },
    },
    table: [
      `With ${books.rows.toLocaleString("en-US")} rows in the projection, one reading after the other.`,
      `The very first one also adds up hours, of as many rows as one call takes on (400,000): ${one(firstMs)} ms.`,
      "",
      "| reading | median ms | lowest–highest |",
      "|---|---|---|",
      ...spreads.map(([name, each]) => row(readings[name]?.title ?? name, each)),
      row(`from a payment's receipt until the open dashboard shows it, ${shownMs.length} payments`, shown),
    ].join("\n"),
  };
}

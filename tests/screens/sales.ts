/** What shops see of their sales: a branch's and a head office's, at a desk's and a phone's size. */
import type { Page } from "playwright-core";
import type { SalesPage, SalesRow } from "../../schema/api/sales.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const HEAD = "merchant-head";

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `sales-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, HEAD);
      await open(page, ctx);
    },
    ...more,
  };
}

/** What was taken in one row of a busy shop, made from a number. */
const taken = (n: number) => {
  const [paperCount, appCount, reversedCount] = [(n * 7) % 23, (n * 5) % 31, n % 6 === 0 ? 1 : 0];
  const [paperYen, appYen, reversedYen] = [paperCount * 1_240, appCount * 980, reversedCount * 600];
  const netYen = paperYen + appYen - reversedYen;
  return { paperCount, paperYen, appCount, appYen, reversedCount, reversedYen, netYen };
};
const summed = (rows: readonly SalesRow[]) => {
  const sum = { ...taken(0), reversedCount: 0, reversedYen: 0, netYen: 0 };
  for (const key of Object.keys(sum) as (keyof typeof sum)[])
    sum[key] = rows.reduce((all, row) => all + row[key], 0);
  return sum;
};
/** A month of a demo shop is empty: a busy one's reply stands in for it. */
async function answered(page: Page, rows: readonly SalesRow[], beforeYen: number): Promise<void> {
  const total = summed(rows);
  const body = {
    rows: [...rows],
    next: null,
    total,
    before: { from: "2026-10-01", to: "2026-10-30", total: { ...total, netYen: beforeYen } },
  } as SalesPage;
  await page.route(/\/api\/sales\?/, (route) => route.fulfill({ json: body }));
}
const month = (): readonly SalesRow[] =>
  Array.from({ length: 30 }, (_, at) => ({
    when: `2026-11-${String(at + 1).padStart(2, "0")}`,
    programme: null,
    store: null,
    till: null,
    ...taken(at + 1),
  }));
const stores = (): readonly SalesRow[] =>
  Array.from({ length: 12 }, (_, at) => ({
    when: null,
    programme: null,
    store: {
      storeId: `st0re${"abcdefghjkmn"[at]}aaaaaa` as never,
      name: `うどん処 つるや ${"港浜駅北南東西本新旧上下"[at]}店`,
    },
    till: null,
    ...taken(at * 3 + 2),
  }));
const MONTH = "from=2026-11-01&to=2026-11-30";

async function monthOpen(page: Page, ctx: ScreenContext): Promise<void> {
  await answered(page, month(), 412_300);
  await page.goto(`${ctx.url}/admin/sales?${MONTH}`);
  await shown(page, "合計");
}

/** Every screen and state of a shop's sales. */
export const screens: readonly Screen[] = [
  screen("month", monthOpen),
  screen("month-phone", monthOpen, { size: PHONE }),
  screen("month-dark", monthOpen, { dark: true }),
  screen("table", async (page, ctx) => {
    await monthOpen(page, ctx);
    await page.getByText("この表をファイルで受け取る").scrollIntoViewIfNeeded();
  }),
  screen("stores", async (page, ctx) => {
    await answered(page, stores(), 0);
    await page.goto(`${ctx.url}/admin/sales?${MONTH}&by=store`);
    await shown(page, "合計");
    await page.getByRole("img").scrollIntoViewIfNeeded();
  }),
  screen("empty", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/sales?from=2024-01-01&to=2024-01-31`);
    await shown(page, "この期間の売上は、まだありません。");
  }),
  screen("loading", async (page, ctx) => {
    await page.route(/\/api\/sales\?/, never);
    await page.goto(`${ctx.url}/admin/sales`);
    await page.getByRole("heading", { name: "売上" }).waitFor();
  }),
  screen(
    "trouble",
    async (page, ctx) => {
      await page.route(/\/api\/sales\?/, failing);
      await page.goto(`${ctx.url}/admin/sales`);
      await page.getByRole("alert").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("wrong-days", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/sales?from=2026-11-30&to=2026-11-01`);
    await shown(page, "終わりの日は、はじめの日より後にしてください");
  }),
];

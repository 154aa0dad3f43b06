/**
 * The dashboard with a good month behind it: a new system has none, so its figures are put into the real replies, under the
 * region's own municipalities and stores. Each chart in grey, by day and hour, on the map; and its tables.
 */
import type { Page } from "playwright-core";
import type { Dashboard } from "../../schema/api/dashboard.ts";
import type { Figures } from "../../schema/api/programmes.ts";
import { addDays, daysBetween } from "../../schema/calendar.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn } from "./steps.ts";

const size = { width: 1280, height: 800 };
/** As high as all of it. */
const whole = { width: 1280, height: 3_900 };
const DASHBOARD = /\/api\/programmes\/[0-9a-z]{12}\/dashboard/;
const FIGURES = /\/api\/programmes\/[0-9a-z]{12}\/figures/;

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> & { readonly as?: string } = {},
): Screen {
  const { as = "secretariat-admin", ...rest } = more;
  return {
    name: `dashboard-${name}`,
    size,
    open: async (page, ctx) => {
      await signedIn(page, ctx, as);
      await open(page, ctx);
    },
    ...rest,
  };
}

/** Something between 0 and 1 that is the same in every picture. */
const wave = (at: number) => (Math.sin(at * 12.9898) * 43_758.5453) % 1;
const yen = (at: number, most: number) => Math.round(Math.abs(wave(at)) * most);

/** A month's figures in place of a new system's. */
async function goodMonth(page: Page): Promise<void> {
  await page.route(FIGURES, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Figures;
    await route.fulfill({ response, json: { ...body, ...liveOf(body) } });
  });
  await page.route(DASHBOARD, async (route) => {
    const response = await route.fetch();
    const body = (await response.json()) as Dashboard;
    await route.fulfill({ response, json: monthOf(body) });
  });
}

function liveOf({ serverNowMs }: Figures): Partial<Figures> {
  const today = new Date(serverNowMs + 9 * 3_600_000).toISOString().slice(0, 10) as Dashboard["to"];
  const hours = [addDays(today, -1), today].flatMap((date, day) =>
    Array.from({ length: day === 1 ? 7 : 13 }, (_, at) => ({
      date,
      hour: at + 9,
      issuedYen: 0,
      cancelledYen: 0,
      grantedYen: 0,
      payments: 40,
      paidYen: 120_000 + yen(at + day * 50, 900_000),
      reversedYen: 0,
    })),
  );
  const stores = ["喫茶 みなと", "青浜みやげ館", "白岬漁協直売所", "織部そば", "松ヶ原ベーカリー"];
  return {
    hours,
    openCases: 3,
    latest: Array.from({ length: 12 }, (_, at) => ({
      atMs: serverNowMs - at * 17_000,
      kind: at === 4 ? ("reversal" as const) : ("payment" as const),
      storeId: "000000000000",
      storeName: stores[at % stores.length] ?? "",
      amountYen: 300 + yen(at, 4_000),
      way: at % 3 === 0 ? ("paper" as const) : ("app" as const),
    })),
  };
}

function monthOf(body: Dashboard): Dashboard {
  const count = Math.min(daysBetween(body.from, body.to) + 1, 28);
  const days = Array.from({ length: count }, (_, at) => ({
    date: addDays(body.to, at + 1 - count),
    issuedYen: 4_000_000 + yen(at, 6_000_000),
    cancelledYen: 0,
    grantedYen: 0,
    payments: 900,
    paidYen: 2_500_000 + yen(at + 99, 4_500_000),
    reversedYen: 20_000,
  }));
  const netYen = days.reduce((sum, day) => sum + day.paidYen - day.reversedYen, 0);
  const part = (share: number) => Math.round(netYen * share);
  const shares = [0.48, 0.27, 0.16, 0.07, 0.02];
  return {
    ...body,
    days,
    total: {
      ...body.total,
      issuedYen: days.reduce((sum, day) => sum + day.issuedYen, 0),
      payments: count * 900,
      reversedYen: count * 20_000,
      netYen,
      paperNetYen: part(0.38),
      appNetYen: netYen - part(0.38),
    },
    towns: body.towns.map((town, at) => ({
      ...town,
      netYen: part(shares[at] ?? 0),
      payments: 60 * (9 - at),
    })),
    industries: (["M", "I", "N", "H"] as const).map((division, at) => ({
      division,
      stores: 40 - at * 7,
      payments: 800 - at * 150,
      netYen: part(shares[at] ?? 0),
    })),
    stores: ["喫茶 みなと", "青浜みやげ館", "白岬漁協直売所", "織部そば"].map((name, at) => ({
      storeId: `00000000000${at}`,
      name,
      town: "潮見市",
      payments: 300 - at * 40,
      netYen: part((shares[at] ?? 0) / 4),
    })),
    otherStores: { count: 128, netYen: netYen - part(0.245) },
  };
}

const opened = async (page: Page, ctx: ScreenContext, query = "") => {
  await goodMonth(page);
  await page.goto(`${ctx.url}/admin/figures${query}`);
  await shown(page, "市町村ごとの使用");
};

export const screens: readonly Screen[] = [
  screen("month", (page, ctx) => opened(page, ctx), { size: whole }),
  screen("month-dark", (page, ctx) => opened(page, ctx), { size: whole, dark: true }),
  screen("month-tables", async (page, ctx) => {
    await opened(page, ctx);
    await page.getByText("数字で見る").first().click();
    await shown(page, "9時台");
  }),
  screen("map", async (page, ctx) => {
    await opened(page, ctx);
    await page.getByRole("img", { name: "市町村ごとの使用の地図" }).scrollIntoViewIfNeeded();
  }),
  screen("own-days", async (page, ctx) => {
    await opened(page, ctx, "?from=2026-11-02&to=2026-11-08");
    await page.getByLabel("はじめの日").scrollIntoViewIfNeeded();
  }),
  screen("days-backwards", async (page, ctx) => {
    await opened(page, ctx, "?from=2026-11-02&to=2026-11-08");
    await page.getByLabel("終わりの日").fill("2026-11-01");
    await shown(page, "はじめの日より前です");
  }),
  screen("period-loading", async (page, ctx) => {
    await page.route(DASHBOARD, never);
    await page.goto(`${ctx.url}/admin/figures`);
    await shown(page, "28日間");
  }),
  screen(
    "period-error",
    async (page, ctx) => {
      await page.route(DASHBOARD, failing);
      await page.goto(`${ctx.url}/admin/figures`);
      await shown(page, "28日間");
      await page.getByRole("button", { name: "もう一度" }).scrollIntoViewIfNeeded();
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("viewer", (page, ctx) => opened(page, ctx), { as: "secretariat-viewer", size: whole }),
];

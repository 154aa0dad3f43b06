/** What is stopped now, and the ways there, at a desk's 1280×800, on what the demo system really holds. */
import type { Page } from "playwright-core";
import { STOP_KINDS, type Stop } from "../../schema/api/stops.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, SHOWN_MS, shown, signedIn } from "./steps.ts";

const ADMIN = "secretariat-admin";
const AT = Date.UTC(2026, 10, 25, 4, 12);
const HOUR = 3_600_000;

/** One of each kind, as a region of some months would have them. */
const NAMES = {
  person: ["…4321", null, null],
  resident: ["…5678", null, "同じ時刻にちがう町で使われた"],
  coupon: ["pr0gramme001-401", "白岬温泉旅館組合", "紛失の届け出"],
  store: ["青浜みやげ館", "青浜商事", "店舗QRの張りかえの疑い。本人に確認するまで止める"],
  organisation: ["止まった商店", null, "架空の売上の疑い"],
  staff: ["レジ 三番", "u-aohama-3", "取消が多い"],
  issue: ["白岬温泉旅館組合", null, "印刷所で台紙が抜き取られた"],
} as const satisfies { readonly [K in Stop["kind"]]: readonly [string, string | null, string | null] };
const ROWS: readonly Stop[] = STOP_KINDS.map((kind, at) => ({
  kind,
  id: kind === "coupon" ? NAMES.coupon[0] : `stopped${String(at).padStart(5, "0")}`,
  name: NAMES[kind][0],
  of: NAMES[kind][1],
  sinceMs: AT - at * 5 * HOUR,
  byName: kind === "person" ? null : "佐々木 事務",
  reason: NAMES[kind][2],
  complete: kind !== "resident",
  coupons: kind === "issue" ? 1_200 : null,
}));

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `stops-${name}`,
    size: { width: 1280, height: 800 },
    open: async (page, ctx) => {
      await signedIn(page, ctx, ADMIN);
      await open(page, ctx);
    },
    ...more,
  };
}
const go = (page: Page, ctx: ScreenContext) => page.goto(`${ctx.url}/admin/stops`);
const answered = (page: Page, rows: readonly Stop[]) =>
  page.route(/\/api\/stops\?/, (route) => route.fulfill({ json: { rows, next: null } }));

export const screens: readonly Screen[] = [
  screen("list", async (page, ctx) => {
    await answered(page, ROWS);
    await go(page, ctx);
    await shown(page, "青浜みやげ館");
  }),
  screen("list-english", async (page, ctx) => {
    await answered(page, ROWS);
    await go(page, ctx);
    await page.getByRole("button", { name: "English" }).first().click();
    await shown(page, "Telephone …4321");
  }),
  // The system's own answer.
  screen("own", async (page, ctx) => {
    await go(page, ctx);
    await page.getByLabel("種類").waitFor({ timeout: SHOWN_MS });
  }),
  screen("nothing-fits", async (page, ctx) => {
    await answered(page, []);
    await go(page, ctx);
    await page.getByLabel("種類").selectOption("issue");
    await shown(page, "この条件に合うものはありません");
  }),
  screen("loading", async (page, ctx) => {
    await page.route(/\/api\/stops\?/, never);
    await go(page, ctx);
    await page.getByRole("status").first().waitFor({ timeout: SHOWN_MS });
  }),
  screen(
    "failed",
    async (page, ctx) => {
      await page.route(/\/api\/stops\?/, failing);
      await go(page, ctx);
      await page.getByRole("button", { name: "もう一度" }).first().waitFor({ timeout: SHOWN_MS });
    },
    { allow: REFUSED_REQUEST },
  ),
];

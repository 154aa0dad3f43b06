/** What the wallet says while a part of the system is down (DEG-4). */
import type { Page } from "playwright-core";
import type { BooksStanding, DisturbanceKind, Status } from "../../schema/api/status.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { RegionId } from "../../schema/ids.ts";
import { freshPhone, issueCodes, signInResident, storeQrPath } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen } from "./screen.ts";
import { type Cookies, shown, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
const STORE = "喫茶 みなと";
type Opening = Screen["open"];

/** The system says that these are disturbed, everywhere. */
const says = (page: Page, ...kinds: readonly DisturbanceKind[]) =>
  page.route("**/api/status", (route) =>
    route.fulfill({
      json: {
        disturbances: kinds.map((kind) => ({ kind, regionId: null, sinceMs: null })),
        books: null,
        serverNowMs: Date.now(),
      },
    }),
  );

function held(name: string, open: Opening, more: Partial<Screen> = {}): Screen {
  return {
    name: `status-${name}`,
    size: PHONE,
    open: async (page, ctx) => {
      const cookies = await ctx.once<Cookies>("status-holder", async () => {
        const context = await ctx.spare();
        const resident = await signInResident(context, ctx.url, freshPhone());
        for (const code of await issueCodes(await staffOf(ctx, "issuer-desk"), 1, 3_000))
          await resident.charge(code);
        return context.cookies();
      });
      await page.context().addCookies(cookies);
      await open(page, ctx);
    },
    ...more,
  };
}

const home =
  (kinds: readonly DisturbanceKind[], words: string): Opening =>
  async (page, ctx) => {
    await says(page, ...kinds);
    await page.goto(`${ctx.url}/wallet/`);
    await shown(page, words);
  };

/** The page for everybody, with an answer of the system that a person would ask about. */
const page =
  (answer: Partial<Status>): Opening =>
  async (page, ctx) => {
    const books: BooksStanding = {
      ...{ lagMs: 1_400, gaps: 0, breaks: 0, sealedThrough: "2026-11-24" as BusinessDate },
      lastAudit: { endedAtMs: Date.parse("2026-11-25T01:04:00+09:00"), holds: true },
    };
    const json = { disturbances: [], books, serverNowMs: Date.parse("2026-11-26T19:12:40+09:00"), ...answer };
    await page.route("**/api/status", (route) => route.fulfill({ json }));
    await page.goto(`${ctx.url}/status`);
    await page.locator("main dl, main .note").first().waitFor();
  };
const TROUBLED: Partial<Status> = {
  disturbances: [
    { kind: "payments", regionId: null, sinceMs: Date.parse("2026-11-26T18:55:00+09:00") },
    { kind: "slow", regionId: "000000000000" as RegionId, sinceMs: null },
  ],
  books: {
    ...{ lagMs: 610_000, gaps: 12, breaks: 1, sealedThrough: null },
    lastAudit: { endedAtMs: Date.parse("2026-11-25T01:04:00+09:00"), holds: false },
  },
};

export const screens: readonly Screen[] = [
  { name: "status-page", size: PHONE, open: page({}) },
  { name: "status-page-troubled", size: PHONE, open: page(TROUBLED) },
  { name: "status-page-troubled-dark", size: PHONE, open: page(TROUBLED), dark: true },
  { name: "status-page-english", size: PHONE, open: page(TROUBLED), locale: "en-US" },
  { name: "status-page-unread", size: PHONE, open: page({ books: null }) },
  held("records", home(["records"], "一部がお使いになれません")),
  held("late-dark", home(["late"], "記録の反映が遅れています"), { dark: true }),
  held("messages-english", home(["messages"], "No SMS"), { locale: "en-US" }),
  held("all", home(["payments", "records", "messages", "late", "slow"], "お支払いとチャージは")),
  held("easy", async (page, ctx) => {
    await page.addInitScript(() => localStorage.setItem("tegata.easy", "on"));
    await home(["late"], "記録の反映が遅れています")(page, ctx);
  }),
  held("payments-off", async (page, ctx) => {
    await says(page, "payments");
    const till = await storeQrPath(await staffOf(ctx, "clerk"), STORE);
    await page.goto(ctx.url + till.replace(/^\/s/, "/wallet/pay"));
    await page.locator(".key").first().waitFor();
    await page.keyboard.type("320");
    await shown(page, "いま、お支払いとチャージはできません");
  }),
  {
    name: "status-sign-in",
    size: PHONE,
    allow: REFUSED_REQUEST,
    open: home(["messages"], "SMSと電話をお送りできません"),
  },
];

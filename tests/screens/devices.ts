import type { BrowserContext, Page } from "playwright-core";
import { freshPhone, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { type Cookies, failing, never, shown } from "./steps.ts";

const SIZE = { width: 390, height: 844 };
const ANDROID = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36";

type Opening = (page: Page, ctx: ScreenContext) => Promise<void>;

/** Somebody who signed in here first and then on another phone. */
const cookies = (ctx: ScreenContext): Promise<Cookies> =>
  ctx.once("devices-owner", async () => {
    const phone = freshPhone();
    const [first, second] = [await ctx.spare(), await ctx.spare()];
    await signInResident(first, ctx.url, phone);
    await second.setExtraHTTPHeaders({ "user-agent": ANDROID });
    await signInResident(second, ctx.url, phone);
    return first.cookies();
  });
/** Somebody with one device. */
const alone = (ctx: ScreenContext): Promise<Cookies> =>
  ctx.once("devices-alone", async () => {
    const context: BrowserContext = await ctx.spare();
    await signInResident(context, ctx.url, freshPhone());
    return context.cookies();
  });

const screen =
  (who: (ctx: ScreenContext) => Promise<Cookies>) =>
  (name: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
    name: `devices-${name}`,
    size: SIZE,
    open: async (page, ctx) => {
      await page.context().addCookies(await who(ctx));
      await opening(page, ctx);
    },
    ...more,
  });
const owner = screen(cookies);

const at =
  (path: string, words: string): Opening =>
  async (page, ctx) => {
    await page.goto(ctx.url + path);
    await shown(page, words);
  };
const list = at("/wallet/devices", "この端末");

/** The reply as it is for a device that was away long: the clock is every other screen's too. */
const away = (page: Page) =>
  page.route("**/api/residents/me", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ json: { ...(await reply.json()), codeNeeded: true } });
  });
const codeAgain: Opening = async (page, ctx) => {
  await away(page);
  await at("/wallet/charge", "しばらくお使いでなかったので")(page, ctx);
};

export const screens: readonly Screen[] = [
  owner("list", list),
  owner("list-dark", list, { dark: true }),
  owner("list-english", at("/wallet/devices", "This device"), { locale: "en-US" }),
  owner("home-news", at("/wallet/", "新しい端末でログインがありました")),
  owner("end-one", async (page, ctx) => {
    await list(page, ctx);
    await page.getByRole("button", { name: "Android（Chrome）をログアウトさせる" }).click();
    await shown(page, "この端末をログアウトさせますか");
  }),
  owner("end-others", async (page, ctx) => {
    await list(page, ctx);
    await page.getByRole("button", { name: "ほかの端末をすべてログアウトさせる" }).click();
    await shown(page, "ほかの端末をすべてログアウトさせますか");
  }),
  owner(
    "end-fails",
    async (page, ctx) => {
      await list(page, ctx);
      await page.route("**/api/residents/devices", failing);
      await page.getByRole("button", { name: "ほかの端末をすべてログアウトさせる" }).click();
      await page.getByRole("button", { name: "ログアウトさせる", exact: true }).last().click();
      await shown(page, "混み合っています");
    },
    { allow: REFUSED_REQUEST },
  ),
  owner("loading", async (page, ctx) => {
    await page.route("**/api/residents/devices", never);
    await page.goto(`${ctx.url}/wallet/devices`);
    await page.locator(".grey-row").first().waitFor();
  }),
  owner(
    "error",
    async (page, ctx) => {
      await page.route("**/api/residents/devices", failing);
      await at("/wallet/devices", "混み合っています")(page, ctx);
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(alone)("code-again", codeAgain),
  screen(alone)("code-again-dark", codeAgain, { dark: true }),
  screen(alone)("code-again-digits", async (page, ctx) => {
    await codeAgain(page, ctx);
    await page.route("**/api/residents/proof/verification", (route) =>
      route.fulfill({ json: { sent: true, validForMs: 600_000, nextInMs: 30_000, voice: true } }),
    );
    await page.getByRole("button", { name: "番号を送る" }).click();
    await shown(page, "6けたの番号を入れてください");
  }),
  screen(alone)("alone", at("/wallet/devices", "ほかの端末では、ログインしていません")),
];

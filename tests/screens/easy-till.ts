/** The till's easy mode (EAS-4): its home, what came in by app, and the sale in large letters. */
import type { Page } from "playwright-core";
import { callsOf, issueCodes } from "../demo-people.ts";
import { standAsFreshClerk } from "./fresh-clerk.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { never, shown, staffOf } from "./steps.ts";

const TABLET = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
/** Slower than any reader, so that it counts as a person's typing. */
const BY_HAND_MS = 130;

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `easy-till-${name}`,
    size: TABLET,
    open: async (page, ctx) => {
      await standAsFreshClerk(page, ctx, "小森 みどり", null);
      await callsOf(page.context(), ctx.url).done("PUT", "staff/easy-till", { on: true });
      await open(page, ctx);
    },
    ...more,
  };
}

const home = async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/counter/`);
  await shown(page, "ふつうの画面にする");
  await shown(page, "色");
};
const at = (path: string, words: string) => async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/counter/${path}`);
  await shown(page, words);
};
/** A fresh sheet under the hand-held reader, and its price typed. */
const priced = async (page: Page, ctx: ScreenContext) => {
  const [code = ""] = await issueCodes(await staffOf(ctx, "issuer-desk"), 1, 3_000);
  await page.goto(`${ctx.url}/counter/scan`);
  await page.getByRole("button", { name: "紙の20けた" }).waitFor();
  await page.keyboard.type(code, { delay: BY_HAND_MS });
  await page.getByRole("button", { name: "この番号を確かめる" }).click();
  await shown(page, "金額をたしかめる");
  await page.keyboard.type("1280", { delay: BY_HAND_MS });
};
const done = async (page: Page, ctx: ScreenContext) => {
  await priced(page, ctx);
  await page.getByRole("button", { name: "1,280円を受け取る" }).click();
  await shown(page, "受け取りました");
};

export const screens: readonly Screen[] = [
  screen("home", home),
  screen("home-phone", home, { size: PHONE }),
  screen("home-dark", home, { dark: true }),
  screen("home-loading", async (page, ctx) => {
    for (const path of ["counter/day", "counter/summary", "counter/payments"])
      await page.route(`**/api/${path}?*`, never);
    await page.goto(`${ctx.url}/counter/`);
    await shown(page, "ふつうの画面にする");
  }),
  screen(
    "home-offline",
    async (page, ctx) => {
      await home(page, ctx);
      await page.context().setOffline(true);
      await shown(page, "つながっていません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("arrived", at("arrived", "アプリ払い")),
  screen("arrived-phone", at("arrived", "アプリ払い"), { size: PHONE }),
  screen("payments", at("payments", "お支払いの記録")),
  screen("scan", at("scan", "番号で入れる")),
  screen("price", priced),
  screen("price-phone", priced, { size: PHONE }),
  screen("done", done),
  screen("done-phone", done, { size: PHONE }),
];

import type { BrowserContext, Page } from "playwright-core";
import type { StartedMove } from "../../schema/api/moves.ts";
import { callsOf, freshPhone, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { shown } from "./steps.ts";

const SIZE = { width: 390, height: 844 };
const KEY = "5".repeat(64);

type Opening = (page: Page, ctx: ScreenContext) => Promise<void>;

/** Each screen of the old phone has a resident of its own: beginning a move ends the one before. */
const old = (name: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
  name: `moving-${name}`,
  size: SIZE,
  open: async (page, ctx) => {
    await signInResident(page.context(), ctx.url, freshPhone());
    await page.goto(`${ctx.url}/wallet/move-out`);
    await opening(page, ctx);
  },
  ...more,
});
const start = async (page: Page): Promise<StartedMove> => {
  const reply = page.waitForResponse((one) => new URL(one.url()).pathname === "/api/residents/moves");
  await page.getByRole("button", { name: "QRを出す" }).click();
  await page.locator(".qr path").waitFor();
  return (await (await reply).json()) as StartedMove;
};
const claim = async (ctx: ScreenContext, code: string): Promise<BrowserContext> => {
  const phone = await ctx.spare();
  await callsOf(phone, ctx.url).done("POST", "residents/moves/claim", { code, key: KEY });
  return phone;
};
const claimed: Opening = async (page, ctx) => {
  await claim(ctx, (await start(page)).code);
  await shown(page, "このスマホにうつしますか");
};
const fresh = (name: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
  name: `moving-take-${name}`,
  size: SIZE,
  open: opening,
  ...more,
});
const take: Opening = async (page, ctx) => {
  await page.goto(`${ctx.url}/wallet/move`);
  await page.getByLabel("10けたの番号").waitFor();
};
/** The new phone has read the digits of a move that somebody has begun. */
const waiting: Opening = async (page, ctx) => {
  const calls = await signInResident(await ctx.spare(), ctx.url, freshPhone());
  const { code } = await calls.done<StartedMove>("POST", "residents/moves");
  await page.goto(`${ctx.url}/wallet/move#${code}`);
  await shown(page, "前のスマホで確かめてください");
};

export const screens: readonly Screen[] = [
  old("out", async (page) => shown(page, "同じ電話番号で使うとき")),
  old("out-english", async (page) => shown(page, "With the same phone number"), { locale: "en-US" }),
  old("qr", async (page) => void (await start(page))),
  old("qr-dark", async (page) => void (await start(page)), { dark: true }),
  old("claimed", claimed),
  old("confirmed", async (page, ctx) => {
    await claimed(page, ctx);
    await page.getByRole("button", { name: "同じなので、うつす" }).click();
    await shown(page, "新しいスマホにうつしています");
  }),
  old("done", async (page, ctx) => {
    const { code, moveId } = await start(page);
    const phone = await claim(ctx, code);
    await page.getByRole("button", { name: "同じなので、うつす" }).click();
    await shown(page, "新しいスマホにうつしています");
    await callsOf(phone, ctx.url).done("POST", "residents/moves/session", { moveId, key: KEY });
    await shown(page, "新しいスマホにうつりました");
  }),
  old("ended", async (page, ctx) => {
    await claimed(page, ctx);
    await page.getByRole("button", { name: "ちがうので、やめる" }).click();
    await shown(page, "引きつぎは終わりました");
  }),
  fresh("digits", take),
  fresh(
    "digits-english",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/wallet/move`);
      await page.getByLabel("10 digits").waitFor();
    },
    { locale: "en-US" },
  ),
  fresh(
    "wrong",
    async (page, ctx) => {
      await take(page, ctx);
      await page.getByLabel("10けたの番号").fill("0000000000");
      await page.getByRole("button", { name: "進む" }).click();
      await shown(page, "この番号では引きつげません");
    },
    { allow: REFUSED_REQUEST },
  ),
  fresh("waiting", waiting),
  fresh("waiting-dark", waiting, { dark: true }),
];

import type { BrowserContext, Page } from "playwright-core";
import { freshPhone, signInResident } from "../demo-people.ts";
import { addAuthenticator } from "../e2e/virtual-authenticator.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";

const PHONE = { width: 390, height: 844 };
const ADD = "この電話を登録する";

type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** Somebody who has just signed in and registered nothing. */
async function asResident(page: Page, ctx: ScreenContext): Promise<void> {
  const cookies: Cookies = await ctx.once("passkeys-resident", async () => {
    const context = await ctx.spare();
    await signInResident(context, ctx.url, freshPhone());
    return context.cookies();
  });
  await page.context().addCookies(cookies);
}

/** What the list says, as if it were there: a key that lies in another screen's browser would be no use here. */
async function withList(page: Page, more: object): Promise<void> {
  const day = Date.UTC(2026, 10, 3);
  const one = (n: number, name: string | null, device: string) => ({
    passkeyId: `7k3m9qxw2p${String(n).padStart(2, "0")}`,
    name,
    device,
    backedUp: n === 0,
    createdAtMs: day,
    usedAtMs: n === 0 ? day + 20 * 86_400_000 : null,
  });
  const passkeys = [one(0, "わたしの電話", "Safari / iPhone"), one(1, null, "Chrome / Android")];
  await page.route("**/api/residents/passkeys", (route) =>
    route.fulfill({ json: { passkeys, most: 10, asksCode: false, serverNowMs: Date.now(), ...more } }),
  );
}

const open = async (page: Page, ctx: ScreenContext, words = ADD) => {
  await page.goto(`${ctx.url}/wallet/passkeys`);
  await page.getByText(words).first().waitFor();
};
const screen = (name: string, opening: Screen["open"], more: Partial<Screen> = {}): Screen => ({
  name: `passkeys-${name}`,
  size: PHONE,
  open: opening,
  ...more,
});
const listed =
  (more: object = {}, words = ADD): Screen["open"] =>
  async (page, ctx) => {
    await asResident(page, ctx);
    await addAuthenticator(page);
    await withList(page, more);
    await open(page, ctx, words);
  };

export const screens: readonly Screen[] = [
  screen("sign-in", async (page, ctx) => {
    await page.goto(`${ctx.url}/wallet/sign-in`);
    await page.getByRole("button", { name: "指紋・顔でログインする" }).waitFor();
  }),
  screen("sign-in-none", async (page, ctx) => {
    const finger = await addAuthenticator(page);
    await finger.ownerTouches(false);
    await page.goto(`${ctx.url}/wallet/sign-in`);
    await page.getByRole("button", { name: "指紋・顔でログインする" }).click();
    await page.getByText("とちゅうで終わりました").waitFor();
  }),
  screen("none", async (page, ctx) => {
    await asResident(page, ctx);
    await addAuthenticator(page);
    await open(page, ctx);
  }),
  screen("no-lock", async (page, ctx) => {
    await asResident(page, ctx);
    await open(page, ctx, "画面ロックの設定がありません");
  }),
  screen("too-old", async (page, ctx) => {
    await asResident(page, ctx);
    await page.addInitScript(() => Reflect.deleteProperty(globalThis, "PublicKeyCredential"));
    await open(page, ctx, "このブラウザでは、指紋・顔を使えません");
  }),
  screen("list", listed()),
  screen("list-dark", listed(), { dark: true }),
  screen("list-english", listed({}, "Register this phone"), { locale: "en-US" }),
  screen("full", listed({ most: 2 }, "登録できるのは")),
  screen("code-why", async (page, ctx) => {
    await listed({ asksCode: true })(page, ctx);
    await page.getByRole("button", { name: ADD }).click();
    await page.getByRole("button", { name: "番号を送る" }).waitFor();
  }),
  screen("code", async (page, ctx) => {
    await listed({ asksCode: true })(page, ctx);
    await page.getByRole("button", { name: ADD }).click();
    await page.getByRole("button", { name: "番号を送る" }).click();
    await page.getByText("6けたの番号を入れてください").waitFor();
  }),
  screen("name", async (page, ctx) => {
    await listed()(page, ctx);
    await page.getByRole("button", { name: "名前をつける" }).first().click();
    await page.getByRole("dialog").waitFor();
  }),
  screen("remove", async (page, ctx) => {
    await listed()(page, ctx);
    await page.getByRole("button", { name: "消す" }).first().click();
    await page.getByRole("dialog").waitFor();
  }),
  screen(
    "error",
    async (page, ctx) => {
      await asResident(page, ctx);
      await page.route("**/api/residents/passkeys", (route) =>
        route.fulfill({
          status: 503,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: "try-again", status: 503, code: "try-again" }),
        }),
      );
      await open(page, ctx, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
];

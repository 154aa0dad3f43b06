import type { BrowserContext, Page } from "playwright-core";
import { freshPhone, issueCodes, signInResident, staffClient, storeQrPath } from "../demo-people.ts";
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
    route.fulfill({
      json: {
        passkeys,
        most: 10,
        asksCode: false,
        limit: { aboveYen: null, endsAtMs: null },
        serverNowMs: Date.now(),
        ...more,
      },
    }),
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

const PAY = "指紋・顔で確かめて、1,500円を支払う";
/** Somebody whose limit asks for a finger, at the last look before the money moves. */
const paying: Screen["open"] = async (page, ctx) => {
  const { cookies, place } = await ctx.once("passkeys-payer", async () => {
    const context = await ctx.spare();
    const resident = await signInResident(context, ctx.url, freshPhone());
    const [code = ""] = await issueCodes(await staffClient(ctx.url, ctx.demo, "issuer-desk"), 1, 3_000);
    await resident.charge(code);
    const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), "喫茶 みなと");
    return { cookies: await context.cookies(), place: ctx.url + till.replace(/^\/s/, "/wallet/pay") };
  });
  await page.context().addCookies(cookies);
  await page.route("**/api/payments/inspect", async (route) => {
    const reply = await route.fetch();
    await route.fulfill({ json: { ...((await reply.json()) as object), confirmAboveYen: 1_000 } });
  });
  await page.goto(place);
  for (const digit of "1500") await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: "確認へ進む" }).click();
  await page.getByRole("button", { name: PAY }).waitFor();
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
  screen("limit", listed({ limit: { aboveYen: 5_000, endsAtMs: null } })),
  screen("limit-english", listed({ limit: { aboveYen: 0, endsAtMs: null } }, "Register this phone"), {
    locale: "en-US",
  }),
  screen("limit-ending", listed({ limit: { aboveYen: 5_000, endsAtMs: Date.UTC(2026, 10, 27) } })),
  screen("limit-lost", async (page, ctx) => {
    await listed({ limit: { aboveYen: 5_000, endsAtMs: null } })(page, ctx);
    await page.getByRole("button", { name: "登録した電話が手元にないとき" }).click();
    await page.getByRole("button", { name: "24時間あとに終わらせる" }).scrollIntoViewIfNeeded();
  }),
  screen("limit-choose", async (page, ctx) => {
    await listed()(page, ctx);
    await page.getByRole("button", { name: "金額を決める" }).click();
    await page.getByRole("dialog").waitFor();
  }),
  screen("pay", paying),
  screen("pay-dark", paying, { dark: true }),
  screen(
    "pay-not-checked",
    async (page, ctx) => {
      const finger = await addAuthenticator(page);
      await page.route("**/api/residents/passkeys/confirmation", (route) =>
        route.fulfill({
          json: {
            rpId: "localhost",
            challenge: "AAAA",
            timeout: 60_000,
            userVerification: "required",
            allowCredentials: [],
          },
        }),
      );
      await paying(page, ctx);
      await finger.ownerTouches(false);
      await page.getByRole("button", { name: PAY }).click();
      await page.getByText("とちゅうで終わりました").waitFor();
    },
    { allow: REFUSED_REQUEST },
  ),
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

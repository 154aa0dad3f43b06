/** How staff sign in and where: one's own account, and another's as the level above sees it. */
import type { Page } from "playwright-core";
import type { CreatedStaff, StaffMe } from "../../schema/api/staff.ts";
import { codeAt } from "../../scripts/seed/second-factor.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { callsOf } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn, staffOf } from "./steps.ts";

const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 800 };

/** An account that is signed in on a second device of another kind. */
const onTwoDevices = (ctx: ScreenContext, key: string) =>
  ctx.once(`sign-in-two-${key}`, async () => {
    const account = ctx.demo.accounts.find((one) => one.key === key);
    const tablet = new SeedClient(ctx.url, {
      "user-agent": "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/605.1",
      "cf-connecting-ip": "203.0.113.9",
    });
    return (await tablet.signIn(account?.signIn ?? "", account?.password ?? "")).staffId as string;
  });

function ownAccount(name: string, more: Partial<Screen>, open: Screen["open"]): Screen {
  return {
    name: `sign-in-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await onTwoDevices(ctx, "merchant-head");
      await signedIn(page, ctx, "merchant-head");
      await open(page, ctx);
    },
    ...more,
  };
}

/** A fresh account of the secretariat at the step of signing in that the screen is about. */
async function fresh(page: Page, ctx: ScreenContext, name: string): Promise<void> {
  const made = await ctx.once(`sign-in-fresh-${name}`, async () => {
    const admin = await staffOf(ctx, "secretariat-admin");
    const me = await admin.done<StaffMe>("GET", "staff/me");
    const { account, firstPassword } = await admin.done<CreatedStaff>("POST", "staff", {
      name: "事務 はじめ",
      loginId: `fresh-${name}`,
      memberships: [{ organisationId: me.memberships[0]?.organisationId, role: "secretariat-accountant" }],
    });
    return { loginId: account.loginId, current: firstPassword ?? "", next: "a password of their own" };
  });
  const calls = callsOf(page.context(), ctx.url);
  const { loginId, current, next } = made;
  await calls.done("POST", "staff/session", { loginId, password: current });
  await calls.done("POST", "staff/password", { current, next });
}

/** The secretariat's first account at the second step of signing in. */
async function halfWay(page: Page, ctx: ScreenContext, key = "secretariat-accountant"): Promise<void> {
  const account = ctx.demo.accounts.find((one) => one.key === key);
  const body = { loginId: account?.signIn, password: account?.password };
  await callsOf(page.context(), ctx.url).done("POST", "staff/session", body);
}

const codesShown = async (page: Page, ctx: ScreenContext, name: string) => {
  await fresh(page, ctx, name);
  await page.goto(`${ctx.url}/admin/`);
  await page.getByText("QRコードを読みとれないとき").click();
  const spelt = await page.getByText(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/).textContent();
  await page.getByLabel("確認コード").fill(codeAt((spelt ?? "").replaceAll(" ", ""), Date.now()));
  await page.getByRole("button", { name: "登録する" }).click();
  await shown(page, "いまだけ表示します");
};

export const screens: readonly Screen[] = [
  ownAccount("own", {}, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/me`);
    await shown(page, "Safari / iPad");
  }),
  ownAccount("own-english", {}, async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/me`);
    await page.getByRole("button", { name: "English" }).first().click();
    await shown(page, "Sign out everywhere else");
  }),
  ownAccount("own-waiting", {}, async (page, ctx) => {
    await page.route("**/api/staff/sessions", never);
    await page.goto(`${ctx.url}/admin/me`);
    await shown(page, "いまのパスワード");
  }),
  ownAccount("own-failed", { allow: REFUSED_REQUEST }, async (page, ctx) => {
    await page.route("**/api/staff/sessions", failing);
    await page.goto(`${ctx.url}/admin/me`);
    await shown(page, "もう一度");
  }),
  {
    name: "sign-in-of-another",
    size: DESK,
    open: async (page, ctx) => {
      const staffId = await onTwoDevices(ctx, "merchant-head");
      await signedIn(page, ctx, "secretariat-admin");
      await page.goto(`${ctx.url}/admin/staff/${staffId}`);
      await shown(page, "Safari / iPad");
    },
  },
  {
    name: "sign-in-end-another",
    size: DESK,
    open: async (page, ctx) => {
      const staffId = await onTwoDevices(ctx, "merchant-head");
      await signedIn(page, ctx, "secretariat-admin");
      await page.goto(`${ctx.url}/admin/staff/${staffId}`);
      await page.getByRole("button", { name: "すべてサインアウトさせる" }).click();
      await shown(page, "すべての場所でサインアウトさせますか");
    },
  },
  {
    name: "sign-in-code",
    size: DESK,
    open: async (page, ctx) => {
      await halfWay(page, ctx);
      await page.goto(`${ctx.url}/admin/`);
      await shown(page, "確認コードを入れる");
    },
  },
  {
    name: "sign-in-code-wrong",
    size: PHONE,
    allow: REFUSED_REQUEST,
    open: async (page, ctx) => {
      await halfWay(page, ctx);
      await page.goto(`${ctx.url}/admin/`);
      await page.getByLabel("確認コード").fill("000000");
      await page.getByRole("button", { name: "サインイン" }).click();
      await shown(page, "確認コードがちがいます");
    },
  },
  {
    name: "sign-in-code-on-paper",
    size: PHONE,
    dark: true,
    open: async (page, ctx) => {
      await halfWay(page, ctx);
      await page.goto(`${ctx.url}/admin/`);
      await page.getByRole("button", { name: "予備のコードを使う" }).click();
      await shown(page, "紙にひかえた予備のコード");
    },
  },
  {
    name: "sign-in-set-up",
    size: DESK,
    open: async (page, ctx) => {
      await fresh(page, ctx, "set-up");
      await page.goto(`${ctx.url}/admin/`);
      await page.getByText("QRコードを読みとれないとき").click();
      await shown(page, "キーを入力");
    },
  },
  {
    name: "sign-in-set-up-phone-english",
    size: PHONE,
    open: async (page, ctx) => {
      await fresh(page, ctx, "english");
      await page.goto(`${ctx.url}/admin/`);
      await page.getByRole("button", { name: "English" }).first().click();
      await shown(page, "Scan the QR code below");
    },
  },
  {
    name: "sign-in-paper",
    size: DESK,
    open: (page, ctx) => codesShown(page, ctx, "paper"),
  },
  {
    name: "sign-in-own-secretariat",
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "secretariat-viewer");
      await page.goto(`${ctx.url}/admin/me`);
      await shown(page, "認証アプリを登録ずみ");
    },
  },
  {
    name: "sign-in-own-proof",
    size: DESK,
    allow: REFUSED_REQUEST,
    open: async (page, ctx) => {
      await signedIn(page, ctx, "secretariat-viewer");
      await page.route("**/api/staff/factor/recovery-codes", (route) =>
        route.fulfill({
          status: 403,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: "proof-needed", status: 403, code: "proof-needed" }),
        }),
      );
      await page.goto(`${ctx.url}/admin/me`);
      await page.getByRole("button", { name: "予備のコードを作りなおす" }).click();
      await shown(page, "もう一度パスワードを入れてください");
    },
  },
  {
    name: "sign-in-paper-used",
    size: DESK,
    open: async (page, ctx) => {
      await codesShown(page, ctx, "used");
      const [code = ""] = await page.getByText(/^[0-9a-z]{4}-[0-9a-z]{4}-[0-9a-z]{4}$/).allTextContents();
      const calls = callsOf(page.context(), ctx.url);
      const body = { loginId: "fresh-used", password: "a password of their own" };
      await calls.done("POST", "staff/session", body);
      await calls.done("POST", "staff/factor", { kind: "recovery", code });
      await page.goto(`${ctx.url}/admin/`);
      await shown(page, "予備のコードが使われました");
    },
  },
];

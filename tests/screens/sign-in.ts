/** How staff sign in and where: one's own account, and another's as the level above sees it. */
import type { StaffMe } from "../../schema/api/staff.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, shown, signedIn } from "./steps.ts";

const DESK = { width: 1280, height: 800 };

/** An account that is signed in on a second device of another kind. */
const onTwoDevices = (ctx: ScreenContext, key: string) =>
  ctx.once(`sign-in-two-${key}`, async () => {
    const account = ctx.demo.accounts.find((one) => one.key === key);
    const tablet = new SeedClient(ctx.url, {
      "user-agent": "Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) Version/18.0 Safari/605.1",
      "cf-connecting-ip": "203.0.113.9",
    });
    await tablet.done("POST", "staff/session", { loginId: account?.signIn, password: account?.password });
    return (await tablet.done<StaffMe>("GET", "staff/me")).staffId as string;
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
];

import type { Page } from "playwright-core";
import type { CreatedStaff, StaffMe } from "../../schema/api/staff.ts";
import { callsOf } from "../demo-people.ts";
import { addAuthenticator } from "../e2e/virtual-authenticator.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { shown, signedIn, staffOf } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const TABLET = { width: 1024, height: 768 };
const DAY_MS = 86_400_000;

const screen = (name: string, open: Screen["open"], more: Partial<Screen> = {}): Screen => ({
  name: `staff-passkeys-${name}`,
  size: DESK,
  open,
  ...more,
});

/** What the list says, as if it were there: a key that lies in another screen's browser would be no use here. */
async function withList(page: Page, most = 10): Promise<void> {
  const one = (passkeyId: string, name: string | null, device: string) => ({
    passkeyId,
    name,
    device,
    backedUp: name === null,
    createdAtMs: Date.UTC(2026, 10, 3),
    usedAtMs: name === null ? null : Date.UTC(2026, 10, 3) + 20 * DAY_MS,
  });
  const passkeys = [
    one("7k3m9qxw2p40", "事務室のパソコン", "Edge / Windows"),
    one("7k3m9qxw2p41", null, "Safari / iPhone"),
  ];
  await page.route("**/api/staff/passkeys", (route) => route.fulfill({ json: { passkeys, most } }));
}

const own =
  (app: "admin" | "counter", then: (page: Page) => Promise<unknown> = async () => {}): Screen["open"] =>
  async (page, ctx) => {
    await addAuthenticator(page);
    await withList(page);
    await signedIn(page, ctx, app === "admin" ? "merchant-head" : "clerk");
    if (app === "counter") {
      await page.goto(`${ctx.url}/counter/`);
      await page.getByRole("button", { name: "1番レジ" }).first().click();
      await page.getByRole("button", { name: "1番レジ" }).first().waitFor({ state: "detached" });
    }
    await page.goto(ctx.url + (app === "admin" ? "/admin/me" : "/counter/settings/sessions"));
    await shown(page, "事務室のパソコン");
    await page.getByText("事務室のパソコン").first().scrollIntoViewIfNeeded();
    await then(page);
  };

/** A fresh account of the secretariat that has its own password and no second factor yet. */
async function atSetUp(page: Page, ctx: ScreenContext): Promise<void> {
  await addAuthenticator(page);
  const { loginId, current, next } = await ctx.once("staff-passkeys-fresh", async () => {
    const admin = await staffOf(ctx, "secretariat-admin");
    const me = await admin.done<StaffMe>("GET", "staff/me");
    const { firstPassword } = await admin.done<CreatedStaff>("POST", "staff", {
      name: "事務 かぎ",
      loginId: "fresh-passkey",
      memberships: [{ organisationId: me.memberships[0]?.organisationId, role: "secretariat-accountant" }],
    });
    return { loginId: "fresh-passkey", current: firstPassword ?? "", next: "a password of their own" };
  });
  const calls = callsOf(page.context(), ctx.url);
  await calls.done("POST", "staff/session", { loginId, password: current });
  await calls.done("POST", "staff/password", { current, next });
  await page.goto(`${ctx.url}/admin/`);
  await shown(page, "アプリのかわりに、パスキーを使う");
  await page.getByRole("button", { name: "パスキーを作る" }).scrollIntoViewIfNeeded();
}

/** The second step of an account that has a passkey, with an app or without. */
const second =
  (kinds: readonly string[]): Screen["open"] =>
  async (page, ctx) => {
    await addAuthenticator(page);
    const account = ctx.demo.accounts.find((one) => one.key === "secretariat-accountant");
    const body = { loginId: account?.signIn, password: account?.password };
    await callsOf(page.context(), ctx.url).done("POST", "staff/session", body);
    await page.route("**/api/staff/me", async (route) => {
      const me = (await (await route.fetch()).json()) as StaffMe;
      await route.fulfill({ json: { ...me, factors: { ...me.factors, kinds } } });
    });
    await page.goto(`${ctx.url}/admin/`);
    await shown(page, "パスキーで確かめる");
  };

export const screens: readonly Screen[] = [
  screen("sign-in", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/`);
    await shown(page, "パスキーを使う");
  }),
  screen(
    "sign-in-none",
    async (page, ctx) => {
      const finger = await addAuthenticator(page);
      await finger.ownerTouches(false);
      await page.goto(`${ctx.url}/admin/`);
      await page.getByRole("button", { name: "パスキーを使う" }).click();
      await shown(page, "とちゅうで終わりました");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "counter-sign-in",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/counter/`);
      await shown(page, "パスキーを使う");
    },
    { size: TABLET },
  ),
  screen("set-up", atSetUp),
  screen("second-both", second(["totp", "passkey"])),
  screen("second-only", second(["passkey"])),
  screen("own", own("admin")),
  screen("own-dark", own("admin"), { dark: true }),
  screen(
    "own-remove",
    own("admin", (page) => page.getByRole("button", { name: "消す" }).first().click()),
  ),
  screen(
    "own-name",
    own("admin", (page) => page.getByRole("button", { name: "名前をつける" }).first().click()),
  ),
  screen("counter-own", own("counter"), { size: TABLET }),
];

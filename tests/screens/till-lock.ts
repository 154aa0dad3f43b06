/** A till that locks: its PIN in the settings, the lock screen and what it says, and somebody else's turn. */
import type { Page } from "playwright-core";
import { callsOf } from "../demo-people.ts";
import { standAsFreshClerk } from "./fresh-clerk.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { never, shown } from "./steps.ts";

const TABLET = { width: 1024, height: 768 };
const PHONE = { width: 390, height: 844 };
const PIN = "4071";
const BY_HAND_MS = 130;

function screen(
  name: string,
  pin: string | null,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `till-lock-${name}`,
    size: TABLET,
    open: async (page, ctx) => {
      await standAsFreshClerk(page, ctx, "小森 みどり", pin);
      await open(page, ctx);
    },
    ...more,
  };
}

const settings = async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/counter/settings`);
  await shown(page, "レジのロック");
  await page.getByText("レジのロック").scrollIntoViewIfNeeded();
};
const form = async (page: Page, ctx: ScreenContext, pin: string, again: string) => {
  await settings(page, ctx);
  await page.getByRole("button", { name: "暗証番号を決める" }).click();
  await page.getByLabel("暗証番号（4けた）").fill(pin);
  await page.getByLabel("暗証番号をもう一度").fill(again);
  await page.getByRole("button", { name: "決める", exact: true }).click();
};
/** Locked by the button in the head of the home screen. */
const locked = async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/counter/`);
  await shown(page, "自動で届きます");
  await page.getByRole("button", { name: "いまロックする" }).click();
  await shown(page, "ロックしています");
};
const press = (page: Page, digits: string) => page.keyboard.type(digits, { delay: BY_HAND_MS });
const blocked = async (page: Page, ctx: ScreenContext) => {
  await locked(page, ctx);
  const calls = callsOf(page.context(), ctx.url);
  for (let tries = 0; tries < 5; tries++)
    await calls.done("POST", "staff/till-unlock", { pin: "8605" }).catch(() => undefined);
  await press(page, PIN);
  await shown(page, "暗証番号を5回まちがえました");
};
/** Two colleagues have worked here before. */
const withColleagues = async (page: Page, ctx: ScreenContext) => {
  for (const [name, pin] of [
    ["大和田 しずか", PIN],
    ["Maria Fernanda dos Santos Nakamura", null],
  ] as const) {
    await callsOf(page.context(), ctx.url).done("POST", "staff/till-lock");
    await standAsFreshClerk(page, ctx, name, pin);
  }
  await locked(page, ctx);
  await shown(page, "さんに代わる");
};

export const screens: readonly Screen[] = [
  screen("settings-none", null, settings),
  screen("settings-form", null, (page, ctx) => form(page, ctx, "407", ""), { size: PHONE }),
  screen(
    "settings-obvious",
    null,
    async (page, ctx) => {
      await form(page, ctx, "1234", "1234");
      await shown(page, "当てられやすい");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen(
    "settings-proof",
    null,
    async (page, ctx) => {
      await page.route("**/api/staff/till-pin", (route) =>
        route.fulfill({
          status: 403,
          contentType: "application/problem+json",
          body: JSON.stringify({ type: "", title: "proof-needed", status: 403, code: "proof-needed" }),
        }),
      );
      await form(page, ctx, PIN, PIN);
      await shown(page, "いまのパスワード");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("settings-on", PIN, settings),
  screen("pin", PIN, locked),
  screen(
    "pin-half",
    PIN,
    async (page, ctx) => {
      await locked(page, ctx);
      await press(page, "40");
    },
    { size: PHONE },
  ),
  screen("pin-dark", PIN, locked, { dark: true }),
  screen("pin-english", PIN, async (page, ctx) => {
    await locked(page, ctx);
    await page.getByRole("dialog").getByRole("combobox", { name: "言語" }).selectOption("en");
    await shown(page, "Enter your 4-digit PIN");
  }),
  screen(
    "pin-wrong",
    PIN,
    async (page, ctx) => {
      await locked(page, ctx);
      await press(page, "8605");
      await shown(page, "暗証番号がちがいます");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("pin-blocked", PIN, blocked, { allow: REFUSED_REQUEST }),
  screen("pin-blocked-phone", PIN, blocked, { allow: REFUSED_REQUEST, size: PHONE }),
  screen("pin-waiting", PIN, async (page, ctx) => {
    await locked(page, ctx);
    await page.route("**/api/staff/till-unlock", never);
    await press(page, PIN);
  }),
  screen("password", null, locked),
  screen("colleagues", PIN, withColleagues, { allow: REFUSED_REQUEST }),
  screen(
    "turn",
    PIN,
    async (page, ctx) => {
      await withColleagues(page, ctx);
      await page.getByRole("button", { name: "大和田 しずか さんに代わる" }).click();
      await shown(page, "さんにもどる");
    },
    { allow: REFUSED_REQUEST, size: PHONE },
  ),
  screen("other", PIN, async (page, ctx) => {
    await locked(page, ctx);
    await page.getByRole("button", { name: "ほかの人がサインインする" }).click();
    await shown(page, "お店のレジにサインイン");
  }),
  screen("after-reload", PIN, async (page, ctx) => {
    await locked(page, ctx);
    await page.reload();
    await shown(page, "4けたの暗証番号を入れてください");
  }),
];

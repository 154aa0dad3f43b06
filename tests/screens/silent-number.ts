/** A number whose wallet nobody used for long (RES-14), as signing in and the call centre tell of it. */
import type { Page } from "playwright-core";
import type { HolderReply } from "../../schema/api/holders.ts";
import { freshPhone, issueSheets, signInResident } from "../demo-people.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, shown, signedIn, staffOf } from "./steps.ts";

type Opening = (page: Page, ctx: ScreenContext) => Promise<void>;
const BEGIN = "新しく始める";

/** What the server answers: a code is on its way, and the right one opens nothing. */
async function silent(page: Page): Promise<void> {
  await page.route("**/api/residents/verification", (route) =>
    route.fulfill({ json: { sent: true, validForMs: 600_000, nextInMs: 30_000, voice: true } }),
  );
  await page.route("**/api/residents/session", (route) =>
    route.fulfill({
      status: 403,
      contentType: "application/problem+json",
      body: JSON.stringify({ type: "", title: "number-silent", status: 403, code: "number-silent" }),
    }),
  );
}
const told: Opening = async (page, ctx) => {
  await silent(page);
  await page.goto(`${ctx.url}/wallet/sign-in`);
  await page.getByRole("textbox").fill("080-1234-5678");
  await page.locator("form button[type=submit]").click();
  await page.locator("input[autocomplete=one-time-code]").pressSequentially("123456");
  await page.locator("form button[type=submit]").click();
  await page.locator(".note--warn").waitFor();
};
const phone = (name: string, opening: Opening, more: Partial<Screen> = {}): Screen => ({
  name: `silent-number-${name}`,
  size: { width: 390, height: 844 },
  open: opening,
  allow: REFUSED_REQUEST,
  ...more,
});

export const screens: readonly Screen[] = [
  phone("told", told),
  phone("told-dark", told, { dark: true }),
  phone("told-english", told, { locale: "en-US" }),
  phone("no-code", async (page, ctx) => {
    await told(page, ctx);
    await page.route("**/api/residents/verification", failing);
    await page.getByRole("button", { name: BEGIN }).click();
    await shown(page, "混み合っています");
  }),
  phone("anew", async (page, ctx) => {
    await told(page, ctx);
    await page.getByRole("button", { name: BEGIN }).click();
    await shown(page, "6けたの番号を入れてください");
  }),
  {
    name: "silent-number-holder",
    size: { width: 1280, height: 800 },
    open: async (page, ctx) => {
      const context = await ctx.spare();
      const calls = await signInResident(context, ctx.url, freshPhone());
      const { sheets } = await issueSheets(await staffOf(ctx, "issuer-desk"), 1, 3_000, true);
      await calls.charge(sheets[0]?.code ?? "");
      const { residentId } = await calls.done<{ residentId: string }>("GET", "residents/me");
      await signedIn(page, ctx, "secretariat-admin");
      await page.route("**/api/holders", async (route) => {
        const reply = (await (await route.fetch()).json()) as HolderReply;
        await route.fulfill({ json: { ...reply, phoneEnd: "", numberReleased: true } });
      });
      await page.goto(`${ctx.url}/admin/holders/residents/${residentId}`);
      await shown(page, "番号が新しい持ち主のものになりました");
    },
  },
];

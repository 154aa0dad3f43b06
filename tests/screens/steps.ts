/** What the files of screens share: sessions that are made once for all of them, and the words for waiting and failing. */
import type { BrowserContext, Page, Route } from "playwright-core";
import type { SeedClient } from "../../scripts/seed/seed-client.ts";
import { callsOf, type ResidentCalls, signInStaff, staffClient } from "../demo-people.ts";
import type { ScreenContext } from "./screen.ts";

/** The longest a screen waits for what it shows. */
export const SHOWN_MS = 20_000;

/** The cookies of a browser, as another one takes them. */
export type Cookies = Awaited<ReturnType<BrowserContext["cookies"]>>;

/** The session of a demo account. Each signs in once for all screens: the throttle on signing in is a real one. */
export function cookiesOf(ctx: ScreenContext, key: string): Promise<Cookies> {
  return ctx.once<Cookies>(`session-${key}`, async () => {
    const context = await ctx.spare();
    await signInStaff(context, ctx.url, ctx.demo, key);
    return context.cookies();
  });
}

/** Gives a screen's browser the session of a demo account. */
export async function signedIn(page: Page, ctx: ScreenContext, key: string): Promise<void> {
  await page.context().addCookies(await cookiesOf(ctx, key));
}

/** A demo account that calls the API, for making what screens show. */
export function staffOf(ctx: ScreenContext, key: string): Promise<SeedClient> {
  return ctx.once(`staff-${key}`, () => staffClient(ctx.url, ctx.demo, key));
}

/** A demo account that calls the API from a browser of its own, where a screen's own session matters. */
export async function caller(ctx: ScreenContext, key: string): Promise<ResidentCalls> {
  const context = await ctx.spare();
  await context.addCookies(await cookiesOf(ctx, key));
  return callsOf(context, ctx.url);
}

/** Waits for words on the screen. */
export const shown = (page: Page, text: string) =>
  page.getByText(text).first().waitFor({ timeout: SHOWN_MS });

/** A reply that doesn't come. */
export const never = () => new Promise<void>(() => {});

/** A reply that asks to try again. */
export const failing = (route: Route) =>
  route.fulfill({
    status: 503,
    contentType: "application/problem+json",
    body: JSON.stringify({ type: "", title: "try-again", status: 503, code: "try-again" }),
  });

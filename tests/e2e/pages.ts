import assert from "node:assert/strict";
import { DESK, type TestContext } from "./harness.ts";

/** Every app opens by its own address; B14: an installed wallet opens with the network gone. */
export const name = "pages";
export const unseeded = true;

/** Chromium's own line for the answer to "who am I" before anybody has signed in. */
const NOBODY_SIGNED_IN = /status of 401 .*\/api\/(residents|staff)\/me/;

export async function run(ctx: TestContext): Promise<void> {
  const desk = await ctx.device("desk", { viewport: DESK });
  desk.allow(NOBODY_SIGNED_IN);
  for (const path of ["/wallet/", "/counter/", "/admin/"]) {
    const reply = await desk.page.goto(ctx.url + path);
    assert.equal(reply?.status(), 200, path);
    assert.match(reply?.headers()["content-security-policy"] ?? "", /script-src 'self'/, path);
    await desk.page.locator("#app > *").first().waitFor();
  }
  await desk.page.goto(`${ctx.url}/`);
  assert.equal(new URL(desk.page.url()).pathname.startsWith("/wallet/"), true, "the top leads to the wallet");
  await desk.page.goto(`${ctx.url}/api/docs`);
  await desk.page.getByText("/api/health").first().waitFor();
  const missing = await desk.page.request.get(`${ctx.url}/wallet/gone.js`);
  assert.equal(missing.status(), 404, "a missing script is a 404, never a page");

  const phone = await ctx.device("phone");
  phone.allow(NOBODY_SIGNED_IN);
  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.evaluate(async () => {
    await navigator.serviceWorker.register("/wallet/sw.js", { scope: "/wallet/" });
    await navigator.serviceWorker.ready;
  });
  await phone.context.setOffline(true);
  await phone.page.goto(`${ctx.url}/wallet/charge`);
  await phone.page.locator("#app > *").first().waitFor();
  // The wallet may ask the API for what it can't have; that it stands is what counts here.
  phone.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to fetch/);
}

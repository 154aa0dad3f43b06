import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { en } from "../../wallet-pwa/i18n/en.ts";
import { ja } from "../../wallet-pwa/i18n/ja.ts";
import { freshPhone, issueCodes, signInResident, staffClient, storeQrPath } from "../demo-people.ts";
import { ANDROID, type Device, PHONE, type TestContext } from "./harness.ts";
import { holdQr } from "./on-the-phone.ts";

/**
 * NET-4: from opening the app to the done screen a payment takes at most four taps besides the keys of the amount, counted by a
 * listener in the page: from the home, from the easy home (EAS-2), and from the phone's own camera.
 */
export const name = "four-taps";

const MOST = 4;
const STORE = "喫茶 みなと";
const AMOUNT = "1280";

interface Taps {
  /** What was tapped, in words, besides the amount's keys. */
  readonly taps: readonly string[];
  readonly keys: number;
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);

  const phone = await residentsPhone(ctx, desk, "phone", { viewport: PHONE, locale: "ja-JP" });
  await holdQr(ctx, phone, `https://example.jp${till}`);
  await told(
    ctx,
    "from the home",
    await pays(phone.page, `${ctx.url}/wallet/`, "a[href='/wallet/scan']", ja),
  );

  await phone.page.evaluate(() => localStorage.setItem("tegata.easy", "on"));
  await told(
    ctx,
    "from the easy home",
    await pays(phone.page, `${ctx.url}/wallet/`, "a[href='/wallet/scan']", ja),
  );

  const android = await residentsPhone(ctx, desk, "android", { viewport: ANDROID, locale: "en-US" });
  await told(
    ctx,
    "from the phone's own camera",
    await pays(android.page, ctx.url + till, "main .btn--primary, main .btn--face, footer .btn", en),
  );
}

/** A signed-in phone with something to spend, whose pages count taps. */
async function residentsPhone(
  ctx: TestContext,
  desk: Parameters<typeof issueCodes>[0],
  device: string,
  options: Parameters<TestContext["device"]>[1],
): Promise<Device> {
  const phone = await ctx.device(device, options);
  phone.allow(/status of 401/);
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  const [code = ""] = await issueCodes(desk, 1, 3_000);
  await resident.charge(code);
  // Pages follow one another on the way; the count is the tab's.
  await phone.page.addInitScript(() => {
    addEventListener(
      "click",
      (event) => {
        if (!event.isTrusted || !(event.target instanceof Element)) return;
        const control = event.target.closest("a, button, summary, label, input, select");
        const kind = control?.matches(".key") ? "keys" : "taps";
        const words = (control ?? event.target).textContent?.trim().slice(0, 30) ?? "";
        const list = JSON.parse(sessionStorage.getItem(`counted-${kind}`) ?? "[]");
        sessionStorage.setItem(`counted-${kind}`, JSON.stringify([...list, words]));
      },
      { capture: true },
    );
  });
  return phone;
}

/** Opens an address and pays with real taps; what was tapped. */
async function pays(page: Page, address: string, first: string, words: typeof ja | typeof en): Promise<Taps> {
  await page.goto(address);
  await page.evaluate(() => {
    sessionStorage.removeItem("counted-taps");
    sessionStorage.removeItem("counted-keys");
  });
  await page.locator(first).first().tap();
  const key = (digit: string) => page.getByRole("button", { name: digit, exact: true });
  await key("1").waitFor({ timeout: 30_000 });
  for (const digit of AMOUNT) await key(digit).tap();
  await page.getByRole("button", { name: words.toConfirm }).tap();
  await page.getByRole("heading", { name: words.confirmTitle }).waitFor();
  await page.locator("footer .btn--face").tap();
  await page.getByRole("heading", { name: words.paidTitle }).waitFor();
  return page.evaluate(() => ({
    taps: JSON.parse(sessionStorage.getItem("counted-taps") ?? "[]"),
    keys: JSON.parse(sessionStorage.getItem("counted-keys") ?? "[]").length,
  }));
}

async function told(ctx: TestContext, way: string, { taps, keys }: Taps): Promise<void> {
  ctx.log(`${way}: ${taps.length} taps (${taps.join(" → ")}) and ${keys} keys`);
  assert.equal(keys, AMOUNT.length, "every key of the amount was counted");
  assert.ok(taps.length > 0 && taps.length <= MOST, `${way}: ${taps.length} taps, at most ${MOST}`);
}

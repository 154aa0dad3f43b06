import assert from "node:assert/strict";
import type { Page, Request, Route } from "playwright-core";
import { en } from "../../wallet-pwa/i18n/en.ts";
import { ja } from "../../wallet-pwa/i18n/ja.ts";
import { en as commonEn } from "../../web/shared/i18n/en.ts";
import { ja as commonJa } from "../../web/shared/i18n/ja.ts";
import {
  freshOperation,
  freshPhone,
  issueCodes,
  type ResidentCalls,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { ANDROID, type Device, PHONE, type TestContext, until } from "./harness.ts";

/**
 * NET-1 to NET-5, B14, OPR-5: the wallet with the network gone, slow, and losing replies; in Japanese on an iPhone's size, in
 * English on an Android's.
 */
export const name = "offline-and-slow";
export const limitMs = 10 * 60_000;

const STORE = "喫茶 みなと";
/** What DevTools calls slow 3G: 400 ms and 400 kbit/s, in the figures it applies. */
const SLOW_3G = { offline: false, latency: 2_000, downloadThroughput: 50_000, uploadThroughput: 50_000 };

interface Ways {
  readonly ctx: TestContext;
  readonly phone: Device;
  readonly page: Page;
  readonly resident: ResidentCalls;
  readonly t: typeof ja | typeof en;
  readonly common: typeof commonJa | typeof commonEn;
  /** Where the wallet pays at the till. */
  readonly place: string;
  readonly home: string;
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);
  const codes = await issueCodes(desk, 2, 3_000);
  for (const [i, { locale, viewport, ...words }] of [
    { locale: "ja-JP", viewport: PHONE, t: ja, common: commonJa },
    { locale: "en-US", viewport: ANDROID, t: en, common: commonEn },
  ].entries()) {
    const phone = await ctx.device(`phone-${i}`, { locale, viewport });
    // The browser's own line about replies that this test keeps from it.
    phone.allow(/Failed to load resource|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
    const resident = await signInResident(phone.context, ctx.url, freshPhone());
    await resident.charge(codes[i] ?? "");
    const ways = {
      ...{ ctx, phone, resident, page: phone.page, ...words },
      place: ctx.url + till.replace(/^\/s/, "/wallet/pay"),
      home: `${ctx.url}/wallet/`,
    };
    for (const [title, way] of WAYS) {
      await way(ways);
      ctx.log(`${locale}: ${title}`);
    }
  }
}

const WAYS: readonly (readonly [title: string, way: (ways: Ways) => Promise<void>])[] = [
  ["opens without a network, balance with its time, paying off and why", opensOffline],
  ["the network goes while an amount is typed: off with the reason, on again by itself", goesWhileTyping],
  ["a store asked about without a network is asked about when it is back", storeAskedAgain],
  ["back online the balance of now is there by itself", balanceComesBack],
  ["no cache holds a reply about a person", nothingCached],
  ["slow 3G: words for what is under way, one request however often it is pressed", slowNetwork],
  ["a lost reply: asked, then paid for certain", lostReply],
  ["a double tap pays once", doubleTap],
  ["a reload in the middle finds what became of it", reloadInTheMiddle],
  ["another tab leaves alone what this one has sent", twoTabs],
  ["a new version takes no page from somebody who pays", newVersion],
];

/** NET-1. */
async function opensOffline(ways: Ways): Promise<void> {
  const { page, phone, home, t } = ways;
  await page.goto(home);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await showsBalance(ways, await spendable(ways));
  await phone.context.setOffline(true);
  await page.goto(home);
  await page.getByText(t.offlinePaying).first().waitFor();
  await page.getByText(offlineFrom(ways)).first().waitFor();
  await showsBalance(ways, await spendable(ways));
  await phone.context.setOffline(false);
  await page.getByText(t.offlinePaying).waitFor({ state: "detached" });
}

/** NET-1. */
async function goesWhileTyping({ page, phone, place, t }: Ways): Promise<void> {
  const sent = requestsTo(page, "/api/payments");
  await page.goto(place);
  await typeAmount(page, "100");
  const go = page.getByRole("button", { name: t.toConfirm });
  await phone.context.setOffline(true);
  await page.getByText(t.offlinePaying).first().waitFor();
  assert.equal(await go.getAttribute("aria-disabled"), "true");
  await go.click({ force: true });
  await page.getByRole("heading", { name: t.payTitle, exact: true }).waitFor();
  await phone.context.setOffline(false);
  await until("paying is on again", async () => (await go.getAttribute("aria-disabled")) !== "true");
  assert.match((await page.locator(".yen--xl").textContent()) ?? "", /100/, "the amount is still there");
  await go.click();
  await page.getByRole("heading", { name: t.confirmTitle, exact: true }).waitFor();
  await phone.context.setOffline(true);
  await page.getByText(t.offlinePaying).first().waitFor();
  await payButton(page).click({ force: true });
  assert.equal(await payButton(page).getAttribute("aria-disabled"), "true");
  assert.equal(sent.length, 0, "nothing was sent");
  await phone.context.setOffline(false);
  await until(
    "it can be paid again",
    async () => (await payButton(page).getAttribute("aria-disabled")) !== "true",
  );
}

/** NET-1. */
async function storeAskedAgain({ page, phone, place, common }: Ways): Promise<void> {
  await phone.context.setOffline(true);
  await page.goto(place);
  await page.getByText(common.offline).first().waitFor();
  assert.equal(await page.locator(".key").count(), 0, "no keypad without a store");
  await phone.context.setOffline(false);
  await page.locator(".key").first().waitFor({ timeout: 40_000 });
}

/** NET-1. */
async function balanceComesBack(ways: Ways): Promise<void> {
  const { page, phone, place, home, t } = ways;
  const before = await spendable(ways);
  await page.goto(home);
  await showsBalance(ways, before);
  await phone.context.setOffline(true);
  await page.getByText(t.offlinePaying).first().waitFor();
  await payElsewhere(ways, place, 50);
  await page.getByText(offlineFrom(ways)).first().waitFor();
  await showsBalance(ways, before);
  await phone.context.setOffline(false);
  await showsBalance(ways, before - 50);
  await page.getByText(t.offlinePaying).waitFor({ state: "detached" });
}

/** NET-2. */
async function nothingCached({ page, ctx }: Ways): Promise<void> {
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const lists = await Promise.all(names.map(async (one) => (await caches.open(one)).keys()));
    return lists.flat().map((request) => new URL(request.url).pathname);
  });
  assert.ok(kept.includes("/wallet/"), "the shell is in the cache");
  const files = await page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>("script[src], link[rel=stylesheet], link[rel=modulepreload]"),
    ].map(
      (one) => new URL(one.getAttribute("src") ?? one.getAttribute("href") ?? "", location.href).pathname,
    ),
  );
  assert.ok(files.length > 0 && files.every((file) => kept.includes(file)), "with every file it starts with");
  assert.deepEqual(
    kept.filter((path) => !/^\/(wallet\/$|assets\/)/.test(path)),
    [],
    "and nothing but the app",
  );
  for (const path of ["wallets", "residents/me"]) {
    const reply = await page.request.get(`${ctx.url}/api/${path}`);
    assert.match(reply.headers()["cache-control"] ?? "", /no-store/, path);
  }
}

/** NET-4. */
async function slowNetwork(ways: Ways): Promise<void> {
  const { page, phone, place, t } = ways;
  const before = await spendable(ways);
  const slow = await phone.context.newCDPSession(page);
  await slow.send("Network.enable");
  await slow.send("Network.emulateNetworkConditions", SLOW_3G);
  const sent = requestsTo(page, "/api/payments");
  await page.goto(place);
  await page.getByText(t.checkingStore).first().waitFor();
  await typeAmount(page, "60");
  await page.getByRole("button", { name: t.toConfirm }).click();
  await payButton(page).click();
  await page.getByText(t.payingHold).first().waitFor();
  await payButton(page).click({ force: true });
  await page.keyboard.press("Enter");
  await paid(ways);
  assert.equal(sent.length, 1, "one request");
  await slow.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });
  await slow.detach();
  assert.equal(await spendable(ways), before - 60);
}

/** OPR-5. */
async function lostReply(ways: Ways): Promise<void> {
  const { page, place, t } = ways;
  const before = await spendable(ways);
  const answered = deferred();
  await page.route("**/api/payments", handledButLost);
  await page.route("**/api/operations/resolve", async (route) => {
    await answered.promise;
    await route.continue();
  });
  await toConfirmation(ways, place, "70");
  await payButton(page).click();
  await page.getByText(t.askingLate).first().waitFor();
  answered.resolve();
  await paid(ways);
  await page.unrouteAll();
  assert.equal(await spendable(ways), before - 70, "paid once");
}

/** NET-4, OPR-2. */
async function doubleTap(ways: Ways): Promise<void> {
  const { page, place } = ways;
  const before = await spendable(ways);
  const sent = requestsTo(page, "/api/payments");
  await toConfirmation(ways, place, "80");
  await payButton(page).dblclick();
  await paid(ways);
  assert.equal(sent.length, 1, "one request");
  assert.equal(await spendable(ways), before - 80);
}

/** NET-5. */
async function reloadInTheMiddle(ways: Ways): Promise<void> {
  const { page, place, t } = ways;
  const before = await spendable(ways);
  const handled = deferred();
  await page.route("**/api/payments", async (route) => {
    await route.fetch();
    handled.resolve();
    // No answer: the page goes before it comes.
  });
  await toConfirmation(ways, place, "90");
  await payButton(page).click();
  await page.getByText(t.payingHold).first().waitFor();
  await handled.promise;
  await page.reload();
  await page.getByText(t.paymentDone).first().waitFor();
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await page.getByRole("button", { name: t.showLive }).click();
  await paid(ways);
  assert.equal(await spendable(ways), before - 90, "paid once");
}

/** NET-5. */
async function twoTabs(ways: Ways): Promise<void> {
  const { page, phone, home, place, t } = ways;
  const before = await spendable(ways);
  const released = deferred();
  await page.route("**/api/payments", async (route) => {
    await released.promise;
    await route.continue();
  });
  await toConfirmation(ways, place, "110");
  await payButton(page).click();
  await page.getByText(t.payingHold).first().waitFor();
  const other = await phone.context.newPage();
  const asked = requestsTo(other, "/api/operations/resolve");
  await other.goto(home);
  await other.getByText(t.unfinishedPay).first().waitFor();
  await other.getByText(t.earliestExpiry).first().waitFor();
  assert.equal(asked.length, 0, "the other tab asked nothing");
  released.resolve();
  await paid(ways);
  await page.unrouteAll();
  await other.reload();
  await other.getByText(t.earliestExpiry).first().waitFor();
  assert.equal(await other.getByText(t.unfinishedPay).count(), 0, "its end is known to both");
  await other.close();
  assert.equal(await spendable(ways), before - 110, "paid once");
}

/** NET-3. */
async function newVersion(ways: Ways): Promise<void> {
  const { ctx, page, phone, home, place, t } = ways;
  await page.goto(home);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await toConfirmation(ways, place, "120");
  await page.evaluate(() => Object.assign(window, { sameAsBefore: true }));
  const same = () => page.evaluate(() => "sameAsBefore" in window);

  await ctx.restart({ newVersion: true });
  const other = await phone.context.newPage();
  await other.goto(home);
  await other.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
  await other.getByText(t.updateReady).first().waitFor();
  assert.equal(await page.getByText(t.updateReady).count(), 0, "who pays isn't asked");
  const loaded = other.waitForEvent("load");
  await other.getByRole("button", { name: t.updateNow }).click();
  await loaded;
  await other.getByText(t.earliestExpiry).first().waitFor();
  assert.ok(await same(), "the tab that pays is as it was");

  await payButton(page).click();
  await paid(ways);
  assert.ok(await same(), "also while the done screen is shown");
  const reloaded = page.waitForEvent("load");
  await page.getByRole("button", { name: t.closeChecked }).click();
  await reloaded;
  await page.getByText(t.provesNothing).first().waitFor();
  await other.close();
}

/** The system handles it; only its answer never arrives. */
async function handledButLost(route: Route): Promise<void> {
  await route.fetch();
  await route.abort("connectionreset");
}

function offlineFrom({ common }: Ways): RegExp {
  const words = common.offlineBalance({ time: "@" }).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(words.replace("@", "\\d{1,2}:\\d\\d"));
}

async function toConfirmation({ page, t }: Ways, place: string, digits: string): Promise<void> {
  await page.goto(place);
  await typeAmount(page, digits);
  await page.getByRole("button", { name: t.toConfirm }).click();
  await page.getByRole("heading", { name: t.confirmTitle, exact: true }).waitFor();
}

async function typeAmount(page: Page, digits: string): Promise<void> {
  await page.locator(".key").first().waitFor({ timeout: 60_000 });
  await page.keyboard.type(digits);
}

const payButton = (page: Page) => page.locator("footer .btn--face");

function paid({ page, t }: Ways): Promise<void> {
  return page.getByRole("heading", { name: t.paidTitle, exact: true }).waitFor({ timeout: 60_000 });
}

async function showsBalance({ page }: Ways, amountYen: number): Promise<void> {
  const digits = amountYen.toLocaleString("en-US");
  await page.locator(".face .yen").filter({ hasText: digits }).first().waitFor();
}

/** A payment of the same resident on another device. */
async function payElsewhere({ resident, ctx }: Ways, place: string, amountYen: number): Promise<void> {
  const [storeId = "", rest = ""] = place.slice(`${ctx.url}/wallet/pay/`.length).split("/");
  const [tillId = "", signature = ""] = rest.split(".");
  const qr = { storeId, tillId, signature };
  const { pays } = await resident.done<{ pays: { pay: { programmeId: string }; idTail: string }[] }>(
    "POST",
    "payments/inspect",
    qr,
  );
  const one = pays[0];
  assert.ok(one, "the store takes the Pay");
  const operationId = freshOperation(one.idTail);
  await resident.done("POST", "payments", {
    ...qr,
    operationId,
    programmeId: one.pay.programmeId,
    amountYen,
  });
}

function requestsTo(page: Page, path: string): readonly Request[] {
  const seen: Request[] = [];
  page.on("request", (request) => {
    if (new URL(request.url()).pathname === path) seen.push(request);
  });
  return seen;
}

/** What the resident's one Pay holds, by the system's own word. */
async function spendable({ resident }: Ways): Promise<number> {
  const { wallets } = await resident.done<{ wallets: { spendableYen: number }[] }>("GET", "wallets");
  return wallets[0]?.spendableYen ?? 0;
}

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

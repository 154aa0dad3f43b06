import assert from "node:assert/strict";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { DAY_MS } from "../../schema/calendar.ts";
import { en as walletEn } from "../../wallet-pwa/i18n/en.ts";
import { ja as walletJa } from "../../wallet-pwa/i18n/ja.ts";
import { en } from "../../wallet-pwa/notices/en.ts";
import { ja } from "../../wallet-pwa/notices/ja.ts";
import { type Delivered, FakePushService } from "../../workers/push/push-service.testing.ts";
import {
  freshPhone,
  issueCodes,
  type ResidentCalls,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { ANDROID, type Device, PHONE, type TestContext, until } from "./harness.ts";
import { holdQr } from "./on-the-phone.ts";

/**
 * PSH-1 to PSH-7 in a real browser: nothing is asked before a first payment and no browser's question comes before the tap; then
 * a payment reaches a push service on the loopback, is decrypted there, handed to the service worker by the debugging protocol,
 * shown in the phone's language, and leads to its Pay. In Japanese on an iPhone's size, in English on an Android's.
 */
export const name = "push";
export const limitMs = 8 * 60_000;

const STORE = "喫茶 みなと";
const WAYS = [
  {
    locale: "ja-JP",
    viewport: PHONE,
    words: ja,
    wallet: walletJa,
    paid: "200円を支払いました",
    charged: "1,000円",
  },
  {
    locale: "en-US",
    viewport: ANDROID,
    words: en,
    wallet: walletEn,
    paid: "You paid 200 yen",
    charged: "1,000 yen",
  },
] as const;
type Way = (typeof WAYS)[number];

/** A phone whose browser is subscribed at the test's push service instead of its vendor's. */
interface PushedPhone {
  readonly way: Way;
  readonly device: Device;
  readonly page: Page;
  readonly browser: string;
  readonly service: FakePushService;
  readonly resident: ResidentCalls;
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const service = await FakePushService.start();
  try {
    const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
    const [first, second, ...more] = await issueCodes(desk, 7, 1_000);
    const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);
    for (const [index, way] of WAYS.entries()) {
      const phone = await pushedPhone(ctx, service, way, [first, second][index] ?? "");
      await nothingBefore(ctx, phone);
      await pay(ctx, phone, till);
      await agreeing(phone);
      const delivered = await secondPayment(ctx, phone, till);
      await shownAndOpened(ctx, phone, delivered);
      await choosing(ctx, phone, more[index] ?? "");
      await inbox(ctx, phone);
      await anotherLanguage(ctx, phone, more[index + 3] ?? "");
      ctx.log(`${way.locale}: asked, woken, shown, opened, chosen`);
    }
    await notNow(ctx, service, more[2] ?? "", till);
  } finally {
    await service.stop();
  }
}

async function pushedPhone(
  ctx: TestContext,
  service: FakePushService,
  way: Way,
  code: string,
): Promise<PushedPhone> {
  const browser = `${way.locale}-${Math.random().toString(36).slice(2)}`;
  const device = await ctx.device(browser, way);
  device.allow(/Failed to load resource/);
  await device.context.grantPermissions(["camera", "notifications"], { origin: ctx.url });
  await standInForVendor(device.context, service, browser);
  const resident = await signInResident(device.context, ctx.url, freshPhone());
  await resident.charge(code);
  return { way, device, page: device.page, browser, service, resident };
}

/**
 * The browser's vendor gives out addresses; here the test does. Everything else is the browser's own: worker, permission,
 * notifications. Each question that the page has the browser ask is counted.
 */
async function standInForVendor(
  context: BrowserContext,
  service: FakePushService,
  browser: string,
): Promise<void> {
  const { endpoint, keys } = service.subscribe(browser);
  await context.addInitScript(
    ({ endpoint, keys }) => {
      const key = "test.subscribed";
      const known = () => {
        const applicationServerKey = localStorage.getItem(key);
        if (applicationServerKey === null) return null;
        const bytes = Uint8Array.from(atob(applicationServerKey), (letter) => letter.charCodeAt(0));
        return {
          endpoint,
          options: { userVisibleOnly: true, applicationServerKey: bytes.buffer },
          toJSON: () => ({ endpoint, keys }),
          unsubscribe: async () => {
            localStorage.removeItem(key);
            return true;
          },
        };
      };
      const manager = PushManager.prototype as unknown as Record<string, unknown>;
      manager.getSubscription = async () => known();
      manager.subscribe = async (options: { applicationServerKey: Uint8Array }) => {
        localStorage.setItem(key, btoa(String.fromCharCode(...options.applicationServerKey)));
        return known();
      };
      const ask = Notification.requestPermission.bind(Notification);
      Notification.requestPermission = () => {
        localStorage.setItem("test.asked", String(Number(localStorage.getItem("test.asked")) + 1));
        return ask();
      };
    },
    { endpoint, keys },
  );
}

const asked = (page: Page) => page.evaluate(() => Number(localStorage.getItem("test.asked")));

/** PSH-7: with money and without a payment there is no question. */
async function nothingBefore(ctx: TestContext, { page, way }: PushedPhone): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(way.wallet.earliestExpiry).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  // From its second visit on a page is the worker's.
  await page.reload();
  await page.getByText(way.wallet.earliestExpiry).waitFor();
  assert.equal(await page.getByText(way.words.askTitle).count(), 0);
  assert.equal(await asked(page), 0);
}

async function pay(ctx: TestContext, { device, page, way }: PushedPhone, till: string): Promise<void> {
  await holdQr(ctx, device, `https://example.jp${till}`);
  await page.goto(`${ctx.url}/wallet/`);
  // By a tap, as somebody does: only then may the phone vibrate when it has read something.
  await page
    .getByRole("link", { name: new RegExp(way.wallet.scan) })
    .first()
    .click();
  await page.locator(".key").first().waitFor({ timeout: 30_000 });
  await page.keyboard.type("200");
  await page.getByRole("button", { name: way.wallet.toConfirm }).click();
  await page.getByText(way.wallet.confirmText).waitFor();
  await page.locator("footer .btn--face").click();
  await page.getByRole("heading", { name: way.wallet.paidTitle }).waitFor();
  await page.getByRole("button", { name: way.wallet.closeChecked }).click();
  await page.goto(`${ctx.url}/wallet/`);
}

/** PSH-7: the tap comes first, then the browser's question. */
async function agreeing({ page, way }: PushedPhone): Promise<void> {
  await page.getByText(way.words.askTitle).waitFor();
  assert.equal(await asked(page), 0, "the browser was asked before anybody pressed");
  await page.getByRole("button", { name: way.words.accept, exact: true }).click();
  await page.getByText(way.words.turnedOn, { exact: true }).waitFor();
  assert.equal(await asked(page), 1);
  assert.equal(await page.getByText(way.words.askTitle).count(), 0);
}

/** PSH-1, PSH-4: it reaches the push service, where the device's keys alone open it. */
async function secondPayment(ctx: TestContext, phone: PushedPhone, till: string): Promise<Delivered> {
  await pay(ctx, phone, till);
  const delivered = await until(
    "a payment at the push service",
    async () => deliveredTo(phone).at(-1),
    60_000,
  );
  assert.equal(delivered.payload.kind, "payment");
  assert.equal(delivered.payload.details?.store, STORE);
  assert.equal(delivered.payload.details?.yen, 200);
  assert.match(delivered.headers.authorization ?? "", /^vapid t=.+, k=.+$/);
  return delivered;
}

const deliveredTo = ({ service, browser }: PushedPhone) =>
  service.delivered.filter(({ path }) => path === `/push/${browser}`);

/** PSH-2, PSH-5: shown in the phone's language, once however often it comes, and it leads to the Pay. */
async function shownAndOpened(ctx: TestContext, { device, page, way }: PushedPhone, { payload }: Delivered) {
  const worker = await device.context.newCDPSession(page);
  const registrationId = await registrationOf(worker);
  for (let time = 0; time < 2; time++)
    await worker.send("ServiceWorker.deliverPushMessage", {
      origin: ctx.url,
      registrationId,
      data: JSON.stringify(payload),
    });
  const shown = await until("a notification", async () => {
    const all = await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      const registration = await navigator.serviceWorker.getRegistration();
      return active && registration
        ? (await registration.getNotifications()).map(({ title, body, tag, lang }) => ({
            title,
            body,
            tag,
            lang,
          }))
        : [];
    });
    return all.length > 0 ? all : undefined;
  });
  assert.equal(shown.length, 1, "a repeat takes the place of the first");
  assert.equal(shown[0]?.title, way.paid);
  assert.match(shown[0]?.body ?? "", new RegExp(STORE));
  assert.equal(shown[0]?.tag, payload.tag);
  await page.goto(`${ctx.url}/wallet/help`);
  await tap(device.context);
  await page.waitForURL(`${ctx.url}${payload.path}`);
  await worker.detach();
}

async function registrationOf(worker: CDPSession): Promise<string> {
  const found = new Promise<string>((resolve) =>
    worker.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const ours = registrations.find((one) => one.scopeURL.endsWith("/wallet/") && !one.isDeleted);
      if (ours) resolve(ours.registrationId);
    }),
  );
  await worker.send("ServiceWorker.enable");
  return found;
}

/** A headless browser has nothing to tap on: the worker gets the event that a tap makes. */
async function tap(context: BrowserContext): Promise<void> {
  const worker = await until("the service worker", async () => context.serviceWorkers()[0]);
  await worker.evaluate(async () => {
    const scope = globalThis as unknown as {
      registration: { getNotifications(): Promise<Notification[]> };
      NotificationEvent: new (type: string, options: object) => Event;
      dispatchEvent(event: Event): boolean;
    };
    const [notification] = await scope.registration.getNotifications();
    scope.dispatchEvent(new scope.NotificationEvent("notificationclick", { notification }));
  });
}

/** PSH-2: a kind that isn't wanted wakes nobody, and hidden details are hidden. */
async function choosing(ctx: TestContext, phone: PushedPhone, code: string): Promise<void> {
  const { page, way, resident } = phone;
  await page.goto(`${ctx.url}/wallet/notifications`);
  await page.getByText(way.words.on, { exact: true }).first().waitFor();
  await page.getByLabel(way.words.payment).uncheck();
  const saved = page.waitForResponse((reply) => reply.url().endsWith("/push/choices") && reply.ok());
  await page.getByRole("button", { name: way.words.detailsHide }).click();
  await saved;
  const { choices } = await resident.done<{ choices: { kinds: object; hidesDetails: boolean } }>(
    "GET",
    "residents/push",
  );
  assert.deepEqual([choices.hidesDetails, (choices.kinds as { payment: boolean }).payment], [true, false]);
  const before = deliveredTo(phone).length;
  await resident.charge(code);
  const last = await until(
    "a charge at the push service",
    async () => deliveredTo(phone).slice(before)[0],
    60_000,
  );
  assert.deepEqual([last.payload.kind, last.payload.details], ["charge", null]);
}

/** PSH-1: whatever is pushed, the inbox has it all. */
async function inbox(ctx: TestContext, { page, way }: PushedPhone): Promise<void> {
  await page.goto(`${ctx.url}/wallet/notices`);
  await page.getByText(way.wallet.kindCharge).first().waitFor();
  await page.getByText(way.charged).first().waitFor();
  assert.equal(await page.getByText(STORE).count(), 2);
}

/** PSH-2: who changes the language of the wallet is woken in that one. */
async function anotherLanguage(ctx: TestContext, phone: PushedPhone, code: string): Promise<void> {
  const { page, resident } = phone;
  await page.evaluate(() => localStorage.setItem("tegata.locale", "ko"));
  const told = page.waitForResponse(
    (reply) => reply.url().endsWith("/push/subscription") && reply.request().method() === "PUT",
  );
  await page.goto(`${ctx.url}/wallet/`);
  assert.ok((await told).ok());
  const before = deliveredTo(phone).length;
  await resident.charge(code);
  const { payload } = await until(
    "a charge at the push service",
    async () => deliveredTo(phone)[before],
    60_000,
  );
  assert.equal(payload.locale, "ko");
}

/** PSH-7: "not now" holds for thirty days, and then the wallet may ask again. */
async function notNow(ctx: TestContext, service: FakePushService, code: string, till: string): Promise<void> {
  const way = WAYS[0];
  const phone = await pushedPhone(ctx, service, way, code);
  const { page } = phone;
  await nothingBefore(ctx, phone);
  await pay(ctx, phone, till);
  await page.getByRole("button", { name: way.words.notNow }).click();
  assert.equal(await asked(page), 0);
  const saidAtMs = await page.evaluate(() => Date.now());
  for (const [days, title] of [
    [29, 0],
    [31, 1],
  ] as const) {
    await page.clock.setFixedTime(saidAtMs + days * DAY_MS);
    await page.reload();
    await page.getByText(way.wallet.earliestExpiry).waitFor();
    if (title === 1) await page.getByText(way.words.askTitle).waitFor();
    assert.equal(await page.getByText(way.words.askTitle).count(), title, `after ${days} days`);
  }
}

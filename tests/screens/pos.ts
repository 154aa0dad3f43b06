/** Till systems: a store's keys, the addresses that hear of payments, and what these were sent. */
import type { Page } from "playwright-core";
import type { MadePosKey, PosKey } from "../../schema/api/pos-keys.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import type { MadeWebhook, Webhook, WebhookDelivery } from "../../schema/api/webhooks.ts";
import { REFUSED_REQUEST, type Screen, type ScreenContext } from "./screen.ts";
import { failing, never, SHOWN_MS, shown, signedIn, staffOf } from "./steps.ts";

const DESK = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const HEAD = "merchant-head";
const MINUTE = 60_000;

/** One key that is good, one that was replaced, one that was ended; of the store that stands first. */
const keys = (ctx: ScreenContext) =>
  ctx.once("pos-keys", async () => {
    const head = await staffOf(ctx, HEAD);
    const { stores } = await head.done<StaffMe>("GET", "staff/me");
    const [store] = stores;
    const make = (name: string, more: object = {}) =>
      head.done<MadePosKey>("POST", "pos-keys", {
        storeId: store?.storeId,
        tillId: null,
        name,
        operations: ["inspect", "pay", "void", "read"],
        lastDay: null,
        ...more,
      });
    const old = await make("古いレジ");
    await head.done<PosKey>("POST", `pos-keys/${old.key.keyId}/end`, { reason: "レジを入れかえた" });
    const hall = { tillId: store?.tills[0]?.tillId, operations: ["inspect", "pay"], lastDay: "2027-03-31" };
    await make("催事用タブレット（2階ホール）", hall);
    const replaced = await make("POS 1号");
    const body = { version: 1, overlapHours: 72 };
    return head.done<MadePosKey>("POST", `pos-keys/${replaced.key.keyId}/replacement`, body);
  });

const webhook = (ctx: ScreenContext) =>
  ctx.once("pos-webhook", async () => {
    const head = await staffOf(ctx, HEAD);
    const { memberships } = await head.done<StaffMe>("GET", "staff/me");
    return head.done<MadeWebhook>("POST", "webhooks", {
      organisationId: memberships[0]?.organisationId,
      storeId: null,
      url: "https://pos.minato.example.jp/tegata/events?shop=minato",
      events: ["payment.made", "payment.voided", "payment.refunded"],
      mail: "keiri@minato.example.jp",
    });
  });

const now = () => Date.now();
const delivery = (n: number, more: Partial<WebhookDelivery> = {}): WebhookDelivery => ({
  eventId: `019ab1c0-0000-7000-8000-00000000000${n}` as WebhookDelivery["eventId"],
  kind: "payment.made",
  state: "taken",
  tries: 1,
  lastAnswer: "204",
  lastTryAtMs: now(),
  nextTryAtMs: null,
  createdAtMs: now() - n * 7 * MINUTE,
  body: "{}",
  ...more,
});
/** As an address is answered that works, fails and gives up. */
const sent: () => readonly WebhookDelivery[] = () => [
  delivery(1, { state: "waiting", tries: 3, lastAnswer: "503", nextTryAtMs: now() + 2 * MINUTE }),
  delivery(2, {
    kind: "payment.voided",
    state: "waiting",
    tries: 1,
    lastAnswer: "timeout",
    nextTryAtMs: now() + MINUTE,
  }),
  delivery(3),
  delivery(4, { kind: "payment.refunded" }),
  delivery(5, { state: "dead", tries: 17, lastAnswer: "unreachable" }),
  delivery(6, { kind: "test" }),
];
const answerSent = (page: Page, rows: readonly WebhookDelivery[]) =>
  page.route(/\/deliveries\?/, (route) => route.fulfill({ json: { rows, next: null } }));

const toKeys = async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/admin/pos`);
  await shown(page, "POS 1号");
};
const toWebhook = async (page: Page, ctx: ScreenContext, more: Partial<Webhook> = {}) => {
  const { webhook: one } = await webhook(ctx);
  if (Object.keys(more).length > 0)
    await page.route(new RegExp(`/api/webhooks/${one.webhookId}$`), (route) =>
      route.fulfill({ json: { ...one, ...more } }),
    );
  await page.goto(`${ctx.url}/admin/pos/webhooks/${one.webhookId}`);
  await shown(page, "送った通知");
};

function screen(
  name: string,
  open: (page: Page, ctx: ScreenContext) => Promise<void>,
  more: Partial<Screen> = {},
): Screen {
  return {
    name: `pos-${name}`,
    size: DESK,
    open: async (page, ctx) => {
      await signedIn(page, ctx, HEAD);
      await Promise.all([keys(ctx), webhook(ctx)]);
      await open(page, ctx);
    },
    ...more,
  };
}

const openNewKey = async (page: Page, ctx: ScreenContext) => {
  await toKeys(page, ctx);
  await page.getByRole("button", { name: "新しいキー" }).click();
  await shown(page, "支払いを受けるレジ");
};
const openNewWebhook = async (page: Page, ctx: ScreenContext) => {
  await page.goto(`${ctx.url}/admin/pos/webhooks`);
  await page.getByRole("button", { name: "新しい通知先" }).click();
  await page.getByLabel("通知先のアドレス").waitFor({ timeout: SHOWN_MS });
};
const makeShown = async (page: Page, ctx: ScreenContext) => {
  // The text of a key that nobody has.
  await page.route(/\/pos-keys$/, async (route) => {
    const { key } = await keys(ctx);
    await route.fulfill({ json: { key, text: `tegata_pos_${"7k3m9qxw2p4d".repeat(3)}abc` } });
  });
  await openNewKey(page, ctx);
  await page.getByLabel("名前").fill("POS 2号");
  await page.getByRole("button", { name: "つくる" }).click();
  await shown(page, "この画面を閉じると");
};

export const screens: readonly Screen[] = [
  screen("keys", toKeys),
  screen("keys-phone", toKeys, { size: PHONE }),
  screen("keys-dark", toKeys, { dark: true }),
  screen("keys-english", async (page, ctx) => {
    await toKeys(page, ctx);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "Till systems");
  }),
  screen("keys-empty", async (page, ctx) => {
    await page.route(/\/pos-keys\?/, (route) => route.fulfill({ json: { rows: [], next: null } }));
    await page.goto(`${ctx.url}/admin/pos`);
    await shown(page, "まだありません");
  }),
  screen("keys-coming", async (page, ctx) => {
    await page.route(/\/pos-keys\?/, never);
    await page.goto(`${ctx.url}/admin/pos`);
    await shown(page, "お店のレジ（POS）から");
  }),
  screen(
    "keys-failing",
    async (page, ctx) => {
      await page.route(/\/pos-keys\?/, failing);
      await page.goto(`${ctx.url}/admin/pos`);
      await shown(page, "もう一度");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("key-new", openNewKey),
  screen("key-new-phone", openNewKey, { size: PHONE }),
  screen("key-new-wrong", async (page, ctx) => {
    await openNewKey(page, ctx);
    for (const may of ["コードを調べる", "支払いを受ける", "取り消す", "お店の支払いを一覧で見る"])
      await page.getByLabel(may, { exact: true }).uncheck();
    await page.getByRole("button", { name: "つくる" }).click();
    await shown(page, "名前を入れてください");
  }),
  screen("key-made", makeShown),
  screen("key-made-phone", makeShown, { size: PHONE }),
  screen("key-made-not-kept", async (page, ctx) => {
    await makeShown(page, ctx);
    await page.getByRole("button", { name: "閉じる" }).click();
    await shown(page, "控えてから閉じてください");
  }),
  screen("key-replace", async (page, ctx) => {
    await toKeys(page, ctx);
    await page
      .getByRole("button", { name: /取りかえる/ })
      .first()
      .click();
    await shown(page, "前のキーを使える時間");
  }),
  screen("key-end", async (page, ctx) => {
    await toKeys(page, ctx);
    await page
      .getByRole("button", { name: /終わらせる/ })
      .first()
      .click();
    await shown(page, "元には戻せません");
  }),
  screen("webhooks", async (page, ctx) => {
    await page.goto(`${ctx.url}/admin/pos/webhooks`);
    await shown(page, "pos.minato.example.jp");
  }),
  screen(
    "webhooks-phone",
    async (page, ctx) => {
      await page.goto(`${ctx.url}/admin/pos/webhooks`);
      await shown(page, "pos.minato.example.jp");
    },
    { size: PHONE },
  ),
  screen("webhooks-empty", async (page, ctx) => {
    await page.route(/\/webhooks\?/, (route) => route.fulfill({ json: { rows: [], next: null } }));
    await page.goto(`${ctx.url}/admin/pos/webhooks`);
    await shown(page, "通知先は、まだありません");
  }),
  screen("webhook-off-banner", async (page, ctx) => {
    const { webhook: one } = await webhook(ctx);
    await page.route(/\/api\/webhooks\?.*state=off/, (route) =>
      route.fulfill({ json: { rows: [{ ...one, state: "off" }], next: null } }),
    );
    await toKeys(page, ctx);
    await shown(page, "通知を止めています");
  }),
  screen("webhook-new", openNewWebhook),
  screen(
    "webhook-new-wrong",
    async (page, ctx) => {
      await openNewWebhook(page, ctx);
      await page.getByLabel("通知先のアドレス").fill("http://192.168.0.10/pos");
      await page.getByRole("button", { name: "つくる" }).click();
      await shown(page, "このアドレスには送れません");
    },
    { allow: REFUSED_REQUEST },
  ),
  screen("webhook", async (page, ctx) => {
    await answerSent(page, sent());
    await toWebhook(page, ctx);
    await shown(page, "10秒のうちに返事がありません");
  }),
  screen(
    "webhook-phone",
    async (page, ctx) => {
      await answerSent(page, sent());
      await toWebhook(page, ctx);
      await shown(page, "10秒のうちに返事がありません");
    },
    { size: PHONE },
  ),
  screen(
    "webhook-dark",
    async (page, ctx) => {
      await answerSent(page, sent());
      await toWebhook(page, ctx, {
        failingSinceMs: now() - 90 * MINUTE,
        formerUntilMs: now() + 600 * MINUTE,
      });
      await shown(page, "前の鍵でも署名します");
    },
    { dark: true },
  ),
  screen("webhook-english", async (page, ctx) => {
    await answerSent(page, sent());
    await toWebhook(page, ctx);
    await page.getByRole("button", { name: "English" }).click();
    await shown(page, "No answer within 10 seconds");
  }),
  screen("webhook-off", async (page, ctx) => {
    await answerSent(page, [delivery(5, { state: "dead", tries: 17, lastAnswer: "500" })]);
    await toWebhook(page, ctx, { state: "off", failingSinceMs: now() - 4_400 * MINUTE, stoppedAtMs: now() });
    await shown(page, "もう一度はじめる");
  }),
  screen("webhook-ended", async (page, ctx) => {
    await answerSent(page, []);
    await toWebhook(page, ctx, { state: "ended", mail: null, stoppedAtMs: now() });
    await shown(page, "まだありません");
  }),
  screen("webhook-secret", async (page, ctx) => {
    await toWebhook(page, ctx);
    await page.getByRole("button", { name: "署名の鍵を取りかえる" }).click();
    await shown(page, "前の鍵でも署名する時間");
  }),
];

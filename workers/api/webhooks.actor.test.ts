import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { MAX_WEBHOOKS } from "../../schema/limits.ts";
import { type Browser, makeRegion, op, PASSWORD, signIn, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
let head: Browser;
beforeAll(async () => {
  world = await makeRegion();
  const loginId = `${world.id}-head`;
  await world.admin.done("staff", {
    name: "本部",
    loginId,
    password: PASSWORD,
    memberships: [{ organisationId: world.merchant.organisationId, role: "merchant-head" }],
  });
  head = await signIn(loginId);
});

const request = (more: object = {}) => ({
  organisationId: world.merchant.organisationId,
  storeId: null,
  url: "https://till.example.jp/tegata",
  events: ["payment.made", "payment.voided"],
  mail: "kakari@example.jp",
  ...more,
});
// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever came over the wire
const make = (more: object = {}): Promise<any> => head.done("webhooks", request(more));
const end = (id: string) => head.done(`webhooks/${id}/end`, { reason: "ためし" });

test("POS-5, POS-6: an address is listed as it was made; its secret and the mail address stand nowhere in the clear", async () => {
  const { webhook, secret } = await make();
  expect(secret).toMatch(/^tegata_whsec_[A-Za-z0-9_-]{43}$/);
  const { rows } = await head.read("webhooks");
  expect(rows.find((row: { webhookId: string }) => row.webhookId === webhook.webhookId)).toEqual(webhook);
  expect(await head.read(`webhooks/${webhook.webhookId}`)).toEqual(webhook);
  expect(webhook).toMatchObject({
    ...request(),
    state: "active",
    organisationName: "店",
    formerUntilMs: null,
  });
  for (const table of ["webhook", "webhook_secret", "audit_log"]) {
    const { results } = await env.DB.prepare(`select * from ${table}`).all();
    expect(JSON.stringify(results)).not.toContain(secret);
    expect(JSON.stringify(results)).not.toContain("kakari@example.jp");
  }
  const ended = await end(webhook.webhookId);
  expect(ended).toMatchObject({ state: "ended", mail: null });
  expect(await end(webhook.webhookId)).toEqual(ended);
  const left = await env.DB.prepare("select count(*) as n from webhook_secret where webhook_id = ?1")
    .bind(webhook.webhookId)
    .first<{ n: number }>();
  expect(left?.n).toBe(0);
});

test("POS-5: an address inside, without https or of somebody else's store is refused by name", async () => {
  for (const url of ["http://till.example.jp/", "https://10.0.0.1/", "https://till.local/", "nothing"])
    expect((await head.post("webhooks", request({ url }))).body).toMatchObject({
      code: "invalid-request",
      fields: [{ path: "url" }],
    });
  const strange = await makeRegion();
  const { storeId } = strange.store;
  expect((await head.post("webhooks", request({ storeId }))).body.code).toBe("store-not-found");
  const { organisationId } = strange.merchant;
  expect((await head.post("webhooks", request({ organisationId }))).body.code).toBe("not-found");
});

test("POS-5: an organisation has no more addresses than it may, however many are asked for at once", async () => {
  const replies = await Promise.all(
    Array.from({ length: MAX_WEBHOOKS + 2 }, () => head.post("webhooks", request())),
  );
  const made = replies.filter(({ status }) => status === 200);
  expect(made).toHaveLength(MAX_WEBHOOKS);
  expect(replies.find(({ status }) => status !== 200)?.body.code).toBe("limit-exceeded");
  const first = await head.read("webhooks?limit=6");
  const rest = await head.read(`webhooks?limit=100&after=${first.next}`);
  const ids = new Set([...first.rows, ...rest.rows].map((row: { webhookId: string }) => row.webhookId));
  for (const { body } of made) {
    expect(ids.has(body.webhook.webhookId)).toBe(true);
    await end(body.webhook.webhookId);
  }
});

test("POS-6: pressing twice replaces a secret once, and the one before is used for the hours that were chosen", async () => {
  const { webhook, secret } = await make();
  const replace = () => head.post(`webhooks/${webhook.webhookId}/secret`, { version: 1, overlapHours: 3 });
  const replies = await Promise.all([replace(), replace()]);
  expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const replaced = replies.find(({ status }) => status === 200)?.body;
  expect(replaced.secret).not.toBe(secret);
  expect(replaced.webhook.version).toBe(2);
  const untilMs = replaced.webhook.formerUntilMs;
  expect(Math.abs(untilMs - Date.now() - 3 * 3_600_000)).toBeLessThan(60_000);
  await end(webhook.webhookId);
});

test("POS-5, POS-7: a payment at the counter is in the address's list of messages, with what came of it, and is sent again on request", async () => {
  const { webhook } = await make({ storeId: world.store.storeId });
  const { sheets } = await world.issue(1);
  const { coupon } = await world.scan(sheets[0]?.code ?? "");
  const { receipt } = await world.clerk.done("counter/payments", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    ...world.store,
    amountYen: 800,
  });
  const path = `webhooks/${webhook.webhookId}`;
  const listed = async () => (await head.read(`${path}/deliveries`)).rows;
  // There is no such host: what counts is that it was tried.
  await vi.waitUntil(async () => (await listed())[0]?.tries > 0, { timeout: 20_000 });
  const [told] = await listed();
  expect(told).toMatchObject({ eventId: receipt.operationId, kind: "payment.made", state: "waiting" });
  expect(JSON.parse(told.body).data).toMatchObject({ amountYen: 800, receiptNumber: receipt.receiptNumber });
  expect((await head.read(`${path}/deliveries?state=dead`)).rows).toEqual([]);
  await head.done(`${path}/deliveries/${told.eventId}/resend`);
  await vi.waitUntil(async () => (await listed())[0]?.tries > told.tries, { timeout: 20_000 });
  const test = await head.done(`${path}/test`);
  expect(test).toMatchObject({ kind: "test", state: "waiting" });
  const page = await head.read(`${path}/deliveries?limit=1`);
  expect(page.rows.map((row: { eventId: string }) => row.eventId)).toEqual([test.eventId]);
  expect((await head.read(`${path}/deliveries?limit=1&after=${page.next}`)).rows[0].eventId).toBe(
    told.eventId,
  );
  await end(webhook.webhookId);
  expect((await listed()).map(({ state }: { state: string }) => state)).toEqual(["dead", "dead"]);
  for (const deed of ["test", `deliveries/${told.eventId}/resend`])
    expect((await head.post(`${path}/${deed}`)).body.code).toBe("conflict");
});

test("POS-8: an address that was switched off is switched on again, and what it missed can be sent", async () => {
  const { webhook } = await make();
  const path = `webhooks/${webhook.webhookId}`;
  const missed = await head.done(`${path}/test`);
  await env.DB.batch([
    env.DB.prepare(
      "update webhook set state = 'off', failing_since_ms = 1, failures = 12, stopped_at_ms = 2 where id = ?1",
    ).bind(webhook.webhookId),
    env.DB.prepare("update webhook_delivery set state = 'dead', ended_at_ms = 2 where webhook_id = ?1").bind(
      webhook.webhookId,
    ),
  ]);
  expect((await head.post(`${path}/test`)).body.code).toBe("conflict");
  const off = (await head.read("webhooks?state=off")).rows;
  expect(off.map((row: { webhookId: string }) => row.webhookId)).toEqual([webhook.webhookId]);
  const on = await head.done(`${path}/start`);
  expect(on).toMatchObject({ state: "active", failingSinceMs: null, stoppedAtMs: null });
  expect(await head.done(`${path}/start`)).toEqual(on);
  const again = await head.done(`${path}/deliveries/${missed.eventId}/resend`);
  expect(again).toMatchObject({ eventId: missed.eventId, state: "waiting", body: missed.body });
  await end(webhook.webhookId);
  expect((await head.post(`${path}/start`)).body.code).toBe("conflict");
});

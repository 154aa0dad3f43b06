import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { codeStateSchema, inspectCodeReplySchema, shownCodeSchema } from "../../schema/api/payment-codes.ts";
import { PAYMENT_CODE_MS, paymentCode } from "../../schema/payment-code.ts";
import { Authenticator, addPasskeyOf } from "../passkeys/authenticator.actor.testing.ts";
import { Browser, makeRegion, makeResident, op, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

/** A resident with 3,000 yen in the world's Pay. */
async function holder() {
  const resident = await makeResident(env.DB);
  const { sheets } = await world.issue(1);
  const look = await resident.done("charges/inspect", { code: sheets[0]?.code });
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId: world.programmeId,
  });
  const { wallets } = await resident.read("wallets");
  const tail = wallets[0].idTail as string;
  const path = `wallets/${world.programmeId}/codes`;
  return {
    resident,
    tail,
    show: async () => {
      const operationId = op(tail);
      const { code } = await resident.done(path, { operationId });
      return { operationId, code: code as string, state: () => resident.read(`${path}/${operationId}`) };
    },
    balance: async () => (await resident.read("wallets")).wallets[0].spendableYen as number,
  };
}

const inspect = (code: string, at = world.store, who = world.clerk) =>
  who.post("counter/payment-codes", { ...at, code });
const look = async (code: string, at = world.store) =>
  (await world.clerk.done("counter/payment-codes", { ...at, code })).wallet;
const take = (
  wallet: { readonly operationId: string; readonly handle: string },
  amountYen: number,
  at = world.store,
  operationId = wallet.operationId,
) => world.clerk.post("counter/payments", { ...at, operationId, handle: wallet.handle, amountYen });

test("COD-1, B5: a shop scans what the wallet shows and takes a payment, which the phone then hears of", async () => {
  const { resident, tail, show, balance } = await holder();
  const operationId = op(tail);
  const shown = await resident.done(`wallets/${world.programmeId}/codes`, { operationId });
  expect(shownCodeSchema.parse(shown)).toEqual(shown);
  expect(shown.expiresAtMs - shown.serverNowMs).toBe(PAYMENT_CODE_MS);
  const reply = await world.clerk.done("counter/payment-codes", { ...world.store, code: shown.code });
  expect(inspectCodeReplySchema.parse(reply)).toEqual(reply);
  expect(reply).toMatchObject({ verdict: { ok: true }, wallet: { spendableYen: 3_000, operationId } });

  const waiting = await resident.read(`wallets/${world.programmeId}/codes/${operationId}`);
  expect(waiting).toMatchObject({ state: "waiting" });
  expect((await take(reply.wallet, 1_200)).body).toMatchObject({
    outcome: "done",
    receipt: { amountYen: 1_200, balanceAfterYen: 1_800 },
  });
  const paid = await resident.read(`wallets/${world.programmeId}/codes/${operationId}`);
  expect(codeStateSchema.parse(paid)).toEqual(paid);
  expect(paid).toMatchObject({
    state: "paid",
    payment: { receipt: { operationId, amountYen: 1_200 }, store: { storeId: world.store.storeId } },
  });
  expect(await balance()).toBe(1_800);
  expect(await (await show()).state()).toMatchObject({ state: "waiting" });
});

test("COD-3: a code is good for one payment, whoever tries again, whatever for", async () => {
  const { show, balance } = await holder();
  const { code } = await show();
  const wallet = await look(code);
  expect((await take(wallet, 500)).status).toBe(200);
  expect((await take(wallet, 500)).body).toMatchObject({ receipt: { amountYen: 500, replayed: true } });
  expect((await take(wallet, 700)).body).toMatchObject({ code: "operation-conflict" });
  expect((await take(wallet, 500, world.store, op(wallet.idTail))).status).toBe(422);
  await vi.waitFor(async () =>
    expect((await inspect(code)).body).toMatchObject({ code: "payment-code-over" }),
  );
  expect(await balance()).toBe(2_500);
});

test("COD-3: of two tills that take the same code at once, one does", async () => {
  const { show, balance } = await holder();
  const { code, state } = await show();
  const wallet = await look(code);
  const replies = await Promise.all([take(wallet, 1_000), take(wallet, 2_000), take(wallet, 1_500)]);
  expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
  const done = replies.find((reply) => reply.status === 200)?.body.receipt.amountYen;
  expect(await balance()).toBe(3_000 - done);
  expect(await state()).toMatchObject({ state: "paid", payment: { receipt: { amountYen: done } } });
});

test("COD-2: a newer code ends the one before, putting it away ends it, and so does its time", async () => {
  const { resident, show } = await holder();
  const [first, second] = [await show(), await show()];
  expect((await inspect(first.code)).status).toBe(404);
  expect((await inspect(second.code)).status).toBe(200);
  await resident.send("DELETE", `wallets/${world.programmeId}/codes/${second.operationId}`);
  expect((await inspect(second.code)).body).toMatchObject({ code: "payment-code-over" });

  const third = await show();
  const soonMs = Date.now() + 500;
  await env.DB.prepare("update payment_code set expires_at_ms = ?1 where operation_id = ?2")
    .bind(soonMs, third.operationId)
    .run();
  const wallet = await look(third.code);
  await vi.waitFor(() => expect(Date.now()).toBeGreaterThan(soonMs));
  expect((await take(wallet, 100)).body).toMatchObject({ code: "handle-expired", outcome: "not-done" });
  expect((await inspect(third.code)).body).toMatchObject({ code: "payment-code-over" });
  expect(await third.state()).toMatchObject({ state: "refused" });
});

test("COD-4, S15: a store that takes no paper takes no shown code either; it is said before any price, and holds", async () => {
  const { show, balance } = await holder();
  const { code } = await show();
  const reply = await world.clerk.done("counter/payment-codes", { ...world.appOnly, code });
  expect(reply.verdict).toEqual({ ok: false, code: "cpm-not-accepted" });
  expect((await take(reply.wallet, 100, world.appOnly)).body).toMatchObject({ code: "cpm-not-accepted" });
  expect(await balance()).toBe(3_000);
});

test("COD-4, FRZ-1: a stopped wallet's code pays nothing", async () => {
  const { resident, show } = await holder();
  const { residentId } = await resident.read("residents/me");
  const { code, state } = await show();
  const wallet = await look(code);
  await world.admin.done("freezes", {
    kind: "resident",
    residentId,
    operationId: op("00000000"),
    frozen: true,
    reason: "紛失の届け出",
  });
  expect((await take(wallet, 100)).body).toMatchObject({ code: "frozen", outcome: "not-done" });
  expect(await state()).toMatchObject({ state: "refused" });
});

test("COD-4, WHO-1: another region's code reads like one that isn't there", async () => {
  const elsewhere = await makeRegion();
  const { show } = await holder();
  const { code } = await show();
  const theirs = await inspect(code, elsewhere.store, elsewhere.clerk);
  const made = paymentCode((bytes) => crypto.getRandomValues(bytes));
  const nobodys = await inspect(made, elsewhere.store, elsewhere.clerk);
  const { requestId: _, ...rest } = nobodys.body;
  expect(theirs.body).toMatchObject(rest);
  expect(theirs.status).toBe(404);
});

test("COD-1: a code is made for one's own wallet, and is kept nowhere in the clear", async () => {
  const { resident, tail, show } = await holder();
  const other = await holder();
  const wrong = await resident.post(`wallets/${world.programmeId}/codes`, { operationId: op(other.tail) });
  expect(wrong.status).toBe(422);
  expect(
    (await new Browser().post(`wallets/${world.programmeId}/codes`, { operationId: op(tail) })).status,
  ).toBe(401);
  const { code } = await show();
  const { results } = await env.DB.prepare("select * from payment_code").all();
  expect(JSON.stringify(results)).not.toContain(code);
});

test("COD-4, PSK-6: a code pays no more than its owner lets through without a finger; that is said before any price", async () => {
  const { resident, show, balance } = await holder();
  await addPasskeyOf(resident, new Authenticator());
  await resident.send("PUT", "residents/payment-limit", { aboveYen: 1_000 });
  const { code } = await show();
  const reply = await world.clerk.done("counter/payment-codes", { ...world.store, code });
  expect(reply.payLimitYen).toBe(1_000);
  expect((await take(reply.wallet, 1_001)).body).toMatchObject({ code: "over-limit", outcome: "not-done" });
  expect((await take(await look((await show()).code), 1_000)).status).toBe(200);
  expect(await balance()).toBe(2_000);
});

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { LIMIT_ENDS_AFTER_MS, PASSKEY_CHALLENGE_MS } from "../../schema/limits.ts";
import { PROOF_MS } from "../http/proof.ts";
import { Authenticator, addPasskeyOf, type Lies } from "../passkeys/authenticator.actor.testing.ts";
import { Browser, makeRegion, newestCode, op, signInPhone, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let world: World;
let codes: string[];
let till: { storeId: string; tillId: string; signature: string };
beforeAll(async () => {
  world = await makeRegion();
  codes = (await world.issue(40)).sheets.map((sheet) => sheet.code);
  const { tills } = await world.clerk.read(`counter/qr?storeId=${world.store.storeId}`);
  till = { ...world.store, signature: /\.([^.]+)$/.exec(tills[0].qrText)?.[1] ?? "" };
});

let people = 0;
let phone: string;
let resident: Browser;
let device: Authenticator;
let passkeyId: string;
/** Somebody with 3,000 yen, one passkey, and a limit of 1,000. */
beforeEach(async () => {
  resident = new Browser({ "cf-connecting-ip": `198.51.100.${++people}` });
  phone = `0906666${String(1000 + people)}`;
  await signInPhone(env.DB, resident, phone);
  const look = await resident.done("charges/inspect", { code: codes.pop() });
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId: world.programmeId,
  });
  device = new Authenticator();
  passkeyId = await addPasskeyOf(resident, device);
  expect((await setLimit(1_000)).status).toBe(200);
});

const setLimit = (aboveYen: number | null, more: object = {}) =>
  resident.send("PUT", "residents/payment-limit", { aboveYen, ...more });
const limit = async () => (await resident.read("residents/passkeys")).limit;
const inspect = () => resident.done("payments/inspect", till);
const spendable = async () => (await inspect()).pays[0].spendableYen as number;
async function payment(amountYen: number) {
  const { pays } = await inspect();
  return { ...till, operationId: op(pays[0].idTail), programmeId: world.programmeId, amountYen };
}
type Payment = Awaited<ReturnType<typeof payment>>;
async function sign(use: object, lies: Lies = {}, by = device) {
  const asked = await resident.done("residents/passkeys/confirmation", { use });
  return { confirmation: await by.get(asked, lies) };
}
const useOf = ({ operationId, programmeId, storeId, amountYen }: Payment) => ({
  for: "payment",
  ...{ operationId, programmeId, storeId, amountYen },
});
const code = (reply: { body: { code?: string } }) => reply.body.code;

describe("paying above the limit", () => {
  test("PSK-6: up to the limit nothing is asked; above it a payment without a finger is refused, nothing moves, and the screen knows beforehand", async () => {
    expect((await inspect()).confirmAboveYen).toBe(1_000);
    expect((await resident.post("payments", await payment(1_000))).status).toBe(200);
    const above = await payment(1_001);
    const refused = await resident.post("payments", above);
    expect([refused.status, code(refused), refused.body.outcome]).toEqual([
      403,
      "confirmation-needed",
      "not-done",
    ]);
    expect(await spendable()).toBe(2_000);
  });

  test("PSK-6, OPR-2: confirmed it is paid, once; the same again gets the same answer, with the finger or without", async () => {
    const body = await payment(1_500);
    const signed = { ...body, ...(await sign(useOf(body))) };
    const first = await resident.post("payments", signed);
    expect(first.status).toBe(200);
    for (const again of [signed, body]) {
      const reply = await resident.post("payments", again);
      expect(reply.body.receipt).toEqual({ ...first.body.receipt, replayed: true });
    }
    expect(await spendable()).toBe(1_500);
  });

  test("PSK-6, OPR-4: refused for want of a finger it stays refused under its id; a new tap is confirmed and paid", async () => {
    const body = await payment(1_500);
    expect(code(await resident.post("payments", body))).toBe("confirmation-needed");
    const late = { ...body, ...(await sign(useOf(body))) };
    expect(code(await resident.post("payments", late))).toBe("confirmation-needed");
    const fresh = await payment(1_500);
    expect((await resident.post("payments", { ...fresh, ...(await sign(useOf(fresh))) })).status).toBe(200);
  });

  test("PSK-6, OPR-2: the same payment twice at the same moment is one payment, and both are told so", async () => {
    const body = await payment(1_500);
    const signed = { ...body, ...(await sign(useOf(body))) };
    const both = await Promise.all([resident.post("payments", signed), resident.post("payments", signed)]);
    expect(both.map((reply) => reply.status)).toEqual([200, 200]);
    expect(await spendable()).toBe(1_500);
  });

  test("PSK-1, PSK-6: a finger for one payment confirms no other operation, amount, store or Pay", async () => {
    const signedFor: readonly ((body: Payment) => Payment)[] = [
      (body) => ({ ...body, operationId: op(body.operationId.slice(-8)) }),
      (body) => ({ ...body, amountYen: body.amountYen - 1 }),
      (body) => ({ ...body, storeId: world.appOnly.storeId }),
      (body) => ({ ...body, programmeId: "000000000000" }),
    ];
    for (const other of signedFor) {
      const body = await payment(1_200);
      const sent = { ...body, ...(await sign(useOf(other(body)))) };
      expect(code(await resident.post("payments", sent))).toBe("confirmation-needed");
    }
    expect(await spendable()).toBe(3_000);
  });

  test("PSK-1, PSK-6: nor does what another resident or another session was asked for", async () => {
    const body = await payment(1_200);
    const [own, other] = [resident, new Browser({ "cf-connecting-ip": "198.51.100.251" })];
    const stranger = new Authenticator();
    await signInPhone(env.DB, other, "09066669999");
    await addPasskeyOf(other, stranger);
    resident = other;
    const strange = await sign(useOf(body), {}, stranger);
    await signInPhone(env.DB, other, phone);
    const elsewhere = await sign(useOf(body));
    resident = own;
    for (const signed of [strange, elsewhere]) {
      const operationId = (await payment(1_200)).operationId;
      const sent = signed === strange ? { ...body, operationId, ...signed } : { ...body, ...signed };
      expect(code(await resident.post("payments", sent))).toBe("confirmation-needed");
    }
  });

  const lies: readonly [string, Lies][] = [
    ["no finger", { userVerified: false }],
    ["another site", { origin: "https://tegata.evil.example" }],
    ["another key", { wrongKey: true }],
    ["a counter that stands still", { counter: 1 }],
  ];
  test.each(lies)("PSK-1, PSK-6: %s confirms nothing", async (_, lie) => {
    const body = await payment(1_500);
    const reply = await resident.post("payments", { ...body, ...(await sign(useOf(body), lie)) });
    expect(code(reply)).toBe("confirmation-needed");
    expect(await spendable()).toBe(3_000);
  });

  test("PSK-1: a finger counts for five minutes", async () => {
    const body = await payment(1_500);
    const signed = { ...body, ...(await sign(useOf(body))) };
    resident.clockOffsetMs = PASSKEY_CHALLENGE_MS + 1_000;
    expect(code(await resident.post("payments", signed))).toBe("confirmation-needed");
  });

  test("PSK-6, PAY-3: what the store or the balance says comes first", async () => {
    const body = { ...(await payment(2_000)), ...world.outside };
    expect(code(await resident.post("payments", body))).toBe("signature-invalid");
  });
});

describe("changing the limit", () => {
  test("PSK-6: setting and lowering ask nothing, raising and taking away ask for a finger, for exactly that", async () => {
    expect((await setLimit(500)).body).toEqual({ aboveYen: 500, endsAtMs: null });
    expect(code(await setLimit(600))).toBe("confirmation-needed");
    expect(code(await setLimit(null))).toBe("confirmation-needed");
    const raise = await sign({ for: "limit", aboveYen: 600 });
    expect(code(await setLimit(null, raise))).toBe("confirmation-needed");
    expect((await setLimit(600, await sign({ for: "limit", aboveYen: 600 }))).status).toBe(200);
    expect(code(await setLimit(700, raise))).toBe("confirmation-needed");
    expect((await setLimit(null, await sign({ for: "limit", aboveYen: null }))).status).toBe(200);
    expect(await limit()).toEqual({ aboveYen: null, endsAtMs: null });
    expect((await inspect()).confirmAboveYen).toBeNull();
    expect((await resident.post("payments", await payment(2_500))).status).toBe(200);
  });

  test("PSK-6: who has no passkey sets none", async () => {
    const other = new Browser({ "cf-connecting-ip": "198.51.100.252" });
    await signInPhone(env.DB, other, "09066668888");
    const reply = await other.send("PUT", "residents/payment-limit", { aboveYen: 1_000 });
    expect([reply.status, code(reply)]).toEqual([409, "conflict"]);
    expect((await other.post("residents/passkeys/confirmation", { use: { for: "addition" } })).status).toBe(
      404,
    );
  });

  test("PSK-6: while there is a limit, adding and removing passkeys ask for a finger; with the last one the limit goes", async () => {
    expect(code(await resident.post("residents/passkeys/options", {}))).toBe("confirmation-needed");
    const asked = await resident.done("residents/passkeys/options", await sign({ for: "addition" }));
    const second = new Authenticator();
    await resident.done("residents/passkeys", { attestation: await second.create(asked) });
    const remove = (id: string, more: object = {}) => resident.post(`residents/passkeys/${id}/removal`, more);
    expect(code(await remove(passkeyId))).toBe("confirmation-needed");
    const use = { for: "removal", passkeyId };
    expect((await remove(passkeyId, await sign(use, {}, second))).status).toBe(200);
    expect((await limit()).aboveYen).toBe(1_000);
    const [last] = (await resident.read("residents/passkeys")).passkeys;
    const signed = await sign({ for: "removal", passkeyId: last.passkeyId }, {}, second);
    expect((await remove(last.passkeyId, signed)).status).toBe(200);
    expect(await limit()).toEqual({ aboveYen: null, endsAtMs: null });
  });
});

describe("without a passkey", () => {
  test("PSK-7: it ends a day after it was asked for, with a fresh code, and not before; asked twice it ends at the same time", async () => {
    resident.clockOffsetMs = PROOF_MS;
    expect(code(await resident.post("residents/payment-limit/end", {}))).toBe("code-needed");
    await resident.done("residents/proof/verification", {});
    await resident.done("residents/proof", { code: await newestCode(env.DB, phone) });
    const { endsAtMs } = await resident.done("residents/payment-limit/end", {});
    expect(endsAtMs - Date.now() - PROOF_MS).toBeGreaterThan(LIMIT_ENDS_AFTER_MS - 60_000);
    expect((await resident.done("residents/payment-limit/end", {})).endsAtMs).toBe(endsAtMs);
    expect(await limit()).toEqual({ aboveYen: 1_000, endsAtMs });
    expect(code(await resident.post("payments", await payment(1_500)))).toBe("confirmation-needed");
    resident.clockOffsetMs = PROOF_MS + LIMIT_ENDS_AFTER_MS + 1_000;
    expect(await limit()).toEqual({ aboveYen: null, endsAtMs: null });
    expect((await resident.post("payments", await payment(1_500))).status).toBe(200);
  });

  test("PSK-7: whoever finds their phone again lets it stand", async () => {
    await resident.done("residents/payment-limit/end", {});
    expect((await resident.send("DELETE", "residents/payment-limit/end")).body).toEqual({
      aboveYen: 1_000,
      endsAtMs: null,
    });
    resident.clockOffsetMs = LIMIT_ENDS_AFTER_MS + 1_000;
    expect((await inspect()).confirmAboveYen).toBe(1_000);
  });
});

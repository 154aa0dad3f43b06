import { beforeEach, describe, expect, test } from "vitest";
import { addDays, businessDate, endExclusiveMs } from "../../schema/calendar.ts";
import { type OperationId, operationId } from "../../schema/ids.ts";
import { VOID_WINDOW_MS } from "../../schema/limits.ts";
import { yen } from "../../schema/money.ts";
import {
  charge,
  extend,
  freeze,
  OTHER_STORE,
  pay,
  RULES,
  reverse,
  STORE,
  TILL,
  World,
} from "../lib/world.testing.ts";
import type { BalanceLedger } from "./balance-ledger.ts";

let world: World;
let coupon: BalanceLedger;
const today = () => businessDate(world.nowMs);
const spendable = (ledger: BalanceLedger) => ledger.view()?.spendableYen;
const idOf = (answer: { outcome: { ok: boolean } }) =>
  (answer.outcome as unknown as { value: { operationId: OperationId } }).value.operationId;

beforeEach(() => {
  world = new World();
  coupon = world.coupon("c1");
});

describe("operations", () => {
  test("OPR-2: the same id and body gets the stored receipt and moves nothing", async () => {
    const id = world.newId(coupon.ledger.tail);
    const first = await pay(world, coupon, 1_000, { id });
    const again = await pay(world, coupon, 1_000, { id });
    expect(again.outcome).toEqual({
      ok: true,
      value: { ...(first.outcome as { value: object }).value, replayed: true },
    });
    expect(again.entries).toEqual([]);
    expect(spendable(coupon)).toBe(5_000);
  });

  test("OPR-2: rules and verdicts are not part of the body", async () => {
    const id = world.newId(coupon.ledger.tail);
    await pay(world, coupon, 1_000, { id });
    const again = await pay(world, coupon, 1_000, {
      id,
      verdict: { ok: false, code: "outside-scope" },
      rules: [],
    });
    expect(again.outcome.ok).toBe(true);
  });

  test("OPR-3: the same id with another amount or store is a conflict", async () => {
    const id = world.newId(coupon.ledger.tail);
    await pay(world, coupon, 1_000, { id });
    for (const other of [
      await pay(world, coupon, 999, { id }),
      await pay(world, coupon, 1_000, { id, storeId: OTHER_STORE }),
    ]) {
      expect(other.outcome).toEqual({
        ok: false,
        error: { code: "operation-conflict", outcome: "not-done" },
      });
    }
    expect(spendable(coupon)).toBe(5_000);
  });

  test("OPR-4: a refusal is fenced, so that a late copy is refused although it would fit by then", async () => {
    const id = world.newId(coupon.ledger.tail);
    const paid = await pay(world, coupon, 5_000);
    expect((await pay(world, coupon, 2_000, { id })).outcome).toMatchObject({
      ok: false,
      error: { code: "insufficient-balance" },
    });
    await reverse(world, coupon, idOf(paid));
    expect((await pay(world, coupon, 2_000, { id })).outcome).toMatchObject({
      ok: false,
      error: { code: "insufficient-balance" },
    });
    expect(spendable(coupon)).toBe(6_000);
  });

  test("OPR-4, OPR-6: a refused verdict of the edge is fenced as well", async () => {
    const id = world.newId(coupon.ledger.tail);
    await pay(world, coupon, 100, { id, verdict: { ok: false, code: "outside-scope" } });
    expect((await pay(world, coupon, 100, { id })).outcome).toMatchObject({
      ok: false,
      error: { code: "outside-scope" },
    });
  });

  test("OPR-4: outside-unit, operation-conflict and wrong-holder leave no fence", async () => {
    await pay(world, coupon, 1_000);
    const before = coupon.ledger.head;
    const rules = RULES.map((rule) => ({ ...rule, unitYen: yen(500) }));
    expect((await pay(world, coupon, 300, { rules })).outcome).toMatchObject({
      ok: false,
      error: { code: "outside-unit" },
    });
    const foreign = operationId(world.nowMs, new Uint8Array(6), "00000000" as never);
    expect((await pay(world, coupon, 300, { id: foreign })).outcome).toMatchObject({
      ok: false,
      error: { code: "wrong-holder" },
    });
    expect(coupon.ledger.head).toEqual(before);
  });

  test("OPR-5: resolve fences what is unknown, and the late original is refused", async () => {
    const id = world.newId(coupon.ledger.tail);
    const resolved = await coupon.resolve(id);
    expect(resolved.outcome).toMatchObject({ ok: true, value: { outcome: "not-done" } });
    const late = await pay(world, coupon, 1_000, { id });
    expect(late.outcome).toEqual({ ok: false, error: { code: "operation-abandoned", outcome: "not-done" } });
    expect(spendable(coupon)).toBe(6_000);
  });

  test("OPR-5: resolve says done with the receipt where the payment arrived", async () => {
    const id = world.newId(coupon.ledger.tail);
    await pay(world, coupon, 1_000, { id });
    expect((await coupon.resolve(id)).outcome).toMatchObject({
      ok: true,
      value: { outcome: "done", kind: "payment", receipt: { amountYen: 1_000, balanceAfterYen: 5_000 } },
    });
  });

  test("OPR-7: at another holder an id is refused and nothing is fenced, not even by resolve", async () => {
    const other = world.coupon("c2");
    await pay(world, other, 1);
    const before = other.ledger.head;
    const id = world.newId(coupon.ledger.tail);
    expect((await other.resolve(id)).outcome).toMatchObject({ ok: false, error: { code: "wrong-holder" } });
    expect(other.ledger.head).toEqual(before);
    expect((await pay(world, coupon, 1_000, { id })).outcome.ok).toBe(true);
  });
});

describe("pay", () => {
  test("PAY-1: debits take the earliest expiry first, then the oldest lot", async () => {
    const wallet = world.wallet("w1");
    for (const [name, days] of [
      ["late", 5],
      ["early", 1],
      ["middle", 3],
    ] as const) {
      await charge(world, world.coupon(name, { faceYen: 1_000, expiresOn: addDays(today(), days) }), wallet);
    }
    await pay(world, wallet, 1_500);
    expect(wallet.view()?.lots.map((lot) => [lot.expiresOn, lot.remainingYen])).toEqual([
      [addDays(today(), 5), 1_000],
      [addDays(today(), 3), 500],
    ]);
  });

  test("PAY-1: a payment over two lots is two rows of one operation, the first with request and result", async () => {
    const wallet = world.wallet("w1");
    await charge(world, world.coupon("a", { faceYen: 700, expiresOn: addDays(today(), 1) }), wallet);
    await charge(world, world.coupon("b", { faceYen: 700, expiresOn: addDays(today(), 2) }), wallet);
    const { entries } = await pay(world, wallet, 1_000);
    expect(
      entries.map((entry) => [
        entry.line,
        entry.amountYen,
        entry.requestHash !== null,
        entry.result !== null,
      ]),
    ).toEqual([
      [0, -700, true, true],
      [1, -300, false, false],
    ]);
  });

  test("PAY-2: a lot is good until 00:00 in Tokyo after its last day, exclusive", async () => {
    const endMs = endExclusiveMs(addDays(today(), 2));
    world.nowMs = endMs - 1;
    expect((await pay(world, coupon, 100)).outcome.ok).toBe(true);
    world.nowMs = endMs;
    expect((await pay(world, coupon, 100)).outcome).toMatchObject({ ok: false, error: { code: "expired" } });
  });

  test("PAY-2: the commit time never runs backwards, even if the machine's clock does", async () => {
    await pay(world, coupon, 100);
    const before = world.nowMs;
    world.nowMs -= 60_000;
    const { entries } = await pay(world, coupon, 100);
    expect(entries[0]?.atMs).toBe(before);
  });

  test.each([
    ["insufficient-balance", () => pay(world, coupon, 6_001)],
    [
      "over-limit",
      () => pay(world, coupon, 200, { rules: RULES.map((rule) => ({ ...rule, payLimitYen: yen(100) })) }),
    ],
    ["outside-unit", () => pay(world, coupon, 0)],
    ["outside-scope", () => pay(world, coupon, 1, { verdict: { ok: false, code: "outside-scope" } })],
    ["frozen", () => freeze(world, coupon, true).then(() => pay(world, coupon, 1))],
    ["not-yet-valid", () => pay(world, world.coupon("later", { notBeforeOn: addDays(today(), 1) }), 1)],
    ["charged", () => charge(world, coupon, world.wallet("w")).then(() => pay(world, coupon, 1))],
  ])("PAY-3: refuses with %s", async (code, attempt) => {
    const { outcome } = await attempt();
    expect(outcome).toEqual({ ok: false, error: { code, outcome: "not-done" } });
  });

  test("PAY-4: the receipt carries everything both sides compare", async () => {
    const { outcome, entries } = await pay(world, coupon, 1_280);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        storeId: STORE,
        tillId: TILL,
        amountYen: 1_280,
        balanceAfterYen: 4_720,
        atMs: world.nowMs,
        replayed: false,
      },
    });
    const hash = entries.at(-1)?.hash as string;
    const digits = String(Number.parseInt(hash.slice(0, 8), 16) % 10_000).padStart(4, "0");
    expect(outcome.ok && outcome.value.receiptNumber).toBe(digits);
  });

  test("PRG-1: the actor picks the version in force by its own clock and journals which", async () => {
    const [first] = RULES;
    if (!first) throw new Error("no rules");
    const rules = [
      first,
      { ...first, version: 2, effectiveFromMs: world.nowMs + 1_000, payLimitYen: yen(50) },
    ];
    expect((await pay(world, coupon, 100, { rules })).entries.at(-1)?.detail).toMatchObject({ rules: 1 });
    world.nowMs += 1_000;
    expect((await pay(world, coupon, 100, { rules })).outcome).toMatchObject({
      ok: false,
      error: { code: "over-limit" },
    });
    const none = await pay(world, coupon, 100, { rules: [] });
    expect(none).toEqual({
      outcome: { ok: false, error: { code: "try-again", outcome: "unknown" } },
      entries: [],
    });
  });
});

describe("reverse", () => {
  test("REV-1: a void gives the whole payment back on the same business date", async () => {
    const paid = await pay(world, coupon, 1_000);
    expect((await reverse(world, coupon, idOf(paid))).outcome).toMatchObject({
      ok: true,
      value: { amountYen: 1_000, balanceAfterYen: 6_000 },
    });
  });

  test("REV-1: the window closes 30 minutes later once the date has changed", async () => {
    world.nowMs = endExclusiveMs(today()) - 60_000;
    const paid = await pay(world, coupon, 1_000);
    world.nowMs += VOID_WINDOW_MS;
    expect((await reverse(world, coupon, idOf(paid))).outcome.ok).toBe(true);
    const second = await pay(world, coupon, 1_000);
    world.nowMs = endExclusiveMs(today()) + VOID_WINDOW_MS;
    expect((await reverse(world, coupon, idOf(second))).outcome).toMatchObject({
      ok: false,
      error: { code: "void-window-closed" },
    });
  });

  test("REV-2: reversals never add up to more than the payment", async () => {
    const id = idOf(await pay(world, coupon, 1_000));
    const refund = (amountYen: number) =>
      reverse(world, coupon, id, { mode: "refund", amountYen, storeId: null });
    expect((await refund(600)).outcome.ok).toBe(true);
    expect((await refund(401)).outcome).toMatchObject({
      ok: false,
      error: { code: "reversal-exceeds-payment" },
    });
    expect((await refund(400)).outcome.ok).toBe(true);
    expect((await reverse(world, coupon, id)).outcome).toMatchObject({
      ok: false,
      error: { code: "reversal-exceeds-payment" },
    });
  });

  test("REV-3: yen goes back last taken first, and into an expired lot it is expired", async () => {
    const wallet = world.wallet("w1");
    await charge(world, world.coupon("a", { faceYen: 700, expiresOn: today() }), wallet);
    await charge(world, world.coupon("b", { faceYen: 700, expiresOn: addDays(today(), 5) }), wallet);
    const id = idOf(await pay(world, wallet, 1_000));
    world.nowMs = endExclusiveMs(today());
    const refund = (amountYen: number) =>
      reverse(world, wallet, id, { mode: "refund", amountYen, storeId: null });
    expect((await refund(300)).outcome).toMatchObject({
      ok: true,
      value: { expiredYen: 0, balanceAfterYen: 700 },
    });
    expect((await refund(500)).outcome).toMatchObject({
      ok: true,
      value: { expiredYen: 500, balanceAfterYen: 700 },
    });
  });

  test("REV-4: a frozen balance still receives a reversal", async () => {
    const id = idOf(await pay(world, coupon, 1_000));
    await freeze(world, coupon, true);
    expect((await reverse(world, coupon, id)).outcome.ok).toBe(true);
  });

  test("REV-6: the actor checks the store, and needs nothing but the payment's id", async () => {
    const id = idOf(await pay(world, coupon, 1_000));
    expect((await reverse(world, coupon, id, { storeId: OTHER_STORE })).outcome).toMatchObject({
      ok: false,
      error: { code: "other-store" },
    });
    expect((await reverse(world, coupon, world.newId(coupon.ledger.tail))).outcome).toMatchObject({
      ok: false,
      error: { code: "payment-not-found" },
    });
  });
});

describe("freeze and extend", () => {
  test("FRZ-1: freezing is a 0-yen entry with an id and takes effect with the next command", async () => {
    const { entries } = await freeze(world, coupon, true);
    expect(entries.at(-1)).toMatchObject({ kind: "freeze", amountYen: 0 });
    expect((await pay(world, coupon, 1)).outcome).toMatchObject({ ok: false, error: { code: "frozen" } });
    await freeze(world, coupon, false);
    expect((await pay(world, coupon, 1)).outcome.ok).toBe(true);
  });

  test("EXP-1: expiry needs no entry and no alarm", async () => {
    await pay(world, coupon, 1_000);
    const { head } = coupon.ledger;
    world.nowMs = endExclusiveMs(addDays(today(), 2));
    expect(spendable(coupon)).toBe(0);
    expect(coupon.view()?.state).toBe("expired");
    expect(coupon.ledger.head).toEqual(head);
  });

  test("EXP-3, MON-4: an extension is two rows of one lot, on live lots only", async () => {
    await pay(world, coupon, 1_000);
    const { entries } = await extend(world, coupon, addDays(today(), 9));
    expect(entries.map((entry) => [entry.account, entry.expiresOn, entry.amountYen])).toEqual([
      ["1", addDays(today(), 2), -5_000],
      ["1", addDays(today(), 9), 5_000],
    ]);
    world.nowMs = endExclusiveMs(addDays(today(), 9));
    expect((await extend(world, coupon, addDays(today(), 30))).outcome).toMatchObject({
      ok: false,
      error: { code: "nothing-left" },
    });
  });
});

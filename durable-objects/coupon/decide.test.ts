import { beforeEach, describe, expect, test } from "vitest";
import { addDays, businessDate, endExclusiveMs } from "../../schema/calendar.ts";
import { ACCEPTED, type RuleVersion } from "../../schema/commands.ts";
import { type OperationId, tailOf } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import type { BalanceLedger } from "../balance/balance-ledger.ts";
import { idTail, stepId } from "../lib/hash.ts";
import {
  cancel,
  charge,
  freeze,
  fundWith,
  ISSUER,
  Lost,
  PROGRAMME,
  pay,
  RULES,
  replace,
  reverse,
  World,
} from "../lib/world.testing.ts";
import { decideCharge } from "./decide.ts";

let world: World;
let coupon: BalanceLedger;
let wallet: BalanceLedger;
const today = () => businessDate(world.nowMs);
const live = (ledger: BalanceLedger) => ledger.view()?.spendableYen;
const paidId = async (ledger: BalanceLedger, amountYen: number) => {
  const { outcome } = await pay(world, ledger, amountYen);
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value.operationId;
};
const allotment = () => world.fund.view().allotted.find((row) => row.issuerId === ISSUER)?.amountYen;

beforeEach(async () => {
  world = new World();
  coupon = world.coupon("c1");
  wallet = world.wallet("w1");
  await fundWith(world, 6_000);
});

describe("charge", () => {
  test("CHG-1: moves the whole live remainder with its expiry", async () => {
    await pay(world, coupon, 1_800);
    const { outcome } = await charge(world, coupon, wallet);
    expect(outcome).toMatchObject({ ok: true, value: { state: "posted", amountYen: 4_200 } });
    expect(wallet.view()?.lots).toEqual([
      { lot: "1", remainingYen: 4_200, expiresOn: addDays(today(), 2), expired: false },
    ]);
    expect(live(coupon)).toBe(0);
  });

  test("PRG-1, PUB-1: however often the rules have changed, the step stores the one in force and those to come", async () => {
    const rule = RULES[0] as RuleVersion;
    const past = Array.from({ length: 100 }, (_, i) => ({ ...rule, version: i + 1, effectiveFromMs: i }));
    const coming = { ...rule, version: 101, effectiveFromMs: world.nowMs + 60_000 };
    const command = {
      operationId: world.newId(coupon.ledger.tail),
      wallet: wallet.ledger.identity.actor,
      verdict: ACCEPTED,
      rules: [...past, coming],
    };
    const { entries } = await coupon.run(command.operationId, (situation) =>
      decideCharge(situation, coupon.settlement(command.operationId), command),
    );
    const pending = entries.find((entry) => entry.kind === "charge-pending");
    expect(pending?.detail).toMatchObject({ command: { rules: [past[99], coming] } });
  });

  test("CHG-2, PAY-3: while pending the coupon pays nothing, and says so", async () => {
    world.network = () => Promise.reject(new Lost());
    expect((await charge(world, coupon, wallet)).outcome).toMatchObject({
      ok: true,
      value: { state: "pending" },
    });
    expect((await pay(world, coupon, 1)).outcome).toMatchObject({
      ok: false,
      error: { code: "charge-in-progress" },
    });
    expect(live(coupon)).toBe(0);
  });

  test("CHG-3: a charged coupon reads 0 and says into which Pay, not whose", async () => {
    await charge(world, coupon, wallet);
    const view = coupon.view();
    expect(view).toMatchObject({ state: "charged", spendableYen: 0, coupon: { chargedInto: PROGRAMME } });
    expect(JSON.stringify(view)).not.toContain(wallet.ledger.identity.actor);
  });

  test("CHG-4: a reversal onto a charged coupon makes it live again with that yen", async () => {
    const id = await paidId(coupon, 1_800);
    await charge(world, coupon, wallet);
    await reverse(world, coupon, id);
    expect(coupon.view()).toMatchObject({ state: "live", spendableYen: 1_800 });
    expect((await charge(world, coupon, wallet)).outcome.ok).toBe(true);
    expect(live(wallet)).toBe(6_000);
  });

  test("XFR-1: the source stores the exact command for the destination", async () => {
    const { entries } = await charge(world, coupon, wallet).then(async () => ({
      entries: coupon.entriesFrom({ fromSeq: 1, limit: 99 }),
    }));
    const pending = entries.find((entry) => entry.kind === "charge-pending");
    expect(pending?.detail).toMatchObject({
      target: wallet.ledger.identity.actor,
      command: { lots: [{ amountYen: 6_000 }], rules: RULES },
    });
  });

  test("XFR-1, XFR-5: a frozen wallet refuses by fence, and the source voids on it", async () => {
    await pay(world, wallet, 1);
    await freeze(world, wallet, true);
    expect((await charge(world, coupon, wallet)).outcome).toEqual({
      ok: false,
      error: { code: "frozen", outcome: "not-done" },
    });
    expect(live(coupon)).toBe(6_000);
    expect(wallet.entriesFrom({ fromSeq: 1, limit: 99 }).at(-1)).toMatchObject({
      kind: "fence",
      result: { code: "frozen" },
    });
  });

  test("PAY-6: the cap per person is enforced in the wallet, and the coupon keeps its yen", async () => {
    const rules = RULES.map((rule) => ({ ...rule, personCapYen: 5_999 as Yen }));
    const id = world.newId(coupon.ledger.tail);
    const command = {
      operationId: id,
      wallet: wallet.ledger.identity.actor,
      verdict: { ok: true as const },
      rules,
    };
    await coupon.run(id, (situation) => decideCharge(situation, coupon.settlement(id), command));
    await coupon.driveTransfers();
    expect((await coupon.resolve(id)).outcome).toMatchObject({
      ok: true,
      value: { outcome: "not-done", code: "over-limit" },
    });
    expect(live(coupon)).toBe(6_000);
  });

  test("XFR-2: a lost message is no refusal: the charge stays pending and due work brings it home", async () => {
    world.network = () => Promise.reject(new Lost());
    const id = world.newId(coupon.ledger.tail);
    await charge(world, coupon, wallet, id);
    expect((await coupon.resolve(id)).outcome).toMatchObject({ ok: true, value: { outcome: "pending" } });
    await world.settle();
    expect((await coupon.resolve(id)).outcome).toMatchObject({
      ok: true,
      value: { outcome: "done", amountYen: 6_000 },
    });
    expect(live(wallet)).toBe(6_000);
  });

  test("XFR-2: an id conflict at the destination is no refusal either", async () => {
    world.network = async () => ({
      outcome: { ok: false, error: { code: "operation-conflict", outcome: "not-done" } },
      entries: [],
    });
    await charge(world, coupon, wallet);
    expect(coupon.view()?.state).toBe("charge-in-progress");
  });

  test("XFR-3, OPR-7: ids of the steps are a hash of parent and step, ending in the target's tail", () => {
    const parent = world.newId(coupon.ledger.tail);
    const id = stepId(parent, "credit", idTail(wallet.ledger.identity.actor));
    expect(stepId(parent, "credit", idTail(wallet.ledger.identity.actor))).toBe(id);
    expect(stepId(parent, "void", idTail(wallet.ledger.identity.actor))).not.toBe(id);
    expect(tailOf(id)).toBe(wallet.ledger.tail);
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8/);
  });

  test("XFR-5: expiry at the source does not stop a pending step; held yen is not on the source", async () => {
    world.network = () => Promise.reject(new Lost());
    await charge(world, coupon, wallet);
    expect(coupon.view()?.lots).toEqual([]);
    world.nowMs = endExclusiveMs(addDays(today(), 2)) + 1;
    await world.settle();
    expect(wallet.view()?.lots).toMatchObject([{ remainingYen: 6_000, expired: true }]);
  });

  test("OPR-2: a charge asked again says its present state, and charges nothing twice", async () => {
    const id = world.newId(coupon.ledger.tail);
    await charge(world, coupon, wallet, id);
    expect((await charge(world, coupon, wallet, id)).outcome).toMatchObject({
      ok: true,
      value: { state: "posted", replayed: true },
    });
    expect(live(wallet)).toBe(6_000);
  });

  test("EXP-2 and CHG-1: expired and used-up coupons refuse a charge by name", async () => {
    await pay(world, coupon, 6_000);
    expect((await charge(world, coupon, wallet)).outcome).toMatchObject({
      ok: false,
      error: { code: "nothing-left" },
    });
    const other = world.coupon("c2");
    await pay(world, other, 1);
    world.nowMs = endExclusiveMs(addDays(today(), 2));
    expect((await charge(world, other, wallet)).outcome).toMatchObject({
      ok: false,
      error: { code: "expired" },
    });
  });
});

describe("cancel and replace", () => {
  test("FND-4: the live remainder returns to the issuer's allotment, and the coupon pays no more", async () => {
    await pay(world, coupon, 1_000);
    const { outcome } = await cancel(world, coupon);
    expect(outcome).toMatchObject({ ok: true, value: { state: "posted", amountYen: 5_000 } });
    expect(allotment()).toBe(5_000);
    expect((await pay(world, coupon, 1)).outcome).toMatchObject({ ok: false, error: { code: "cancelled" } });
  });

  test("FND-4: an expired lot is not returned to the issuer", async () => {
    await pay(world, coupon, 1_000);
    world.nowMs = endExclusiveMs(addDays(today(), 2));
    expect((await cancel(world, coupon)).outcome).toMatchObject({
      ok: true,
      value: { amountYen: 0, state: "posted" },
    });
    expect(allotment()).toBe(0);
  });

  test("XFR-3: a return can't be refused and is tried until it arrives", async () => {
    world.network = () => Promise.reject(new Lost());
    const id = world.newId(coupon.ledger.tail);
    expect((await cancel(world, coupon, id)).outcome).toMatchObject({
      ok: true,
      value: { state: "pending" },
    });
    await world.settle();
    expect((await coupon.resolve(id)).outcome).toMatchObject({ ok: true, value: { outcome: "done" } });
    expect(allotment()).toBe(6_000);
  });

  test("REV-5: onto a cancelled coupon the yen comes and goes in one transaction", async () => {
    const id = await paidId(coupon, 1_000);
    await cancel(world, coupon);
    const { outcome, entries } = await reverse(world, coupon, id);
    expect(outcome).toMatchObject({ ok: true, value: { amountYen: 1_000, balanceAfterYen: 0 } });
    expect(entries.map((entry) => [entry.kind, entry.amountYen])).toEqual([
      ["reverse", 1_000],
      ["cancel", -1_000],
    ]);
    await world.settle();
    expect(allotment()).toBe(6_000);
  });

  test("REV-5, REV-3: into an expired lot of a cancelled coupon it stays expired", async () => {
    const id = await paidId(coupon, 1_000);
    await cancel(world, coupon);
    world.nowMs = endExclusiveMs(addDays(today(), 2));
    const { outcome } = await reverse(world, coupon, id, { mode: "refund", amountYen: 1_000, storeId: null });
    expect(outcome).toMatchObject({ ok: true, value: { expiredYen: 1_000 } });
    await world.settle();
    expect(allotment()).toBe(5_000);
  });

  test("Replace cancels what remains and issues exactly that, same expiry, in one fund entry", async () => {
    await pay(world, coupon, 1_000);
    const { outcome } = await replace(world, coupon, "newissue0000");
    expect(outcome).toMatchObject({
      ok: true,
      value: { state: "posted", amountYen: 5_000, newIssueId: "newissue0000" },
    });
    const issue = world.fund.issue("newissue0000" as never);
    expect(issue).toMatchObject({
      state: "writing",
      manifest: { count: 1, sumYen: 5_000, expiresOn: addDays(today(), 2) },
    });
    const entry = world.fund.entriesFrom({ fromSeq: 1, limit: 99 }).filter((row) => row.kind === "replace");
    expect(entry.map((row) => [row.account, row.amountYen])).toEqual([
      ["cancelled", -5_000],
      ["writing", 5_000],
    ]);
    expect(allotment()).toBe(0);
  });

  test("CHG-2: while a charge is pending a coupon can be neither cancelled nor replaced", async () => {
    world.network = () => Promise.reject(new Lost());
    await charge(world, coupon, wallet);
    expect((await cancel(world, coupon)).outcome).toMatchObject({
      ok: false,
      error: { code: "charge-in-progress" },
    });
    expect((await replace(world, coupon, "newissue0000")).outcome).toMatchObject({
      ok: false,
      error: { code: "charge-in-progress" },
    });
  });

  test("FRZ-1: a frozen coupon can't be replaced by one that isn't; cancelled, its yen is the issuer's again", async () => {
    await freeze(world, coupon, true);
    expect((await replace(world, coupon, "new1ssue0000")).outcome).toMatchObject({
      ok: false,
      error: { code: "frozen" },
    });
    expect((await cancel(world, coupon)).outcome).toMatchObject({ ok: true, value: { amountYen: 6_000 } });
  });

  test("OPR-3: the same id for another replacement is a conflict", async () => {
    const id: OperationId = world.newId(coupon.ledger.tail);
    await replace(world, coupon, "newissue0000", id);
    expect((await replace(world, coupon, "newissue0001", id)).outcome).toMatchObject({
      ok: false,
      error: { code: "operation-conflict" },
    });
  });
});

import { describe, expect, test, vi } from "vitest";
import { everyInterleaving } from "../lib/interleavings.testing.ts";
import { cancel, charge, freeze, fundWith, pay, replace, reverse } from "../lib/world.testing.ts";
import { answersHold, explore, FACE, LIMIT, MISHAPS, Run, whereIsIt } from "./protocol.testing.ts";

/**
 * The protocols between actors are where money gets lost. Here every order of events is taken once: messages that
 * arrive, arrive twice, or get lost before or after they took effect; an actor that stops while it waits; an alarm that
 * rings early; a client that asks again or resolves. After each, everything is let go on and the books must hold.
 */

vi.spyOn(console, "warn").mockImplementation(() => undefined);

describe("every interleaving of one transfer", () => {
  test("XFR-4, XFR-2, CHG-1: a charge with a payment and a freeze of the wallet in between ends posted or voided", {
    timeout: 240_000,
  }, async () => {
    let posted = 0;
    let voided = 0;
    const runs = await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      const walletName = wallet.ledger.identity.actor;
      await pay(run.world, wallet, 1);
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      await explore(run, choose, [
        async () => run.request(id, () => charge(run.world, run.coupon, wallet, id)),
        async () =>
          run.request(run.world.newId(run.coupon.ledger.tail), () => pay(run.world, run.coupon, 1_000)),
        async () => void (await freeze(run.world, run.world.balance(walletName), true)),
      ]);
      await run.finish();
      const place = whereIsIt(run, walletName);
      expect(place.sum, JSON.stringify(place)).toBe(FACE);
      const ends = run.coupon.settlement(id);
      expect(Number(ends.posted !== null) + Number(ends.voided !== null), "ends once").toBe(1);
      if (ends.posted) posted += 1;
      else voided += 1;
      expect(run.coupon.state?.transfers).toEqual([]);
      await answersHold(run);
    }, LIMIT);
    expect(posted).toBeGreaterThan(0);
    expect(voided).toBeGreaterThan(0);
    expect(runs).toBeGreaterThan(100);
  });

  test("XFR-3, XFR-4, REV-5: a cancel with a void of an earlier payment ends with every yen at the issuer", {
    timeout: 240_000,
  }, async () => {
    const runs = await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      await fundWith(run.world, FACE);
      const paid = await pay(run.world, run.coupon, 1_000);
      if (!paid.outcome.ok) throw new Error("not paid");
      const payment = paid.outcome.value.operationId;
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      const voidId = run.world.newId(run.coupon.ledger.tail);
      await explore(run, choose, [
        async () => run.request(id, () => cancel(run.world, run.coupon, id)),
        async () => void (await reverse(run.world, run.coupon, payment, { id: voidId })),
      ]);
      await run.finish();
      const fund = run.world.fund.view();
      const wallet = run.world.wallet("w1").ledger.identity.actor;
      const { sum, coupon, cancelled } = whereIsIt(run, wallet);
      expect(sum).toBe(FACE);
      expect(coupon).toBe(0);
      expect(cancelled).toBe(FACE);
      expect(fund.allotted.reduce((total, row) => total + row.amountYen, 0)).toBe(FACE);
      expect(run.coupon.state?.transfers).toEqual([]);
      await answersHold(run);
    }, LIMIT);
    expect(runs).toBeGreaterThan(50);
  });

  test("XFR-3, XFR-4: a replace with a late charge issues exactly what remained, once", {
    timeout: 240_000,
  }, async () => {
    const runs = await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      await fundWith(run.world, FACE);
      const wallet = run.world.wallet("w1");
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      const chargeId = run.world.newId(run.coupon.ledger.tail);
      await explore(run, choose, [
        async () => run.request(id, () => replace(run.world, run.coupon, "newissue0000", id)),
        async () => run.request(chargeId, () => charge(run.world, run.coupon, wallet, chargeId)),
      ]);
      await run.finish();
      const { sum, inWallet, cancelled } = whereIsIt(run, wallet.ledger.identity.actor);
      expect(sum).toBe(FACE);
      const issue = run.world.fund.issue("newissue0000" as never);
      expect(issue?.manifest.sumYen ?? 0).toBe(cancelled);
      expect(inWallet === 0 || cancelled === 0).toBe(true);
      expect(run.world.fund.view().issuedYen + run.world.fund.view().writingYen - cancelled).toBe(FACE);
      await answersHold(run);
    }, LIMIT);
    expect(runs).toBeGreaterThan(50);
  });

  test("OPR-5, XFR-4: a client that resolves while its charge is under way is never told both", {
    timeout: 240_000,
  }, async () => {
    await everyInterleaving(async (choose) => {
      const run = new Run(MISHAPS);
      const wallet = run.world.wallet("w1");
      run.hold();
      const id = run.world.newId(run.coupon.ledger.tail);
      const resolved: string[] = [];
      await explore(run, choose, [
        async () => run.request(id, () => charge(run.world, run.coupon, wallet, id)),
        async () => {
          const { outcome } = await run.coupon.resolve(id);
          if (outcome.ok) resolved.push(outcome.value.outcome);
        },
        async () => run.request(id, () => charge(run.world, run.coupon, wallet, id)),
      ]);
      await run.finish();
      expect(whereIsIt(run, wallet.ledger.identity.actor).sum).toBe(FACE);
      const { outcome } = await run.coupon.resolve(id);
      const final = outcome.ok && outcome.value.outcome;
      for (const said of resolved) if (said !== "pending") expect(final).toBe(said);
      await answersHold(run);
    }, LIMIT);
  });
});

import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { addDays, businessDate, endExclusiveMs } from "../../schema/calendar.ts";
import type { OperationId } from "../../schema/ids.ts";
import { splitRefund } from "../../schema/refund-parts.ts";
import { charge, extend, pay, reverse, World } from "../lib/world.testing.ts";
import type { BalanceLedger } from "./balance-ledger.ts";
import { refundableOf } from "./refundable.ts";

let world: World;
beforeEach(() => {
  world = new World();
});
const today = () => businessDate(world.nowMs);
const idOf = (answer: { outcome: { ok: boolean } }) =>
  (answer.outcome as unknown as { value: { operationId: OperationId } }).value.operationId;
const look = (ledger: BalanceLedger, payment: OperationId) =>
  ledger.state ? refundableOf(ledger.state, ledger.paymentHistory(payment), world.nowMs) : null;
const refund = (ledger: BalanceLedger, payment: OperationId, amountYen: number) =>
  reverse(world, ledger, payment, { mode: "refund", amountYen, storeId: null });

/** A wallet that paid 1,000 out of two lots, of which the earlier (700) has expired since. */
async function halfExpired() {
  const wallet = world.wallet("w1");
  await charge(world, world.coupon("a", { faceYen: 700, expiresOn: today() }), wallet);
  await charge(world, world.coupon("b", { faceYen: 700, expiresOn: addDays(today(), 5) }), wallet);
  const payment = idOf(await pay(world, wallet, 1_000));
  world.nowMs = endExclusiveMs(today());
  return { wallet, payment };
}

test("CAL-1, REV-3: whatever amounts are refunded one after the other, what is said before is what comes back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 600 }), { maxLength: 4 }), async (amounts) => {
      world = new World();
      const { wallet, payment } = await halfExpired();
      for (const amount of amounts) {
        const said = splitRefund(look(wallet, payment)?.parts ?? [], amount);
        const before = wallet.view()?.spendableYen ?? 0;
        const answer = await refund(wallet, payment, amount);
        if (!answer.outcome.ok) {
          expect(said.liveYen + said.expiredYen).toBeLessThan(amount);
          continue;
        }
        expect(answer.outcome.value).toMatchObject({
          expiredYen: said.expiredYen,
          balanceAfterYen: before + said.liveYen,
        });
      }
    }),
    { numRuns: 40 },
  );
});

test("CAL-1: a lot that was extended since gives its later date", async () => {
  const coupon = world.coupon("c1", { faceYen: 5_000, expiresOn: today() });
  const payment = idOf(await pay(world, coupon, 1_000));
  const later = addDays(today(), 3);
  await extend(world, coupon, later);
  expect(look(coupon, payment)).toEqual({
    amountYen: 1_000,
    parts: [{ amountYen: 1_000, expiresOn: later, expired: false }],
    cancelled: false,
  });
});

test("CAL-1: what isn't a payment of this balance has nothing to give back, and asking writes nothing", async () => {
  const coupon = world.coupon("c1");
  const other = world.coupon("c2");
  const payment = idOf(await pay(world, other, 1_000));
  await pay(world, coupon, 1_000);
  const head = coupon.ledger.head;
  expect(look(coupon, payment)).toBeNull();
  expect(coupon.ledger.head).toEqual(head);
});

import { expect, test } from "vitest";
import { ACCEPTED, type PayCommand } from "../../schema/commands.ts";
import { yen } from "../../schema/money.ts";
import { err, ok } from "../../schema/result.ts";
import { decidePay } from "../balance/decide.ts";
import { charge, Lost, RULES, STORE, TILL, World } from "../lib/world.testing.ts";

test("OPR-2, OPR-5: a copy that read the coupon as expired while the first one opened it and paid says paid as well", async () => {
  const world = new World();
  const coupon = world.coupon("midnight");
  const command: PayCommand = {
    operationId: world.newId(coupon.ledger.tail),
    amountYen: yen(700),
    storeId: STORE,
    tillId: TILL,
    verdict: ACCEPTED,
    rules: RULES,
  };
  const pay = () => coupon.run(command.operationId, (situation) => decidePay(situation, command));

  let lateReadEnds = () => {};
  world.readBirth = async () => {
    await new Promise<void>((ends) => {
      lateReadEnds = ends;
    });
    return err({ code: "expired", outcome: "not-done" });
  };
  const late = pay();
  world.readBirth = async (birth) => ok(birth);
  const first = await pay();
  lateReadEnds();
  expect(first.outcome).toMatchObject({ ok: true, value: { replayed: false } });
  expect((await late).outcome).toMatchObject({ ok: true, value: { replayed: true, amountYen: 700 } });
  expect(coupon.view()?.spendableYen).toBe(5_300);
});

test("ACT-2: what newer code wrote is not driven by older code, and goes on when that code is back", async () => {
  const world = new World();
  const coupon = world.coupon("rolled back");
  const { actor } = coupon.ledger.identity;
  const wallet = world.wallet("0");
  world.network = () => Promise.reject(new Lost());
  await charge(world, coupon, wallet);
  const storage = world.storage(actor);
  const rows = () => storage.prepare("select count(*) as n from journal").get()?.n;
  const rowsHeld = rows();

  storage.exec("update schema_version set version = version + 1");
  world.crash(actor);
  world.network = (send) => send();
  expect(await world.balance(actor).drive()).toEqual({ pending: true });
  expect(rows()).toBe(rowsHeld);
  expect(world.balance(wallet.ledger.identity.actor).view()).toBeNull();

  storage.exec("update schema_version set version = version - 1");
  world.crash(actor);
  expect(await world.balance(actor).drive()).toEqual({ pending: false });
  expect(world.balance(wallet.ledger.identity.actor).view()?.spendableYen).toBe(6_000);
});

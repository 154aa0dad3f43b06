import { expect, test } from "vitest";
import { ACCEPTED, type PayCommand } from "../../schema/commands.ts";
import { yen } from "../../schema/money.ts";
import { err, ok } from "../../schema/result.ts";
import { decidePay } from "../balance/decide.ts";
import { RULES, STORE, TILL, World } from "../lib/world.testing.ts";

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

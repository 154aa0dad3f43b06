import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ClosingId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { World } from "../lib/world.testing.ts";
import { decideDeposit, decidePayOut, decidePayOutReturned, decideReturnExpired } from "./decide.ts";
import { decideKeepFee, decideTakeFee } from "./fee-decide.ts";

const acts = (world: World) => {
  const id = () => world.newId(world.fund.ledger.tail);
  const { fund } = world;
  return {
    id,
    deposit: (amountYen: number) => {
      const command = { operationId: id(), amountYen: amountYen as Yen };
      return fund.run(command.operationId, (s) => decideDeposit(s, command));
    },
    payOut: (amountYen: number) => {
      const command = { operationId: id(), amountYen: amountYen as Yen };
      return fund.run(command.operationId, (s) => decidePayOut(s, command));
    },
    comesBack: (amountYen: number) => {
      const command = { operationId: id(), payOut: id(), amountYen: amountYen as Yen };
      return fund.run(command.operationId, (s) => decidePayOutReturned(s, command));
    },
    returnExpired: (totalYen: number, day: number) => {
      const asOf = `2026-12-${String(day).padStart(2, "0")}` as BusinessDate;
      const expiresOn = "2026-11-30" as BusinessDate;
      const command = { operationId: id(), expiresOn, asOf, totalYen: totalYen as Yen };
      return fund.run(command.operationId, (s) => decideReturnExpired(s, command));
    },
    keep: (amountYen: number, operationId = id(), closingId = "c10s1ng00000" as ClosingId) =>
      fund.run(operationId, (s) => decideKeepFee(s, { operationId, closingId, amountYen })),
    take: (amountYen: number, direction: "out" | "back" = "out", operationId = id()) => {
      const command = { operationId, amountYen: amountYen as Yen, direction };
      return fund.run(operationId, (s) => decideTakeFee(s, command));
    },
  };
};
const sumOfBook = ({ fund }: World) =>
  [...(fund.state?.accounts.values() ?? [])].reduce((sum, amount) => sum + amount, 0);

let world: World;
let act: ReturnType<typeof acts>;
beforeEach(async () => {
  world = new World();
  act = acts(world);
  await act.deposit(100_000);
});

describe("FND-13: fees are the secretariat's, and lie in the cash until they are taken", () => {
  test("keeping them moves no cash, taking them does, and both stand in entries that sum to zero", async () => {
    const kept = await act.keep(330);
    expect(
      kept.entries.map(({ kind, account, amountYen, detail }) => [kind, account, amountYen, detail]),
    ).toEqual([
      ["fee-kept", "fees", -330, { closingId: "c10s1ng00000" }],
      ["fee-kept", "fees-held", 330, null],
    ]);
    expect(world.fund.view()).toMatchObject({ cashYen: 100_000, feesYen: 330, feesHeldYen: 330 });
    await act.take(300);
    expect(world.fund.view()).toMatchObject({ cashYen: 99_700, feesYen: 330, feesHeldYen: 30 });
    await act.take(100, "back");
    expect(world.fund.view()).toMatchObject({ cashYen: 99_800, feesYen: 330, feesHeldYen: 130 });
    expect(world.fund.check()).toMatchObject({ firstBreak: null, sumYen: 0 });
  });

  test("no more is taken than lies there, none brought back that wasn't taken", async () => {
    await act.keep(330);
    const refused = { ok: false, error: { code: "insufficient-fund", outcome: "not-done" } };
    expect((await act.take(331)).outcome).toEqual(refused);
    expect((await act.take(1, "back")).outcome).toEqual(refused);
    expect((await act.take(0)).outcome).toMatchObject({ error: { code: "outside-unit" } });
    expect(world.fund.view()).toMatchObject({ cashYen: 100_000, feesHeldYen: 330 });
  });

  test("a closing that gives fees back may leave less than nothing, which is brought back", async () => {
    await act.keep(330);
    await act.take(330);
    await act.keep(-11);
    expect(world.fund.view()).toMatchObject({ cashYen: 99_670, feesYen: 319, feesHeldYen: -11 });
    expect((await act.take(1)).outcome.ok).toBe(false);
    await act.take(11, "back");
    expect(world.fund.view()).toMatchObject({ cashYen: 99_681, feesHeldYen: 0 });
  });

  test("OPR-2, OPR-3: a closing's fees are kept once, and for no other closing or amount", async () => {
    const id = act.id();
    await act.keep(330, id);
    expect(await act.keep(330, id)).toMatchObject({ outcome: { value: { replayed: true } }, entries: [] });
    const conflict = { ok: false, error: { code: "operation-conflict" } };
    expect((await act.keep(331, id)).outcome).toMatchObject(conflict);
    expect((await act.keep(330, id, "c10s1ng00001" as ClosingId)).outcome).toMatchObject(conflict);
    const taken = act.id();
    await act.take(30, "out", taken);
    expect((await act.take(30, "back", taken)).outcome).toMatchObject(conflict);
    expect(world.fund.view()).toMatchObject({ feesYen: 330, feesHeldYen: 300 });
  });

  test("ACT-2: a book from before fees were kept reads 0, and goes on", async () => {
    expect(world.fund.view()).toMatchObject({ feesYen: 0, feesHeldYen: 0 });
    await act.keep(5);
    expect(sumOfBook(world)).toBe(0);
  });
});

test("FND-13: whatever happens, the cash in the book is what a bank account would hold that saw only real transfers", async () => {
  const amount = fc.integer({ min: 1, max: 5_000 });
  const step = fc.oneof(
    fc.tuple(fc.constantFrom("deposit", "payOut", "comesBack", "out", "back"), amount),
    fc.tuple(
      fc.constant("keep"),
      fc.integer({ min: -500, max: 2_000 }).filter((yen) => yen !== 0),
    ),
    fc.tuple(fc.constant("returnExpired"), amount),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const own = new World();
      const does = acts(own);
      let [bankYen, keptYen, takenYen, returnedYen, day] = [0, 0, 0, 0, 0];
      for (const [what, yen] of steps) {
        switch (what) {
          case "deposit":
            if ((await does.deposit(yen)).outcome.ok) bankYen += yen;
            break;
          case "payOut":
            if ((await does.payOut(yen)).outcome.ok) bankYen -= yen;
            break;
          case "comesBack":
            if ((await does.comesBack(yen)).outcome.ok) bankYen += yen;
            break;
          case "out":
          case "back": {
            const sign = what === "out" ? -1 : 1;
            if (!(await does.take(yen, what)).outcome.ok) break;
            bankYen += sign * yen;
            takenYen -= sign * yen;
            break;
          }
          case "keep":
            await does.keep(yen);
            keptYen += yen;
            break;
          default:
            day += 1;
            if (!(await does.returnExpired(yen, day)).outcome.ok) break;
            bankYen -= yen - returnedYen;
            returnedYen = yen;
        }
      }
      const { cashYen, feesYen, feesHeldYen } = own.fund.view();
      expect([cashYen, feesYen, feesHeldYen]).toEqual([bankYen, keptYen, keptYen - takenYen]);
      expect(takenYen).toBeGreaterThanOrEqual(0);
      expect(sumOfBook(own)).toBe(0);
      if (steps.length > 0) expect(own.fund.check()).toMatchObject({ firstBreak: null });
    }),
    { numRuns: 60 },
  );
});

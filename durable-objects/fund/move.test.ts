import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import type { MoveCommand } from "../../schema/commands.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { ISSUER, World } from "../lib/world.testing.ts";
import { decideAllot, decideDeposit, decideMove } from "./decide.ts";

let world: World;
const id = () => world.newId(world.fund.ledger.tail);
const deposit = (amountYen: number) => {
  const command = { operationId: id(), amountYen: amountYen as Yen };
  return world.fund.run(command.operationId, (s) => decideDeposit(s, command));
};
const allot = (amountYen: number, direction: "out" | "back" = "out") => {
  const command = { operationId: id(), issuerId: ISSUER, amountYen: amountYen as Yen, direction };
  return world.fund.run(command.operationId, (s) => decideAllot(s, command));
};
const sumOfBook = () =>
  [...(world.fund.state?.accounts.values() ?? [])].reduce((sum, amount) => sum + amount, 0);

beforeEach(async () => {
  world = new World();
  await deposit(100_000);
  await allot(20_000);
});

describe("FND-7: an allotment moves from one issuer to another in one entry", () => {
  const OTHER = "0ther0000000" as OrganisationId;
  const shift = (amountYen: number, more: Partial<MoveCommand> = {}) => {
    const command: MoveCommand = {
      operationId: id(),
      fromIssuerId: ISSUER,
      toIssuerId: OTHER,
      amountYen: amountYen as Yen,
      ...more,
    };
    return world.fund.run(command.operationId, (s) => decideMove(s, command));
  };
  const shares = () =>
    Object.fromEntries(world.fund.view().allotted.map((each) => [each.issuerId, each.amountYen]));

  test("what one loses the other has, and what isn't allotted is never touched", async () => {
    const { outcome, entries } = await shift(5_000);
    expect(outcome.ok).toBe(true);
    expect(entries.map(({ kind, account, amountYen }) => [kind, account, amountYen])).toEqual([
      ["move", `allotted:${ISSUER}`, -5_000],
      ["move", `allotted:${OTHER}`, 5_000],
    ]);
    expect(shares()).toEqual({ [ISSUER]: 15_000, [OTHER]: 5_000 });
    expect(world.fund.view().availableYen).toBe(80_000);
    expect(world.fund.check()).toMatchObject({ firstBreak: null, sumYen: 0 });
  });

  test("FND-2: no more than isn't issued yet, and the refusal stays (OPR-4)", async () => {
    const operationId = id();
    const refused = { ok: false, error: { code: "insufficient-allotment", outcome: "not-done" } };
    expect((await shift(20_001, { operationId })).outcome).toEqual(refused);
    await allot(50_000);
    expect((await shift(20_001, { operationId })).outcome).toEqual(refused);
    expect((await shift(20_001)).outcome.ok).toBe(true);
  });

  test("OPR-2, OPR-3: asked again it moves nothing more; with another amount or target it is refused", async () => {
    const operationId = id();
    await shift(5_000, { operationId });
    expect(await shift(5_000, { operationId })).toMatchObject({
      outcome: { ok: true, value: { replayed: true } },
      entries: [],
    });
    const conflict = { ok: false, error: { code: "operation-conflict" } };
    expect((await shift(5_001, { operationId })).outcome).toMatchObject(conflict);
    expect(
      (await shift(5_000, { operationId, fromIssuerId: OTHER, toIssuerId: ISSUER })).outcome,
    ).toMatchObject(conflict);
    expect(shares()).toEqual({ [ISSUER]: 15_000, [OTHER]: 5_000 });
  });

  test.each([
    ["nothing", { amountYen: 0 as Yen }],
    ["onto itself", { toIssuerId: ISSUER }],
  ])("%s is refused", async (_, more) => {
    expect((await shift(1, more)).outcome).toMatchObject({ ok: false, error: { code: "outside-unit" } });
    expect(shares()).toEqual({ [ISSUER]: 20_000 });
  });

  test("FND-1: whatever is deposited, given, taken back and moved, the book sums to zero and no share is below it", async () => {
    const step = fc.record({
      what: fc.constantFrom("deposit", "out", "back", "there", "here"),
      amountYen: fc.integer({ min: 0, max: 30_000 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        world = new World();
        let depositedYen = 0;
        for (const { what, amountYen } of steps) {
          if (what === "deposit") depositedYen += (await deposit(amountYen)).outcome.ok ? amountYen : 0;
          else if (what === "out" || what === "back") await allot(amountYen, what);
          else if (what === "there") await shift(amountYen);
          else await shift(amountYen, { fromIssuerId: OTHER, toIssuerId: ISSUER });
        }
        const { availableYen, allotted } = world.fund.view();
        const left = [availableYen, ...allotted.map((each) => each.amountYen)];
        expect(left.every((amount) => amount >= 0)).toBe(true);
        expect(left.reduce((sum, amount) => sum + amount, 0)).toBe(depositedYen);
        expect(sumOfBook()).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});

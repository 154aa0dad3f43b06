import { describe, expect, test } from "vitest";
import type { JournalEntry } from "../../schema/events.ts";
import { chainOf, type Link } from "./chains.testing.ts";
import { nodeD1 } from "./node-d1.testing.ts";
import { project } from "./projection.ts";

const NOW = Date.UTC(2026, 10, 23, 4);
const credit = (amountYen: number): Link => ({
  kind: "credit",
  amountYen,
  operationId: "credit",
  detail: { parent: "charge", from: "coupon", source: "source", origin: "charge", rules: 1 },
});
const source = chainOf("source", [
  { kind: "open", amountYen: 1_000 },
  {
    kind: "charge-pending",
    amountYen: -600,
    operationId: "charge",
    detail: { target: "wallet", command: {} },
  },
  { kind: "charge-pending", amountYen: -400, operationId: "charge", line: 1 },
  { kind: "charge-posted", amountYen: 0, operationId: "posted", detail: { parent: "charge" } },
]);
const wallet = chainOf("wallet", [credit(600), { ...credit(400), line: 1 }], { actorClass: "wallet" });

/** Every order of a list. */
function orders<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) =>
    orders(items.filter((_, other) => other !== at)).map((rest) => [item, ...rest]),
  );
}

const transferOf = (sqlite: ReturnType<typeof nodeD1>["sqlite"]) => ({
  ...sqlite
    .prepare("select actor, parent, class, kind, target, held_yen, arrived_yen, ended_as from transfer")
    .get(),
});

describe("a transfer", () => {
  test("PUB-2, XFR-1: reads the same in whatever order its two journals arrive", async () => {
    const { db, sqlite, wipe } = nodeD1();
    const entries = [...source.slice(1), ...wallet];
    for (const order of orders(entries)) {
      wipe();
      for (const entry of order) await project(db, [entry], "log", NOW);
      expect(transferOf(sqlite)).toEqual({
        actor: "source",
        parent: "charge",
        class: "coupon",
        kind: "charge-pending",
        target: "wallet",
        held_yen: 1_000,
        arrived_yen: 1_000,
        ended_as: "charge-posted",
      });
    }
  });

  test("XFR-1: of a grant holds what stands in granting", async () => {
    const { db, sqlite } = nodeD1();
    const fund = chainOf(
      "programme",
      [
        {
          kind: "grant-pending",
          amountYen: -500,
          account: "available",
          operationId: "grant",
          detail: { target: "wallet" },
        },
        { kind: "grant-pending", amountYen: 500, account: "granting", operationId: "grant", line: 1 },
      ],
      { actorClass: "fund" },
    );
    await project(db, fund, "log", NOW);
    expect(transferOf(sqlite)).toMatchObject({
      class: "fund",
      target: "wallet",
      held_yen: 500,
      arrived_yen: 0,
      ended_as: null,
    });
  });

  test("FND-4: of a cancel arrives with the fund's entry, and one that moves nothing is none", async () => {
    const { db, sqlite } = nodeD1();
    const nothing: Link = { kind: "cancel", amountYen: 0, operationId: "empty" };
    await project(db, chainOf("used-up", [nothing]), "log", NOW);
    expect(transferOf(sqlite)).toEqual({});
    const fund = chainOf(
      "programme",
      [
        {
          kind: "cancel-return",
          amountYen: -70,
          account: "cancelled",
          operationId: "r",
          detail: { parent: "c", source: "coupon" },
        },
        { kind: "cancel-return", amountYen: 70, account: "allotted:issuer", operationId: "r", line: 1 },
      ],
      { actorClass: "fund" },
    );
    const coupon = chainOf("coupon", [
      { kind: "cancel", amountYen: -70, operationId: "c", detail: { target: "programme" } },
    ]);
    await project(db, [...fund, ...coupon] as JournalEntry[], "log", NOW);
    expect(transferOf(sqlite)).toMatchObject({
      actor: "coupon",
      held_yen: 70,
      arrived_yen: 70,
      target: "programme",
    });
  });
});

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { ActorName } from "../../schema/ids.ts";
import { yen } from "../../schema/money.ts";
import { fund, money, newId, PROGRAMME, programmeRow, tailOfActor } from "../lib/money.actor.testing.ts";

const name = PROGRAMME as string as ActorName;

test("ARCHITECTURE 2: after an eviction the book's accounts and replays are read back", async () => {
  await programmeRow();
  const command = { operationId: newId(tailOfActor(name)), amountYen: yen(1_000) };
  await fund().deposit(command);
  await evictDurableObject(money.FUND.get(money.FUND.idFromName(name)));
  expect(await fund().view()).toMatchObject({ ok: true, value: { cashYen: 1_000, availableYen: 1_000 } });
  expect((await fund().deposit(command)).outcome).toMatchObject({ ok: true, value: { replayed: true } });
  expect((await fund().check()).firstBreak).toBeNull();
});

import { evictDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { ActorName } from "../../schema/ids.ts";
import {
  chargeCommand,
  coupon,
  couponRow,
  money,
  newId,
  payCommand,
  REGION,
  tailOfActor,
  wallet,
  walletLink,
} from "../lib/money.actor.testing.ts";
import { freezeId } from "./birth.ts";

const stubOf = (actor: ActorName) => money.WALLET.get(money.WALLET.idFromName(actor));

test("ARCHITECTURE 2: after an eviction the wallet's lots and replays are read back", async () => {
  const actor = await walletLink();
  const paper = await couponRow();
  await coupon(paper).charge(chargeCommand(paper, actor));
  const command = payCommand(actor, 1_000);
  await wallet(actor).pay(command);
  await evictDurableObject(stubOf(actor));
  expect(await wallet(actor).view()).toMatchObject({
    ok: true,
    value: { spendableYen: 5_000, state: "live" },
  });
  expect((await wallet(actor).pay(command)).outcome).toMatchObject({ ok: true, value: { replayed: true } });
  expect((await wallet(actor).check()).firstBreak).toBeNull();
});

test("FRZ-1: a wallet without its link can't be born, and reads as try-again", async () => {
  const actor = "n0b0dy000000:pr0gramme000" as ActorName;
  expect((await wallet(actor).pay(payCommand(actor, 1))).outcome).toEqual({
    ok: false,
    error: { code: "try-again", outcome: "unknown" },
  });
  expect(await wallet(actor).view()).toEqual({ ok: false, error: "try-again" });
});

test("FRZ-1, OPR-2: the freeze that a wallet was born with is done when its own command comes", async () => {
  const actor = await walletLink();
  const record = newId(tailOfActor(actor));
  await money.DB.prepare(
    "insert into resident_freeze (resident_id, region_id, frozen, operation_id, since_ms) values (?1, ?2, 1, ?3, 0)",
  )
    .bind(actor.split(":")[0], REGION, record)
    .run();
  const command = { operationId: freezeId(record, actor), frozen: true };
  expect((await wallet(actor).freeze(command)).outcome).toMatchObject({ ok: true });
  expect(await wallet(actor).view()).toMatchObject({ ok: true, value: { frozen: true } });
});

test("FRZ-1: a frozen resident's wallet is frozen from its first moment", async () => {
  const actor = await walletLink();
  const resident = actor.split(":")[0] as string;
  await money.DB.prepare(
    "insert into resident_freeze (resident_id, region_id, frozen, operation_id, since_ms) values (?1, ?2, 1, ?3, 0)",
  )
    .bind(resident, REGION, newId(tailOfActor(actor)))
    .run();
  const paper = await couponRow();
  const { outcome } = await coupon(paper).charge(chargeCommand(paper, actor));
  expect(outcome).toEqual({ ok: false, error: { code: "frozen", outcome: "not-done" } });
  expect(await coupon(paper).inspect()).toMatchObject({
    ok: true,
    value: { state: "live", spendableYen: 6_000 },
  });
});

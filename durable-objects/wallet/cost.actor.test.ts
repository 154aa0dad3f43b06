import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { ActorName } from "../../schema/ids.ts";
import {
  chargeCommand,
  coupon,
  couponRow,
  money,
  PROGRAMME,
  payCommand,
  REGION,
  wallet,
  walletLink,
} from "../lib/money.actor.testing.ts";
import { countRowsWritten } from "../lib/rows-written.actor.testing.ts";

const stubOf = (actor: ActorName) => money.WALLET.get(money.WALLET.idFromName(actor));
const sum = (rows: Record<string, number>) => Object.values(rows).reduce((total, count) => total + count, 0);

/** As if the queue had brought everything into D1. */
async function project(actor: ActorName): Promise<void> {
  const { seq, hash } = await wallet(actor).head();
  await money.DB.prepare(
    `insert or replace into actor_head (actor, class, region_id, programme_id, seq, hash, max_seq, balance_yen, updated_at_ms)
     values (?1, 'wallet', ?2, ?3, ?4, ?5, ?4, 0, 0)`,
  )
    .bind(actor, REGION, PROGRAMME, seq, hash)
    .run();
}

/** Rings now, as the platform would some minutes later; false where nothing is armed. */
async function ringLater(actor: ActorName): Promise<boolean> {
  const real = Date.now;
  const laterMs = real() + 10 * 60_000;
  Date.now = () => laterMs;
  try {
    return await runDurableObjectAlarm(stubOf(actor));
  } finally {
    Date.now = real;
  }
}

test("PUB-6, ALM-1: a one-lot payment into a quiet wallet writes six rows, its check and a cold start included", async () => {
  const actor = await walletLink();
  const paper = await couponRow();
  await coupon(paper).charge(chargeCommand(paper, actor));
  await project(actor);
  expect(await ringLater(actor)).toBe(true);
  // The ring that finds nothing to do.
  expect(await ringLater(actor)).toBe(true);
  expect(await ringLater(actor)).toBe(false);

  const rows = await runInDurableObject(stubOf(actor), (_, state) => countRowsWritten(state.storage));
  expect((await wallet(actor).pay(payCommand(actor, 100))).outcome.ok).toBe(true);
  const paid = rows();
  expect(paid, JSON.stringify(paid)).toEqual({ "insert journal": 2, "update lot": 1, alarm: 1 });

  await project(actor);
  await evictDurableObject(stubOf(actor));
  expect(await ringLater(actor)).toBe(true);
  const checked = rows();
  expect(sum(paid) + sum(checked), JSON.stringify(checked)).toBe(6);

  expect(await ringLater(actor)).toBe(true);
  expect(rows()).toEqual({});
  expect(await ringLater(actor)).toBe(false);
});

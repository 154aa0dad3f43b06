import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { later } from "../../durable-objects/lib/later.actor.testing.ts";
import { walletStub } from "../../durable-objects/lib/money-actor.ts";
import type { HistoryDetail, HistoryRow } from "../../schema/api/history.ts";
import { addDays, type BusinessDate, businessDate, DAY_MS } from "../../schema/calendar.ts";
import { ACCEPTED } from "../../schema/commands.ts";
import { type ProgrammeId, walletName } from "../../schema/ids.ts";
import { MAX_HISTORY_FILE_ROWS } from "../../schema/limits.ts";
import type { Env } from "../env.ts";
import { type Browser, makeRegion, makeResident, op, type World } from "./world.actor.testing.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

/** Charges a fresh sheet. */
async function charge(resident: Browser): Promise<void> {
  const [sheet] = (await world.issue(1)).sheets;
  const { coupon } = await resident.done("charges/inspect", { code: sheet?.code });
  await resident.done("charges", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    programmeId: world.programmeId,
  });
}

/** Two parts of one balance: 3,000 that are good for 60 days, and 3,000 for 30. */
async function twoParts(resident: Browser): Promise<void> {
  await charge(resident);
  const { residentId } = await resident.read("residents/me");
  const actor = walletName(residentId, world.programmeId as ProgrammeId);
  const { outcome } = await walletStub(env as Env, actor).extend({
    operationId: op(idTail(actor)),
    expiresOn: addDays(today(), 60),
    verdict: ACCEPTED,
  });
  expect(outcome.ok).toBe(true);
  await charge(resident);
}

/** Pays by phone; the payment's reply. */
async function pay(resident: Browser, at: { storeId: string }, amountYen: number) {
  const { tills } = await world.clerk.read(`counter/qr?storeId=${at.storeId}`);
  const [, storeId, tillId, signature] = /\/s\/([^/]+)\/([^.]+)\.(.+)$/.exec(tills[0].qrText) ?? [];
  const qr = { storeId, tillId, signature };
  const { pays } = await resident.done("payments/inspect", qr);
  const { programmeId } = world;
  return resident.done("payments", { ...qr, operationId: op(pays[0].idTail), programmeId, amountYen });
}

// biome-ignore lint/suspicious/noExplicitAny: whatever came over the wire
async function voidIt(paid: any, storeId: string): Promise<void> {
  const { operationId } = paid.receipt;
  await world.clerk.done(`counter/payments/${operationId}/void`, {
    operationId: op(operationId.slice(-8)),
    handle: paid.handle,
    storeId,
  });
}

const journal = async (resident: Browser, query = ""): Promise<{ rows: HistoryRow[]; next: string | null }> =>
  resident.read(`wallets/${world.programmeId}/journal${query}`);
const told = (rows: readonly HistoryRow[]) => rows.map((row) => [row.kind, row.amountYen]);
const detail = (resident: Browser, operationId: string): Promise<HistoryDetail> =>
  resident.read(`wallets/${world.programmeId}/journal/${operationId}`);
const fileLines = async (resident: Browser, query = ""): Promise<string[][]> =>
  (await resident.read(`wallets/${world.programmeId}/history.csv${query}`))
    .replace("\uFEFF", "")
    .trimEnd()
    .split("\r\n")
    .slice(1)
    .map((line: string) => line.split(","));
const today = (): BusinessDate => businessDate(Date.now());

test("HIS-1: the history is narrowed by kind, store and period, and each page is full of what was asked for", async () => {
  const resident = await makeResident(env.DB);
  await charge(resident);
  await pay(resident, world.store, 100);
  const voided = await pay(resident, world.appOnly, 200);
  await pay(resident, world.store, 300);
  await voidIt(voided, world.appOnly.storeId);
  expect(told((await journal(resident)).rows)).toEqual([
    ["void", 200],
    ["payment", -300],
    ["payment", -200],
    ["payment", -100],
    ["charge", 3_000],
  ]);
  expect(told((await journal(resident, "?kind=charges")).rows)).toEqual([["charge", 3_000]]);
  expect(told((await journal(resident, "?kind=reversals")).rows)).toEqual([["void", 200]]);
  expect(told((await journal(resident, `?storeId=${world.appOnly.storeId}`)).rows)).toEqual([
    ["void", 200],
    ["payment", -200],
  ]);
  const first = await journal(resident, "?kind=payments&limit=2");
  expect(told(first.rows)).toEqual([
    ["payment", -300],
    ["payment", -200],
  ]);
  const second = await journal(resident, `?kind=payments&limit=2&after=${first.next}`);
  expect([told(second.rows), second.next]).toEqual([[["payment", -100]], null]);
  const [date, before] = [today(), addDays(today(), -1)];
  expect((await journal(resident, `?from=${date}&to=${date}`)).rows).toHaveLength(5);
  expect((await journal(resident, `?to=${before}`)).rows).toEqual([]);
  expect((await journal(resident, `?from=${addDays(date, 1)}`)).rows).toEqual([]);
});

test("HIS-1: a full page that is the last one says so", async () => {
  const resident = await makeResident(env.DB);
  await charge(resident);
  await pay(resident, world.store, 100);
  expect((await journal(resident, "?limit=2")).next).toBe(null);
});

test("HIS-2: a payment says which parts of the balance it took, what came back, and where it was", async () => {
  const resident = await makeResident(env.DB);
  await twoParts(resident);
  const paid = await pay(resident, world.store, 3_500);
  const { receipt } = paid;
  const before = await detail(resident, receipt.operationId);
  expect(before.parts.map((part) => part.amountYen)).toEqual([-3_000, -500]);
  expect(new Set(before.parts.map((part) => part.expiresOn)).size).toBe(2);
  expect(before).toMatchObject({
    row: { kind: "payment", amountYen: -3_500, reversedYen: 0, receiptNumber: receipt.receiptNumber },
    balanceAfterYen: receipt.balanceAfterYen,
    shop: { organisation: "店", address: "港町1" },
    tillNumber: 1,
    reversals: [],
  });
  await world.admin.done(`payments/${receipt.operationId}/refund`, {
    operationId: op(receipt.operationId.slice(-8)),
    handle: paid.handle,
    amountYen: 700,
    reason: "返品",
  });
  const after = await detail(resident, receipt.operationId);
  expect(after.row.reversedYen).toBe(700);
  expect(after.reversals).toMatchObject([{ kind: "refund", amountYen: 700 }]);
  const refund = await detail(resident, after.reversals[0]?.operationId ?? "");
  expect(refund).toMatchObject({
    row: { kind: "refund", amountYen: 700 },
    payment: { operationId: receipt.operationId, receiptNumber: receipt.receiptNumber },
    balanceAfterYen: receipt.balanceAfterYen + 700,
    expiredYen: 0,
  });
  // Last taken first (REV-3): all of what was taken last, then of the part before.
  expect(refund.parts.map((part) => part.amountYen)).toEqual([200, 500]);
});

test("HIS-2: an operation of somebody else's, or one that was refused, is nobody's to read", async () => {
  const [resident, other] = [await makeResident(env.DB), await makeResident(env.DB)];
  await charge(resident);
  const { receipt } = await pay(resident, world.store, 100);
  const path = `wallets/${world.programmeId}/journal/${receipt.operationId}`;
  expect((await other.get(path)).status).toBe(404);
  const never = `wallets/${world.programmeId}/journal/${op(receipt.operationId.slice(-8))}`;
  expect((await resident.get(never)).body.code).toBe("not-found");
});

test("HIS-3: the file's amounts add up to the balance, also after something ran out", async () => {
  const resident = await makeResident(env.DB);
  await twoParts(resident);
  await voidIt(await pay(resident, world.store, 400), world.store.storeId);
  await pay(resident, world.appOnly, 250);
  const compare = async () => {
    const lines = await fileLines(resident);
    const { wallets } = await resident.read("wallets");
    expect(lines.reduce((sum, line) => sum + Number(line[5]), 0)).toBe(wallets[0].spendableYen);
    return lines.map((line) => line[2]);
  };
  expect(await compare()).not.toContain("期限切れ");
  // 30 days are over, 60 are not.
  expect(await later(31 * DAY_MS, compare)).toContain("期限切れ");
});

test("HIS-3: the file speaks the language that is asked for, and comes as a file", async () => {
  const resident = await makeResident(env.DB);
  await charge(resident);
  const reply = await resident.get(`wallets/${world.programmeId}/history.csv?language=ko`);
  expect(reply.type).toContain("text/csv");
  expect(reply.body).toContain("충전");
  expect((await resident.get(`wallets/${world.programmeId}/history.csv?language=xx`)).status).toBe(422);
  expect(await fileLines(resident, `?to=${addDays(today(), -1)}`)).toEqual([]);
});

test("HIS-4: a period with more than one file has is refused, and a shorter one isn't", async () => {
  const resident = await makeResident(env.DB);
  await charge(resident);
  const { residentId } = await resident.read("residents/me");
  const actor = walletName(residentId, world.programmeId as ProgrammeId);
  await runInDurableObject(env.WALLET.get(env.WALLET.idFromName(actor)), (_, state) => {
    state.storage.sql.exec(
      `with recursive n(i) as (select 100 union all select i + 1 from n where i < ${MAX_HISTORY_FILE_ROWS + 100})
       insert into journal select i, 0, 'long' || i, 0, 'freeze', '', null, 0, null, null, null, '', '' || i from n`,
    );
  });
  const path = `wallets/${world.programmeId}/history.csv`;
  expect((await resident.get(path)).body.code).toBe("history-too-long");
  expect((await resident.get(`${path}?from=${today()}`)).status).toBe(200);
});

import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { makeRegion, makeResident, op } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

test("the main job: issue, pay with paper, charge the rest, pay by phone, and the counter's list has both", async () => {
  const world = await makeRegion();
  const { sheets } = await world.issue(2);
  const sheet = sheets[0];
  if (!sheet) throw new Error("no sheet");

  const scanned = await world.scan(sheet.code);
  expect(scanned).toMatchObject({
    verdict: { ok: true },
    coupon: { spendableYen: 3000, faceYen: 3000, codeEnd: sheet.code.slice(-4), state: "unopened" },
  });
  const paper = await world.clerk.done("counter/payments", {
    operationId: op(scanned.coupon.idTail),
    handle: scanned.coupon.handle,
    ...world.store,
    amountYen: 1200,
  });
  expect(paper).toMatchObject({
    outcome: "done",
    receipt: { amountYen: 1200, balanceAfterYen: 1800, replayed: false },
    store: { town: "港町" },
    pay: { payName: "ためしPay" },
  });

  const resident = await makeResident(env.DB);
  const inspected = await resident.done("charges/inspect", { code: sheet.code });
  expect(inspected).toMatchObject({ chargeYen: 1800, verdict: { ok: true }, coupon: { issuerName: "宿" } });
  const charged = await resident.done("charges", {
    operationId: op(inspected.coupon.idTail),
    handle: inspected.coupon.handle,
    programmeId: world.programmeId,
  });
  expect(charged).toMatchObject({ outcome: "done", amountYen: 1800, walletBalanceYen: 1800 });

  const { tills } = await world.clerk.read(`counter/qr?storeId=${world.appOnly.storeId}`);
  const [, storeId, tillId, signature] = /\/s\/([^/]+)\/([^.]+)\.(.+)$/.exec(tills[0].qrText) ?? [];
  const look = await resident.done("payments/inspect", { storeId, tillId, signature });
  expect(look.pays[0]).toMatchObject({ verdict: { ok: true }, spendableYen: 1800 });
  const paid = await resident.done("payments", {
    operationId: op(look.pays[0].idTail),
    programmeId: world.programmeId,
    storeId,
    tillId,
    signature,
    amountYen: 800,
  });
  expect(paid).toMatchObject({ outcome: "done", receipt: { balanceAfterYen: 1000 } });

  const day = await world.clerk.read(`counter/day?storeId=${world.appOnly.storeId}`);
  expect(day.proof).toEqual(paid.proof);
  const list = await world.clerk.read(`counter/payments?storeId=${world.appOnly.storeId}`);
  expect(list.rows).toMatchObject([
    { via: "app", amountYen: 800, receiptNumber: paid.receipt.receiptNumber },
  ]);

  const history = await resident.read(`wallets/${world.programmeId}/journal`);
  expect(history.rows.map((row: { kind: string; amountYen: number }) => [row.kind, row.amountYen])).toEqual([
    ["payment", -800],
    ["charge", 1800],
  ]);
  const { wallets } = await resident.read("wallets");
  expect(wallets).toMatchObject([{ spendableYen: 1000, frozen: false }]);

  const voided = await world.clerk.done(`counter/payments/${paper.receipt.operationId}/void`, {
    operationId: op(scanned.coupon.idTail),
    handle: paper.handle,
    storeId: world.store.storeId,
  });
  expect(voided).toMatchObject({ outcome: "done", amountYen: 1200, expiredYen: 0 });
});

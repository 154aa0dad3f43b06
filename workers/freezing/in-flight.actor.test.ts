import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import { DEFAULT_APPROVALS, NO_APPROVALS } from "../../schema/api/approvals.ts";
import {
  type Browser,
  makeResident,
  OWN_PASSWORD,
  op,
  PASSWORD,
  signIn,
} from "../api/world.actor.testing.ts";
import { makeTown, RULE, sealThrough, type Town } from "../closing/closing.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/*
 * What happens to money under way when something is stopped, told by the API. The orders of messages within one charge are
 * explored in durable-objects/coupon/freeze-protocol.test.ts.
 */

let town: Town;
const reason = "不正の疑い";
type Till = Town["store"];

beforeAll(async () => {
  town = await makeTown();
});

/** A payment by paper, and the same request once more. */
async function paper(code: string, amountYen: number, till: Till = town.store, who: Browser = town.clerk) {
  const { coupon } = await who.done("counter/inspect", { ...till, code });
  const request = { ...till, operationId: op(coupon.idTail), handle: coupon.handle, amountYen };
  const reply = await who.post("counter/payments", request);
  return {
    request,
    reply,
    tail: coupon.idTail as string,
    again: () => who.post("counter/payments", request),
  };
}
const voided = (paid: Awaited<ReturnType<typeof paper>>, till: Till = town.store) =>
  town.clerk.post(`counter/payments/${paid.request.operationId}/void`, {
    operationId: op(paid.tail),
    handle: paid.reply.body.handle,
    storeId: till.storeId,
  });
const resolved = async (paid: Awaited<ReturnType<typeof paper>>, who: Browser = town.clerk) =>
  (
    await who.done("operations/resolve", {
      operationId: paid.request.operationId,
      handle: paid.reply.body.handle,
    })
  ).outcome;
const sheet = async (coupons = 1) => (await town.issue(coupons)).sheets;
const charge = async (resident: Browser, code: string) => {
  const { coupon } = await resident.done("charges/inspect", { code });
  return resident.post("charges", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    programmeId: town.programmeId,
  });
};
const freezeResident = (residentId: string, frozen: boolean) =>
  town.admin.done("freezes", { kind: "resident", residentId, operationId: op("00000000"), frozen, reason });

test("FRZ-3: what a coupon paid before its freeze stands and is voided; nothing comes after it until it is freed", async () => {
  const [own] = await sheet();
  const code = own?.code ?? "";
  const paid = await paper(code, 500);
  const freeze = (frozen: boolean) =>
    town.admin.done("freezes", {
      kind: "coupon",
      couponId: own?.couponId,
      operationId: op(paid.tail),
      frozen,
      reason,
    });
  await freeze(true);
  expect((await paper(code, 100)).reply.body).toMatchObject({ code: "frozen", outcome: "not-done" });
  expect((await charge(await makeResident(env.DB), code)).body).toMatchObject({ code: "frozen" });
  // The payment of before, its reply lost: sent again it is the same payment.
  expect((await paid.again()).body).toMatchObject({ outcome: "done", receipt: { replayed: true } });
  expect(await resolved(paid)).toBe("done");
  expect((await voided(paid)).body).toMatchObject({ outcome: "done", amountYen: 500 });
  expect((await town.scan(code)).coupon).toMatchObject({ frozen: true, spendableYen: 3_000 });
  await freeze(false);
  expect((await paper(code, 100)).reply.body.outcome).toBe("done");
});

test("FRZ-3, XFR-5: a charge into a frozen resident's Pay is voided: the yen is back on the coupon, to be paid with", async () => {
  const resident = await makeResident(env.DB);
  const [first, second] = await sheet(2);
  expect((await charge(resident, first?.code ?? "")).body.outcome).toBe("done");
  const { residentId } = await resident.read("residents/me");
  await freezeResident(residentId, true);
  expect((await charge(resident, second?.code ?? "")).body).toMatchObject({
    code: "frozen",
    outcome: "not-done",
  });
  expect((await town.scan(second?.code ?? "")).coupon).toMatchObject({ state: "live", spendableYen: 3_000 });
  expect((await paper(second?.code ?? "", 700)).reply.body.outcome).toBe("done");
  const { wallets } = await resident.read("wallets");
  expect(wallets).toMatchObject([{ frozen: true, spendableYen: 3_000 }]);
});

test("FRZ-3, REV-4: a Pay's payment of before its resident was stopped is refunded into it; it pays again once freed", async () => {
  const resident = await makeResident(env.DB);
  const [own] = await sheet();
  await charge(resident, own?.code ?? "");
  const { residentId } = await resident.read("residents/me");
  const { tills } = await town.clerk.read(`counter/qr?storeId=${town.appOnly.storeId}`);
  const [, storeId, tillId, signature] = /\/s\/([^/]+)\/([^.]+)\.(.+)$/.exec(tills[0].qrText) ?? [];
  const look = await resident.done("payments/inspect", { storeId, tillId, signature });
  const { idTail } = look.pays[0];
  const request = (operationId: string) => ({
    operationId,
    programmeId: town.programmeId,
    storeId,
    tillId,
    signature,
    amountYen: 400,
  });
  const sent = request(op(idTail));
  expect((await resident.post("payments", sent)).body.outcome).toBe("done");
  await freezeResident(residentId, true);
  expect((await resident.post("payments", request(op(idTail)))).body).toMatchObject({
    code: "frozen",
    outcome: "not-done",
  });
  expect((await resident.post("payments", sent)).body).toMatchObject({ outcome: "done" });
  await vi.waitUntil(
    () => env.DB.prepare("select 1 from journal where operation_id = ?1").bind(sent.operationId).first(),
    { timeout: 20_000 },
  );
  const refund = { operationId: op(idTail), amountYen: 400, reason: "返品" };
  await town.admin.done(`payments/${sent.operationId}/refund`, refund);
  expect((await resident.read("wallets")).wallets).toMatchObject([{ frozen: true, spendableYen: 3_000 }]);
  await freezeResident(residentId, false);
  expect((await resident.post("payments", request(op(idTail)))).body.outcome).toBe("done");
});

test("FRZ-3, CPN-7: of a stopped issue, what was opened and what wasn't refuses; what was paid is voided", async () => {
  const { issueId, sheets } = await town.issue(2);
  const [opened, closed] = sheets.map(({ code }) => code);
  const paid = await paper(opened ?? "", 300);
  await vi.waitUntil(
    () =>
      env.DB.prepare("select 1 from journal where operation_id = ?1").bind(paid.request.operationId).first(),
    { timeout: 20_000 },
  );
  await town.admin.done(`issues/${issueId}/stop`, { operationId: op(town.fundIdTail), reason });
  expect((await paper(closed ?? "", 100)).reply.body.code).toBe("frozen");
  await vi.waitUntil(async () => (await town.scan(opened ?? "")).verdict.code === "frozen", {
    timeout: 30_000,
    interval: 200,
  });
  expect((await paper(opened ?? "", 100)).reply.body.code).toBe("frozen");
  expect(await resolved(paid)).toBe("done");
  expect((await voided(paid)).body).toMatchObject({ outcome: "done", amountYen: 300 });
});

test("FRZ-4: a stopped store takes nothing; what it took is found again, voided, refunded, closed and owed", async () => {
  const { admin, programmeId } = town;
  const till = town.stores.c;
  const who = town.bakeryClerk;
  const [one, two] = (await sheet(2)).map(({ code }) => code);
  const before = await paper(one ?? "", 900, till, who);
  const other = await paper(two ?? "", 600, till, who);
  await admin.done(`stores/${till.storeId}/suspension`, { suspended: true, reason });
  expect((await paper(one ?? "", 100, till, who)).reply.body).toMatchObject({
    code: "store-suspended",
    outcome: "not-done",
  });
  // Elsewhere the same coupon goes on.
  expect((await paper(one ?? "", 100)).reply.body.outcome).toBe("done");
  expect((await before.again()).body).toMatchObject({ outcome: "done", receipt: { replayed: true } });
  expect(await resolved(before, who)).toBe("done");
  const undone = await who.post(`counter/payments/${other.request.operationId}/void`, {
    operationId: op(other.tail),
    handle: other.reply.body.handle,
    storeId: till.storeId,
  });
  expect(undone.body).toMatchObject({ outcome: "done", amountYen: 600 });
  await vi.waitUntil(
    () =>
      env.DB.prepare("select count(*) as n from journal where operation_id in (?1, ?2)")
        .bind(before.request.operationId, other.request.operationId)
        .first<number>("n")
        .then((n) => n === 2),
    { timeout: 20_000 },
  );
  await town.refund(before.request.operationId, 250);

  await admin.done(`programmes/${programmeId}/payout-rule`, RULE);
  const { period } = await admin.read(`programmes/${programmeId}/next-closing`);
  await sealThrough(period.to);
  const closing = await town.close();
  const { rows } = await admin.read(`closings/${closing.closingId}/lines`);
  const line = rows.find((row: { storeId: string }) => row.storeId === till.storeId);
  expect(line).toMatchObject({ paidYen: 1_500, reversedYen: 850 });
});

test("FRZ-4, ORG-4: under a stopped organisation its stores take nothing and its people come no further", async () => {
  const { admin, bakery } = town;
  await admin.done(`stores/${town.stores.c.storeId}/suspension`, { suspended: false, reason });
  const [own] = await sheet();
  const path = `organisations/${bakery.organisationId}/suspension`;
  await admin.done(path, { suspended: true, reason });
  expect((await town.bakeryClerk.get("staff/me")).body.code).toBe("account-stopped");
  const resident = await makeResident(env.DB);
  await charge(resident, own?.code ?? "");
  await admin.done(path, { suspended: false, reason });
  expect((await town.bakeryClerk.get("staff/me")).status).toBe(200);
});

test("FRZ-5: a stopped account is refused from its next request on; what it took and proposed is others' to finish", async () => {
  const { admin, operator, second, id } = town;
  const account = async (key: string, role: string, organisationId: string) => {
    const { account: made } = await admin.done("staff", {
      name: key,
      loginId: `${id}-${key}`,
      password: PASSWORD,
      memberships: [{ organisationId, role }],
    });
    return { who: await signIn(`${id}-${key}`), staffId: made.staffId as string };
  };
  const till = await account("till-two", "clerk", town.merchant.organisationId);
  const [own] = await sheet();
  const paid = await paper(own?.code ?? "", 200, town.store, till.who);
  await admin.done(`staff/${till.staffId}/stop`, { reason });
  expect((await paid.again()).body.code).toBe("session-expired");
  const signingIn = () =>
    till.who.post("staff/session", { loginId: `${id}-till-two`, password: OWN_PASSWORD });
  expect((await signingIn()).body.code).toBe("account-stopped");
  expect(await resolved(paid)).toBe("done");
  expect((await voided(paid)).body).toMatchObject({ outcome: "done", amountYen: 200 });
  await admin.done(`staff/${till.staffId}/start`, { reason });
  // Let go again it signs in anew: no session of before comes back.
  expect((await till.who.get("counter/stores")).body.code).toBe("not-signed-in");
  expect((await signingIn()).status).toBe(200);

  const policy = (approvals: object) =>
    operator.done(`operator/regions/${town.region.regionId}/approvals`, { approvals });
  await policy(DEFAULT_APPROVALS);
  const boss = await account("third", "secretariat-admin", town.region.organisationId as string);
  const deposit = { operationId: op(town.fundIdTail), amountYen: 1_000, note: "第3回交付" };
  const asked = await boss.who.done(`programmes/${town.programmeId}/deposits`, deposit);
  const mine = await admin.done(`programmes/${town.programmeId}/deposits`, {
    ...deposit,
    operationId: op(town.fundIdTail),
  });
  await admin.done(`staff/${boss.staffId}/stop`, { reason });
  expect((await boss.who.post(`approvals/${mine.approvalId}/approve`)).body.code).toBe("session-expired");
  expect((await second.done(`approvals/${asked.approvalId}/approve`)).state).toBe("done");
  await policy(NO_APPROVALS);
});

import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { TimelineRow } from "../../schema/api/holders.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { makeRegion, makeResident, op, type World } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let world: World;
beforeAll(async () => {
  world = await makeRegion();
});

const today = () => businessDate(Date.now());
const kinds = (rows: readonly TimelineRow[]) => rows.map((row) => row.kind);
const shape = (rows: readonly TimelineRow[]) =>
  rows.map(({ kind, amountYen, byName }) => [kind, amountYen, byName]);

/** Takes a payment from a fresh sheet at the counter. */
async function paidSheet(amountYen = 1_000) {
  const { sheets, issueId } = await world.issue(1);
  const sheet = sheets[0];
  if (!sheet) throw new Error("no sheet");
  const { coupon } = await world.scan(sheet.code);
  const paid = await world.clerk.done("counter/payments", {
    operationId: op(coupon.idTail),
    handle: coupon.handle,
    ...world.store,
    amountYen,
  });
  return { ...sheet, issueId, idTail: coupon.idTail as string, paid };
}

/** A resident who charged a fresh sheet. */
async function chargedResident() {
  const { sheets } = await world.issue(1);
  const resident = await makeResident(env.DB);
  const look = await resident.done("charges/inspect", { code: sheets[0]?.code });
  await resident.done("charges", {
    operationId: op(look.coupon.idTail),
    handle: look.coupon.handle,
    programmeId: world.programmeId,
  });
  const { residentId } = await resident.read("residents/me");
  return { resident, residentId: residentId as string, couponId: sheets[0]?.couponId ?? "" };
}

/** Waits until the projection has a payment: searches go by it. */
async function projected(operationId: string): Promise<void> {
  await vi.waitFor(
    async () =>
      expect(
        await env.DB.prepare("select 1 as there from journal where operation_id = ?1")
          .bind(operationId)
          .first(),
      ).toEqual({ there: 1 }),
    { timeout: 20_000, interval: 100 },
  );
}

/* ---------- Finding ---------- */

test("CAL-3: a payment leads to its holder by operation id, and by receipt number, store and date; elsewhere to nobody", async () => {
  const { paid, couponId } = await paidSheet();
  const { operationId, receiptNumber } = paid.receipt;
  await projected(operationId);
  const hit = {
    holder: { kind: "coupon", couponId },
    operationId,
    amountYen: 1_000,
    receiptNumber,
    store: { storeId: world.store.storeId },
  };
  const byOperation = { by: "operation", operationId };
  const byReceipt = { by: "receipt", storeId: world.store.storeId, date: today(), receiptNumber };
  expect((await world.admin.done("holders/search", byOperation)).rows).toMatchObject([hit]);
  expect((await world.admin.done("holders/search", byReceipt)).rows).toContainEqual(
    expect.objectContaining({ holder: hit.holder, operationId }),
  );
  const yesterday = { ...byReceipt, date: addDays(today(), -1) };
  expect((await world.admin.done("holders/search", yesterday)).rows).toEqual([]);
  const other = await makeRegion();
  for (const request of [byOperation, byReceipt])
    expect((await other.admin.done("holders/search", request)).rows).toEqual([]);
  expect((await world.desk.post("holders/search", byOperation)).body.code).toBe("forbidden");
});

test("CAL-3: every look-up is logged, found or not, and neither a telephone number nor a code enters the log", async () => {
  const { code, couponId } = await paidSheet();
  await world.admin.done("holders", { code });
  expect((await world.admin.post("holders", { phone: "090-9876-5432" })).status).toBe(404);
  const { results } = await env.DB.prepare(
    "select action, subject_kind, subject_id, after from audit_log where region_id = ?1 and action like 'holder.%' order by id",
  )
    .bind(world.region.regionId)
    .all<{ action: string; subject_kind: string; subject_id: string; after: string }>();
  expect(results.slice(-2)).toEqual([
    { action: "holder.read", subject_kind: "coupon", subject_id: couponId, after: '{"by":"code"}' },
    { action: "holder.search", subject_kind: "search", subject_id: "phone", after: '{"found":0}' },
  ]);
  expect(JSON.stringify(results)).not.toMatch(new RegExp(`${code}|9876`));
});

test("CAL-3: a resident opens again by the id that a look-up gave, and is nobody in another region", async () => {
  const { residentId } = await chargedResident();
  const reply = await world.admin.done("holders", { residentId });
  expect(reply).toMatchObject({
    kind: "resident",
    residentId,
    phoneEnd: expect.stringMatching(/^\d{4}$/),
    wallets: [{ spendableYen: 3_000, programmeEndsOn: "2099-12-31" }],
  });
  const other = await makeRegion();
  expect((await other.admin.post("holders", { residentId })).status).toBe(404);
});

test("CAL-3: look-ups that lead to nobody are braked after a while", async () => {
  const { admin } = await makeRegion();
  const codes = [];
  for (let i = 0; i < 31; i++) {
    const phone = `0907654${String(1000 + i)}`;
    codes.push((await admin.post("holders", { phone })).body.code);
  }
  expect(codes.slice(0, 30)).toEqual(Array(30).fill("not-found"));
  expect(codes[30]).toBe("too-many-requests");
});

/* ---------- The story ---------- */

test("CAL-6: a coupon's story is its journal with who acted beside it, from the issue to the last look", async () => {
  const { couponId, idTail, paid } = await paidSheet();
  const payment = paid.receipt.operationId;
  await world.admin.done(`payments/${payment}/refund`, {
    operationId: op(idTail),
    amountYen: 400,
    reason: "返品",
    handle: paid.handle,
  });
  const freeze = { kind: "coupon", couponId, frozen: true, reason: "紛失" };
  await world.admin.done("freezes", { ...freeze, operationId: op(idTail) });
  await world.admin.done("holders", { couponId });
  await world.admin.done("holders", { couponId });
  const path = `holders/coupons/${couponId}/timeline`;
  // A clerk's line is written after the reply (AUD-4).
  await vi.waitFor(async () => {
    const { rows, next } = await world.admin.read(path);
    expect([shape(rows), next]).toEqual([
      [
        ["look-up", 0, "係"],
        ["freeze", 0, "係"],
        ["refund", 400, "係"],
        ["payment", -1_000, "レジ"],
        ["handed-over", 0, "フロント"],
        ["issued", 3_000, "フロント"],
      ],
      null,
    ]);
  });
  const { rows } = await world.admin.read(path);
  expect(rows[1]).toMatchObject({ reason: "紛失" });
  expect(rows[2]).toMatchObject({ payment, balanceAfterYen: 2_400, reason: "返品" });
  expect(rows[3]).toMatchObject({
    operationId: payment,
    store: { name: "喫茶" },
    receiptNumber: paid.receipt.receiptNumber,
    balanceAfterYen: 2_000,
  });
  const other = await makeRegion();
  expect((await other.admin.get(path)).status).toBe(404);
});

test("CAL-6, CHG-3: a charged coupon's story doesn't say whose wallet; the wallet's says from which coupon", async () => {
  const { residentId, couponId } = await chargedResident();
  const coupon = await world.admin.read(`holders/coupons/${couponId}/timeline`);
  expect(kinds(coupon.rows)).toEqual(["charge", "handed-over", "issued"]);
  expect(JSON.stringify(coupon)).not.toContain(residentId);
  const wallet = await world.admin.read(
    `holders/residents/${residentId}/wallets/${world.programmeId}/timeline`,
  );
  expect(wallet.rows).toMatchObject([{ kind: "charge-arrived", amountYen: 3_000, couponId }]);
});

test("CAL-6: the pages of a long story follow each other without a gap and without a double", async () => {
  const { couponId, idTail } = await paidSheet();
  const moves = 205;
  for (let i = 0; i < moves; i++)
    await world.admin.done("freezes", {
      kind: "coupon",
      couponId,
      operationId: op(idTail),
      frozen: i % 2 === 0,
      reason: "ためし",
    });
  const first = await world.admin.read(`holders/coupons/${couponId}/timeline`);
  const second = await world.admin.read(`holders/coupons/${couponId}/timeline?after=${first.next}`);
  const all: TimelineRow[] = [...first.rows, ...second.rows];
  const expected = Array.from({ length: moves }, (_, i) => (i % 2 === 0 ? "freeze" : "unfreeze")).reverse();
  expect(kinds(all)).toEqual([...expected, "payment", "handed-over", "issued"]);
  expect(second.next).toBeNull();
});

test("CAL-4: the guest's name is masked until somebody asks for it with a reason, which is logged", async () => {
  const made = await world.desk.done("issues", {
    operationId: op(world.fundIdTail),
    programmeId: world.programmeId,
    branchId: world.branch.organisationId,
    coupons: 1,
    faceYen: 1_000,
    guestName: "サトウ ハナコ",
    stayReference: "SG-0417",
    checkInOn: "2026-11-28",
    nights: 2,
  });
  const { rows } = await world.desk.read(`issues/${made.issue.issueId}/coupons`);
  const couponId = rows[0].couponId as string;
  const holder = await world.admin.done("holders", { couponId });
  expect(holder.issue.stay).toEqual({
    maskedName: "サ＊＊ ハ＊＊",
    hasReference: true,
    checkInOn: "2026-11-28",
    nights: 2,
  });
  expect(JSON.stringify(holder)).not.toMatch(/サトウ|SG-0417/);
  expect((await world.admin.post(`holders/coupons/${couponId}/stay`, {})).status).toBe(422);
  expect(await world.admin.done(`holders/coupons/${couponId}/stay`, { reason: "本人確認" })).toEqual({
    guestName: "サトウ ハナコ",
    reference: "SG-0417",
    checkInOn: "2026-11-28",
    nights: 2,
  });
  const story = await world.admin.read(`holders/coupons/${couponId}/timeline`);
  expect(story.rows[0]).toMatchObject({ kind: "stay-read", byName: "係", reason: "本人確認" });
});

/* ---------- What is done for a holder ---------- */

test("CAL-2, EXP-3: a coupon's live yen is made good until a later date, once, within the programme", async () => {
  const { couponId, idTail } = await paidSheet();
  const body = { kind: "coupon", couponId, reason: "運休" };
  const until = addDays(today(), 60);
  const operationId = op(idTail);
  expect(await world.admin.done("extensions", { ...body, operationId, expiresOn: until })).toMatchObject({
    outcome: "done",
    replayed: false,
  });
  expect(await world.admin.done("extensions", { ...body, operationId, expiresOn: until })).toMatchObject({
    replayed: true,
  });
  expect(await world.admin.done("holders", { couponId })).toMatchObject({
    coupon: { expiresOn: until, spendableYen: 2_000 },
  });
  const tries = [
    [addDays(today(), -1), "expiry-not-allowed"],
    ["2100-01-01", "expiry-not-allowed"],
    [until, "nothing-left"],
  ] as const;
  for (const [expiresOn, code] of tries) {
    const reply = await world.admin.post("extensions", { ...body, operationId: op(idTail), expiresOn });
    expect(reply.body).toMatchObject({ code, outcome: "not-done" });
  }
  expect((await world.desk.post("extensions", { ...body, operationId, expiresOn: until })).body.code).toBe(
    "forbidden",
  );
  const { rows } = await world.admin.read(`holders/coupons/${couponId}/timeline`);
  expect(rows.find((row: TimelineRow) => row.kind === "extend")).toMatchObject({
    expiresOn: until,
    byName: "係",
    reason: "運休",
  });
});

test("CAL-2: a resident's wallet is extended in one programme; another region has no such resident", async () => {
  const { resident, residentId } = await chargedResident();
  const { wallets } = await resident.read("wallets");
  const body = {
    kind: "wallet",
    residentId,
    programmeId: world.programmeId,
    operationId: op(wallets[0].idTail),
    expiresOn: addDays(today(), 90),
    reason: "災害",
  };
  const other = await makeRegion();
  expect((await other.admin.post("extensions", body)).status).toBe(404);
  await world.admin.done("extensions", body);
  const after = await resident.read("wallets");
  expect(after.wallets[0].lots).toMatchObject([{ remainingYen: 3_000, expiresOn: body.expiresOn }]);
});

test("CAL-1, REV-5: what a refund would do is said before: how much is left, and that a cancelled coupon's goes to the issuer", async () => {
  const { couponId, idTail, paid } = await paidSheet();
  const payment = paid.receipt.operationId;
  const ask = () => world.admin.done(`payments/${payment}/refundable`, { handle: paid.handle });
  await world.admin.done(`payments/${payment}/refund`, {
    operationId: op(idTail),
    amountYen: 300,
    reason: "返品",
    handle: paid.handle,
  });
  expect(await ask()).toMatchObject({ amountYen: 1_000, leftYen: 700, goesTo: "holder" });
  await world.admin.done(`coupons/${couponId}/cancel`, { operationId: op(idTail), reason: "誤発行" });
  expect(await ask()).toMatchObject({ leftYen: 700, goesTo: "issuer", parts: [{ amountYen: 700 }] });
  const other = await makeRegion();
  const foreign = await other.admin.post(`payments/${payment}/refundable`, { handle: paid.handle });
  expect(foreign.body.code).toBe("payment-not-found");
});

test("CAL-5: the secretariat prints the sheet of a coupon it replaced, and nobody else's", async () => {
  const { couponId, idTail, issueId } = await paidSheet();
  expect((await world.admin.get(`issues/${issueId}/sheets`)).body.code).toBe("issue-not-found");
  const replaced = await world.admin.done(`coupons/${couponId}/replace`, {
    operationId: op(idTail),
    reason: "紛失",
  });
  const { sheets } = await world.admin.read(`issues/${replaced.newIssueId}/sheets`);
  expect(sheets).toMatchObject([{ faceYen: 2_000 }]);
  const holder = await world.admin.done("holders", { couponId: sheets[0].couponId });
  expect(holder.issue.printable).toBe(true);
  expect((await world.admin.done("holders", { couponId })).issue.printable).toBe(false);
});

test("CAL-7: a sheet says the number that the region has published when it is printed, or none", async () => {
  const { issueId } = await world.issue(1);
  const printed = async () => (await world.desk.read(`issues/${issueId}/sheets`)).contact;
  expect(await printed()).toBeNull();
  const first = { phone: "0990-000-000", hours: "毎日 9:00〜18:00" };
  await world.admin.done("region/pages", { kind: "contact", basedOn: 0, contact: first });
  expect(await printed()).toEqual(first);
  const next = { phone: "0990-000-001", hours: "平日 10:00〜17:00" };
  await world.admin.done("region/pages", { kind: "contact", basedOn: 1, contact: next });
  expect(await printed()).toEqual(next);
});

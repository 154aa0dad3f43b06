import { env } from "cloudflare:workers";
import { beforeAll, expect, test, vi } from "vitest";
import type { ZodType } from "zod";
import { bankAccountSchema, banksSchema } from "../../schema/api/bank-accounts.ts";
import * as contract from "../../schema/api/closings.ts";
import { expiredMoneySchema, expiredReturnReplySchema } from "../../schema/api/expired.ts";
import { statementSchema } from "../../schema/api/fund.ts";
import { payoutRuleReplySchema } from "../../schema/api/payout-rules.ts";
import {
  payoutItemsPageSchema,
  payoutSchema,
  payoutsPageSchema,
  waitingTransfersSchema,
} from "../../schema/api/payouts.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import { REPORT_COLUMNS, type ReportKind } from "../../schema/report-columns.ts";
import { op } from "../api/world.actor.testing.ts";
import { programmeFigures } from "../audit/programmes.ts";
import { sweep } from "../queue/sweep.ts";
import { readZengin } from "../settlement/zengin-reader.ts";
import { download, makeTown, PLACE, RULE, sealThrough, type Town } from "./closing.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let town: Town;
let payment = "";
const closings: { closingId: string; to: string; payOn: string }[] = [];
const payouts: { payoutId: string; payOn: string }[] = [];

/** The reply fits its schema, and carries nothing that the schema doesn't name. */
function fits(schema: ZodType, body: unknown): void {
  const parsed = schema.safeParse(body);
  expect(parsed.error?.issues ?? []).toEqual([]);
  expect(parsed.data).toEqual(body);
}

const lines = async (at: number) =>
  new Map<string, Record<string, number | string>>(
    (await town.admin.read(`closings/${closings[at]?.closingId}/lines`)).rows.map(
      (row: { storeId: string }) => [row.storeId, row],
    ),
  );
const waiting = () => town.admin.read(`programmes/${town.programmeId}/waiting-transfers`);
const fund = () => town.admin.read(`programmes/${town.programmeId}/fund`);
const next = () => town.admin.read(`programmes/${town.programmeId}/next-closing`);
const makePayout = async (payOn: string) => {
  const payout = await town.admin.done("payouts", { programmeId: town.programmeId, payOn });
  payouts.push(payout);
  const read = readZengin(await download(town.admin, `payouts/${payout.payoutId}/file`));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return { payout, file: read.value };
};
const send = (payoutId: string, id = op(town.fundIdTail)) =>
  town.admin.done(`payouts/${payoutId}/send`, { operationId: id });

beforeAll(async () => {
  town = await makeTown();
  const { clerk, bakeryClerk, stores, codes } = town;
  payment = await town.pay(clerk, stores.a, codes[0] as string, 3_000);
  await town.pay(clerk, stores.a, codes[1] as string, 1_500);
  await town.pay(clerk, stores.b, codes[1] as string, 500);
  await town.pay(bakeryClerk, stores.c, codes[2] as string, 800);
});

test("nothing closes before it is said how, and before its dates are sealed (STL-8)", async () => {
  const { admin, programmeId } = town;
  expect((await next()).state).toBe("no-rule");
  expect((await admin.post("closings", { programmeId })).body.code).toBe("no-payout-rule");
  const rule = await admin.done(`programmes/${programmeId}/payout-rule`, RULE);
  expect(rule.rule).toMatchObject({ version: 1, payer: { name: "ｼｵﾐｹﾝ ｸ-ﾎﾟﾝｼﾞﾑｷﾖｸ", numberEnd: "234" } });
  const { state, period } = await next();
  expect(state).toBe("not-sealed");
  expect((await admin.post("closings", { programmeId })).body.code).toBe("dates-not-sealed");
  await sealThrough(period.to);
});

test("WHO-3, STL-1: an account is taken as the bank's file holds it, and kept sealed", async () => {
  const { head, bakers, merchant, bakery } = town;
  const path = `organisations/${merchant.organisationId}/bank-account`;
  const request = { ...PLACE, kind: "ordinary", number: "００７６５４３", holderKana: "カ）ミナト商店" };
  const kanji = await head.post(path, request);
  expect(kanji.body).toMatchObject({
    code: "kana-refused",
    fields: [{ path: "holderKana", message: "商" }],
  });
  const elsewhere = { ...request, branchCode: "777", holderKana: "カ）ミナト" };
  expect((await head.post(path, elsewhere)).body.code).toBe("bank-unknown");
  // ゆうちょ has no 当座 at its branches that end in 8 (STL-13).
  await town.operator.done("operator/banks", {
    banks: [{ code: "9900", name: "ゆうちょ", kana: "ユウチヨ" }],
    branches: [{ bankCode: "9900", code: "008", name: "〇〇八", kana: "ゼロゼロハチ" }],
  });
  const yucho = {
    ...request,
    bankCode: "9900",
    branchCode: "008",
    kind: "current",
    holderKana: "カ）ミナト",
  };
  expect((await head.post(path, yucho)).body).toMatchObject({
    code: "invalid-request",
    fields: [{ path: "kind" }],
  });
  const written = await head.done(path, { ...request, holderKana: "カ）ミナト ショウテン" });
  expect(written.account).toMatchObject({ numberEnd: "543", holderKana: "ｶ)ﾐﾅﾄ ｼﾖｳﾃﾝ", branchName: "青浜" });
  expect((await bakers.get(path)).status).toBe(404);
  await town.account(bakers, bakery.organisationId, "0000042", "パンヤ");
  const { results } = await env.DB.prepare("select * from bank_account").all();
  expect(JSON.stringify(results)).not.toMatch(/0007654|0000042|ﾐﾅﾄ|ﾊﾟﾝ/);
  // What was written down of it, not ids and times, in which any digits may come up.
  const audits = await env.DB.prepare(
    "select subject_id, before, after, reason from audit_log where action = 'account.change'",
  ).all();
  expect(audits.results.length).toBe(2);
  expect(JSON.stringify(audits.results)).not.toMatch(/7654|0000042|ﾐﾅﾄ/);
});

test("STL-6, STL-9: the first closing, to the yen; who checked it can't approve it", async () => {
  const { admin, second, programmeId, stores } = town;
  const begun = await admin.done("closings", { programmeId });
  await vi.waitUntil(async () => (await admin.read(`closings/${begun.closingId}`)).state === "review", {
    timeout: 20_000,
  });
  expect((await admin.post(`closings/${begun.closingId}/approve`)).body.code).toBe("closing-state");
  await admin.done(`closings/${begun.closingId}/confirm`);
  expect((await admin.post(`closings/${begun.closingId}/approve`)).body.code).toBe("same-person");
  const closing = await second.done(`closings/${begun.closingId}/approve`);
  closings.push(closing);
  // A: 4,500 − (22 + 110) − 13. B: 500 − (2 + 110) − 11. C: 800 − (4 + 110) − 11, under the minimum.
  const own = await lines(0);
  expect(own.get(stores.a.storeId)).toMatchObject({ feeYen: 132, taxYen: 13, payableYen: 4_355 });
  expect(own.get(stores.b.storeId)).toMatchObject({ feeYen: 112, taxYen: 11, payableYen: 377 });
  expect(own.get(stores.c.storeId)).toMatchObject({
    payableYen: 0,
    carriedOutYen: 675,
    state: "below-minimum",
  });
  expect(closing).toMatchObject({
    state: "approved",
    stores: 3,
    payees: 1,
    payments: 4,
    paidYen: 5_800,
    feeYen: 358,
    taxYen: 35,
    carriedOutYen: 675,
    payableYen: 4_732,
  });
});

test("STL-9: what is approved never changes, whoever tries", async () => {
  const id = closings[0]?.closingId;
  for (const sql of [
    "update closing set payable_yen = 1 where id = ?1",
    "delete from closing where id = ?1",
    "update closing_line set payable_yen = 1 where closing_id = ?1",
    "delete from closing_line where closing_id = ?1",
  ])
    await expect(env.DB.prepare(sql).bind(id).run()).rejects.toThrow(/never changes/);
  expect((await town.admin.post(`closings/${id}/discard`, { reason: "x" })).body.code).toBe("closing-state");
});

test("STL-4, STL-10: one file, one transfer, out of the fund once however often it is marked sent", async () => {
  const { admin } = town;
  expect(await waiting()).toMatchObject({ ready: { count: 1, sumYen: 4_732 }, held: { count: 0 } });
  const newYear = { programmeId: town.programmeId, payOn: "2030-01-01" };
  expect((await admin.post("payouts", newYear)).body.code).toBe("not-a-bank-day");
  const { payout, file } = await makePayout(closings[0]?.payOn as string);
  expect(file.transfers).toEqual([
    expect.objectContaining({
      amountYen: 4_732,
      name: "ｶ)ﾐﾅﾄ ｼﾖｳﾃﾝ",
      accountNumber: "0076543",
      branchName: "ｱｵﾊﾏ",
      reference: { kind: "codes", first: "0000000001", second: "0000000001" },
    }),
  ]);
  const again = await admin.post("payouts", { programmeId: town.programmeId, payOn: payout.payOn });
  expect(again.body.code).toBe("nothing-to-pay");
  // Whoever holds the file can't say by themselves that it was never sent.
  expect((await admin.post(`payouts/${payout.payoutId}/discard`, { reason: "x" })).body.code).toBe(
    "same-person",
  );
  const first = await send(payout.payoutId);
  const other = await send(payout.payoutId);
  expect(other).toMatchObject({ operationId: first.operationId, replayed: true, payout: { state: "sent" } });
  expect((await fund()).paidOutYen).toBe(4_732);
  expect((await town.second.post(`payouts/${payout.payoutId}/discard`, { reason: "x" })).body.code).toBe(
    "payout-state",
  );
});

test("FND-12, STL-10: a returned transfer is in the fund again once, and waits for its account to be looked at", async () => {
  const { admin, head, merchant } = town;
  const { rows } = await admin.read(`payouts/${payouts[0]?.payoutId}/items`);
  const path = `payout-items/${rows[0].itemId}/return`;
  const returned = { operationId: op(town.fundIdTail), reason: "name-mismatch" };
  const first = await admin.done(path, returned);
  expect(await admin.done(path, returned)).toMatchObject({ operationId: first.operationId, replayed: true });
  expect(await admin.done(path, { ...returned, operationId: op(town.fundIdTail) })).toMatchObject({
    operationId: first.operationId,
    replayed: true,
  });
  expect((await fund()).paidOutYen).toBe(0);
  expect(await waiting()).toMatchObject({
    ready: { count: 0 },
    held: { count: 1, sumYen: 4_732 },
    rows: [{ attempt: 2, held: "account-unchanged" }],
  });
  await town.account(head, merchant.organisationId, "0076544", "カ）ミナトシヨウテン");
  expect(await waiting()).toMatchObject({ ready: { count: 1, sumYen: 4_732 }, held: { count: 0 } });
});

test("REV-1, STL-6: the second closing: a reversal after the payout is carried, what was carried in is paid", async () => {
  const { bakeryClerk, stores, codes } = town;
  await town.refund(payment, 2_000);
  await town.pay(bakeryClerk, stores.c, codes[3] as string, 2_000);
  const { period } = await next();
  await sealThrough(period.to);
  closings.push(await town.close());
  const own = await lines(1);
  // A: −2,000 + 10 of fee and 1 of tax given back. C: 675 + 2,000 − (10 + 110) − 12.
  expect(own.get(stores.a.storeId)).toMatchObject({
    reversedYen: 2_000,
    feeYen: -10,
    taxYen: -1,
    payableYen: 0,
    carriedOutYen: -1_989,
    state: "negative",
  });
  expect(own.get(stores.b.storeId)).toBeUndefined();
  expect(own.get(stores.c.storeId)).toMatchObject({ carriedInYen: 675, payableYen: 2_543, carriedOutYen: 0 });
});

test("B3: the second file pays the returned transfer and the second closing; file, fund and statements agree", async () => {
  const { admin, head, bakers, stores, programmeId } = town;
  const { payout, file } = await makePayout(closings[1]?.payOn as string);
  expect(file.transfers.map((each) => [each.amountYen, each.accountNumber])).toEqual([
    [4_732, "0076544"],
    [2_543, "0000042"],
  ]);
  await send(payout.payoutId);
  await admin.done(`payouts/${payout.payoutId}/settle`);
  const sums = await fund();
  expect(sums.paidOutYen).toBe(file.transfers.reduce((sum, each) => sum + each.amountYen, 0));
  expect(payout.sumYen).toBe(sums.paidOutYen);

  // Σ paid − reversed = Σ paid out + fees + tax + what is still carried over.
  const all = closings as unknown as Record<string, number>[];
  const sum = (key: string) => all.reduce((total, each) => total + (each[key] ?? 0), 0);
  expect(sum("paidYen") - sum("reversedYen")).toBe(
    sums.paidOutYen + sum("feeYen") + sum("taxYen") + (all[1]?.carriedOutYen ?? 0),
  );

  const mine = await head.read("statements");
  expect(mine.rows.map((row: { line: { state: string } }) => row.line.state).sort()).toEqual([
    "negative",
    "settled",
    "settled",
  ]);
  const [paid] = mine.rows.filter((row: { line: { storeId: string; payableYen: number } }) => {
    return row.line.storeId === stores.a.storeId && row.line.payableYen > 0;
  });
  expect(paid.transferYen).toBe(file.transfers[0]?.amountYen);
  const csv = new TextDecoder().decode(
    await download(head, `statements/${paid.closingId}/${stores.a.storeId}/file?format=csv`),
  );
  expect(csv).toContain("お支払いする金額,,4355\r\n");
  expect(csv).toContain("振込額（通帳の金額）,4732\r\n");
  expect(csv).toContain("この振り込みにふくまれるお店,2\r\n");
  expect(csv).toContain("振込の番号,2-1\r\n");
  expect((await bakers.get(`statements/${paid.closingId}/${stores.a.storeId}/file`)).status).toBe(404);
  expect((await head.get(`closings?programmeId=${programmeId}`)).status).toBe(403);
});

test("FND-13: an approved closing's fees are kept by the next sweep, once, and paid is then paid out, kept or carried", async () => {
  const { admin, programmeId } = town;
  const all = closings as unknown as Record<string, number>[];
  const sum = (key: string) => all.reduce((total, each) => total + (each[key] ?? 0), 0);
  const [before, keptYen] = [await fund(), sum("feeYen") + sum("taxYen")];
  expect(before).toMatchObject({ feesYen: 0, feesHeldYen: 0 });
  expect(await sweep(env)).toMatchObject({ feesKept: 2, failures: 0 });
  expect(await sweep(env)).toMatchObject({ feesKept: 0, failures: 0 });
  // Told again after its mark was lost, as where a sweep dies in between: the fund knows it.
  await env.DB.prepare("delete from closing_fee").run();
  expect(await sweep(env)).toMatchObject({ feesKept: 2, failures: 0 });
  const after = await fund();
  expect(after).toMatchObject({ cashYen: before.cashYen, feesYen: keptYen, feesHeldYen: keptYen });
  expect(sum("paidYen") - sum("reversedYen")).toBe(
    after.paidOutYen + after.feesYen + (all[1]?.carriedOutYen ?? 0),
  );

  const move = (amountYen: number, direction: "out" | "back", who = admin) =>
    who.post(`programmes/${programmeId}/fee-moves`, {
      operationId: op(town.fundIdTail),
      amountYen,
      direction,
      note: "事務費へ",
    });
  expect((await move(keptYen + 1, "out")).body.code).toBe("insufficient-fund");
  expect((await move(1, "out", town.head)).body.code).toBe("forbidden");
  expect((await move(keptYen, "out")).body.outcome).toBe("done");
  expect((await move(20, "back")).body.outcome).toBe("done");
  expect(await fund()).toMatchObject({
    cashYen: before.cashYen - keptYen + 20,
    feesYen: keptYen,
    feesHeldYen: 20,
  });
  const log = await env.DB.prepare("select reason from audit_log where action = 'fund.fees'").all();
  expect(log.results).toEqual([{ reason: "事務費へ" }, { reason: "事務費へ" }]);
});

test("what goes over the wire is what the contract says, field by field", async () => {
  const { admin, head, programmeId, merchant } = town;
  const id = closings[1]?.closingId;
  const payoutId = payouts[1]?.payoutId;
  fits(payoutRuleReplySchema, await admin.read(`programmes/${programmeId}/payout-rule`));
  fits(contract.nextClosingSchema, await next());
  fits(contract.closingsPageSchema, await admin.read(`closings?programmeId=${programmeId}`));
  fits(contract.closingSchema, await admin.read(`closings/${id}`));
  fits(contract.closingLinesPageSchema, await admin.read(`closings/${id}/lines?text=パン`));
  fits(contract.statementsPageSchema, await head.read("statements?limit=1"));
  fits(waitingTransfersSchema, await waiting());
  fits(payoutsPageSchema, await admin.read(`payouts?programmeId=${programmeId}`));
  fits(payoutSchema, await admin.read(`payouts/${payoutId}`));
  fits(payoutItemsPageSchema, await admin.read(`payouts/${payoutId}/items?limit=1`));
  // Months back and forth: the dates sealed above lie ahead of today.
  const [first, last] = [-200, 150].map((days) => addDays(businessDate(Date.now()), days));
  const address = `programmes/${programmeId}/statement?account=paid-out&from=${first}&to=${last}`;
  const statement = await vi.waitUntil(
    async () => {
      const read = await admin.read(address);
      return read.rows.length === 3 && read;
    },
    { timeout: 20_000 },
  );
  fits(statementSchema, statement);
  expect(statement.rows.map((row: { kind: string }) => row.kind)).toEqual([
    "pay-out",
    "pay-out-returned",
    "pay-out",
  ]);
  fits(bankAccountSchema, await head.read(`organisations/${merchant.organisationId}/bank-account`));
  fits(bankAccountSchema, await admin.read(`stores/${town.stores.a.storeId}/bank-account`));
  fits(banksSchema, await head.read("banks?text=てすと"));
  expect((await head.read("banks/9999/branches?text=アオ")).banks).toEqual([
    { code: "002", name: "青浜", kana: "ｱｵﾊﾏ" },
  ]);
});

test("keyset pages give every line and every statement once", async () => {
  const { admin } = town;
  for (const path of [`closings/${closings[0]?.closingId}/lines`, "statements"]) {
    const whole = (await admin.read(path)).rows;
    const paged: unknown[] = [];
    let after = "";
    do {
      const page = await admin.read(`${path}?limit=1${after && `&after=${after}`}`);
      paged.push(...page.rows);
      after = page.next ?? "";
    } while (after !== "");
    expect(paged).toEqual(whole);
  }
});

test("FND-5, EXP-1: what expired by a sealed date goes back to the funder once, and nothing before it is sealed", async () => {
  const { admin, programmeId } = town;
  const path = `programmes/${programmeId}`;
  const before = await admin.read(`${path}/expired-money`);
  fits(expiredMoneySchema, before);
  const { fund_expiry: expiresOn } = (await env.DB.prepare(
    "select max(expires_on) as fund_expiry from issue where programme_id = ?1",
  )
    .bind(programmeId)
    .first<{ fund_expiry: string }>()) ?? { fund_expiry: "" };
  expect(before.buckets).toEqual([]);
  const early = { expiresOn, asOf: expiresOn };
  expect((await admin.post(`${path}/expired-returns`, early)).body.code).toBe("dates-not-sealed");
  await sealThrough(expiresOn);
  // Six coupons of 3,000; 7,800 were spent on four of them, 2,000 came back.
  const left = 18_000 - 7_800 + 2_000;
  const now = await admin.read(`${path}/expired-money`);
  expect(now.buckets).toEqual([{ expiresOn, expiredYen: left, returnedYen: 0, dueYen: left }]);
  const cash = (await fund()).cashYen;
  const done = await admin.done(`${path}/expired-returns`, early);
  fits(expiredReturnReplySchema, done);
  expect(await admin.done(`${path}/expired-returns`, early)).toEqual({ ...done, replayed: true });
  expect(done.amountYen).toBe(left);
  expect((await fund()).cashYen).toBe(cash - left);
  await vi.waitUntil(async () => (await admin.read(`${path}/expired-money`)).buckets.length === 0, {
    timeout: 20_000,
  });
});

test("RPT-4: the reports of it all are the fund's accounts, the bank's own totals, and what the funder has back", async () => {
  const { admin, programmeId } = town;
  // Behind everything that was booked: the dates sealed above lie ahead of today.
  const { last } = (await env.DB.prepare("select max(book_date) as last from ledger_total").first<{
    last: string;
  }>()) ?? { last: "" };
  await sealThrough(last);
  const table = async (kind: ReportKind) => {
    const query = `programmeId=${programmeId}&kind=${kind}&from=2026-01-01&to=${last}&asOf=${last}&limit=100`;
    const rows: Record<string, string | number | null>[] = [];
    for (let after = ""; ; ) {
      const page = await admin.read(`reports/table?${query}${after}`);
      for (const cells of page.rows)
        rows.push(Object.fromEntries(REPORT_COLUMNS[kind].map((column, at) => [column, cells[at]])));
      if (page.next === null) return rows;
      after = `&after=${page.next}`;
    }
  };
  const sum = (rows: readonly Record<string, unknown>[], column: string) =>
    rows.reduce((total, row) => total + Number(row[column]), 0);

  const daily = await table("daily");
  expect(daily.every((day) => day.differenceYen === 0)).toBe(true);
  const left = 18_000 - 7_800 + 2_000;
  expect([sum(daily, "usedYen"), sum(daily, "reversedYen"), sum(daily, "expiredYen")]).toEqual([
    7_800,
    2_000,
    left,
  ]);
  expect(daily.at(-1)).toMatchObject({ liveYen: 0, transitYen: 0 });
  const stores = await table("stores");
  const lineYen = (await Promise.all([lines(0), lines(1)])).flatMap((each) => [...each.values()]);
  expect([sum(stores, "paperYen"), sum(stores, "reversedYen")]).toEqual([
    sum(lineYen, "paidYen"),
    sum(lineYen, "reversedYen"),
  ]);

  const files = await Promise.all(
    payouts.map(async ({ payoutId }) => {
      const read = readZengin(await download(admin, `payouts/${payoutId}/file`));
      return read.ok ? [read.value.transfers.length, sum(read.value.transfers as never, "amountYen")] : [];
    }),
  );
  const told = await table("payouts");
  expect(told.map(({ transfers, fileYen }) => [transfers, fileYen])).toEqual(files);
  expect(told.every((row) => row.differenceYen === 0)).toBe(true);
  const account = new Map((await table("fund")).map((row) => [row.account, row.closing]));
  const now = await fund();
  expect(sum(told, "netYen")).toBe(now.paidOutYen);
  expect(["cash", "issued", "paid-out", "returned", "fees"].map((each) => account.get(each))).toEqual([
    now.cashYen,
    now.issuedYen,
    now.paidOutYen,
    now.returnedYen,
    now.feesYen,
  ]);
  const [bucket] = await table("expiries");
  expect(bucket).toMatchObject({ expiredYen: left, paperYen: left, returnedYen: left, dueYen: 0 });
});

test("AUD-2: the programme's books hold after payouts and a returned transfer", async () => {
  const figures = await programmeFigures(env.DB, town.programmeId, "2020-01-01");
  expect(figures.differenceYen).toBe(0);
  expect(figures.paidYen - figures.reversedYen).toBe(7_800 - 2_000);
});

test("STL-14: transfers and statements say the same to the yen, and a filter shows one store's", async () => {
  interface Statement {
    readonly closingId: string;
    readonly transferYen: number | null;
    readonly line: Record<string, number | string>;
  }
  const { rows: statements } = (await town.admin.read("statements?limit=100")) as { rows: Statement[] };
  const { rows: transfers } = contract.storeTransfersPageSchema.parse(
    await town.admin.read("statements/transfers?limit=100"),
  );
  expect(transfers.length).toBeGreaterThan(1);
  for (const transfer of transfers) {
    const lines = statements.filter(
      ({ closingId, line, transferYen }) =>
        transferYen !== null &&
        closingId === transfer.closingId &&
        `${line.payeeKind}/${line.payeeId}` === `${transfer.payeeKind}/${transfer.payeeId}`,
    );
    expect(lines.length).toBe(transfer.stores);
    expect(lines.reduce((sum, { line }) => sum + Number(line.payableYen), 0)).toBe(transfer.storesYen);
    expect([...new Set(lines.map(({ transferYen }) => transferYen))]).toEqual([transfer.yen]);
    expect([...new Set(lines.map(({ line }) => line.state))]).toEqual([transfer.state]);
    expect(transfer.storesYen).toBe(transfer.yen);
  }
  const turned: unknown[] = [];
  let after = "";
  do {
    const page = await town.admin.read(`statements/transfers?limit=1${after && `&after=${after}`}`);
    turned.push(...page.rows);
    after = page.next ?? "";
  } while (after !== "");
  expect(turned).toEqual(transfers);

  const own = await town.head.read("statements/transfers");
  expect(own.rows).toEqual(transfers.filter(({ payeeId }) => payeeId === town.merchant.organisationId));

  const one = (await town.head.read(`statements?storeId=${town.stores.b.storeId}`)).rows as Statement[];
  expect(one.length).toBeGreaterThan(0);
  expect(new Set(one.map(({ line }) => line.storeId))).toEqual(new Set([town.stores.b.storeId]));
  expect((await town.head.get(`statements?storeId=${town.stores.c.storeId}`)).status).toBe(404);
});

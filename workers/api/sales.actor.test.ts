import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { type SalesPage, type SalesRow, salesPageSchema } from "../../schema/api/sales.ts";
import { addDays, type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { download, makeTown, RULE, sealThrough, type Town } from "../closing/closing.actor.testing.ts";
import { versionDimensions } from "../sealing/dimensions.ts";
import { type Browser, PASSWORD, signIn } from "./world.actor.testing.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let town: Town;
let today: BusinessDate;
let secondTill: string;
let branch: Browser;
let branchStore: { storeId: string; tillId: string };

const sales = async (who: Browser, more: Record<string, string> = {}): Promise<SalesPage> =>
  salesPageSchema.parse(await who.read(`sales?${new URLSearchParams({ from: today, to: today, ...more })}`));
const net = (rows: readonly SalesRow[]) => rows.map(({ store, till, netYen }) => [store?.name, till, netYen]);

beforeAll(async () => {
  town = await makeTown();
  const { admin, clerk, bakeryClerk, stores, codes, id, merchant } = town;
  today = businessDate(Date.now());
  const { tills } = await admin.done(`stores/${stores.a.storeId}/tills`, {});
  secondTill = tills[1].tillId;
  const office = await admin.done("organisations", {
    name: "浜の支店",
    kana: "ハマノシテン",
    kinds: ["merchant"],
    parentId: merchant.organisationId,
  });
  const made = await admin.done("stores", {
    organisationId: office.organisationId,
    name: "浜の売店",
    kana: "ハマノバイテン",
    address: "港町3",
    municipality: "990019",
    industry: "M7671",
    accepts: "mpm+cpm",
  });
  const till = await admin.done(`stores/${made.storeId}/tills`, {});
  branchStore = { storeId: made.storeId, tillId: till.tills[0].tillId };
  for (const [key, role] of [
    ["branch", "merchant-store"],
    ["branch-clerk", "clerk"],
  ])
    await admin.done("staff", {
      name: key,
      loginId: `${id}-${key}`,
      password: PASSWORD,
      memberships: [{ organisationId: office.organisationId, role }],
    });
  branch = await signIn(`${id}-branch`);
  const payment = await town.pay(clerk, stores.a, codes[0] as string, 2_000);
  await town.pay(clerk, { ...stores.a, tillId: secondTill }, codes[0] as string, 700);
  await town.pay(clerk, stores.b, codes[1] as string, 1_500);
  await town.pay(await signIn(`${id}-branch-clerk`), branchStore, codes[3] as string, 400);
  await town.pay(bakeryClerk, stores.c, codes[2] as string, 800);
  await town.refund(payment, 300);
});

describe("who is told of what (SAL-2, WHO-2)", () => {
  test("a head office of all its stores and its branches', a branch of its own, another merchant of theirs", async () => {
    const of = async (who: Browser) => net((await sales(who, { by: "till" })).rows);
    const own = [
      ["うどん", 1, 1_500],
      ["浜の売店", 1, 400],
    ];
    const all = await of(town.head);
    expect(all).toEqual(expect.arrayContaining(own));
    expect(all.length).toBe(4);
    expect(all.map(([, , yen]) => yen).sort()).toEqual([1_500, 1_700, 400, 700].sort());
    expect(await of(branch)).toEqual([["浜の売店", 1, 400]]);
    expect(await of(town.bakers)).toEqual([["パン", 1, 800]]);
  });

  test("another's store, a till of another store and a clerk are refused as if there were nothing", async () => {
    const asked = (who: Browser, more: Record<string, string>) =>
      who.get(`sales?${new URLSearchParams({ from: today, to: today, ...more })}`);
    expect((await asked(branch, { storeId: town.stores.a.storeId })).status).toBe(404);
    expect((await asked(town.head, { storeId: town.stores.c.storeId })).status).toBe(404);
    const { storeId } = town.stores.a;
    expect((await asked(town.head, { storeId, tillId: town.stores.b.tillId })).status).toBe(404);
    expect((await asked(town.head, { tillId: secondTill })).status).toBe(404);
    expect((await asked(town.clerk, {})).status).toBe(403);
    expect(
      (await town.head.get(`sales/file?from=${today}&to=${today}&storeId=${town.stores.c.storeId}`)).status,
    ).toBe(404);
  });
});

describe("the figures (SAL-1)", () => {
  test("however they are added up, they come to the same", async () => {
    const total = {
      paperCount: 4,
      paperYen: 4_600,
      appCount: 0,
      appYen: 0,
      reversedCount: 1,
      reversedYen: 300,
      netYen: 4_300,
    };
    for (const by of ["day", "month", "store", "till", "programme", "each"]) {
      const page = await sales(town.head, { by });
      expect(page.total).toEqual(total);
      expect(page.rows.reduce((sum, row) => sum + row.netYen, 0)).toBe(total.netYen);
      expect(page.rows.reduce((sum, row) => sum + row.paperCount, 0)).toBe(total.paperCount);
    }
    expect((await sales(town.head, { by: "day" })).rows).toEqual([
      { when: today, programme: null, store: null, till: null, ...total },
    ]);
    expect((await sales(town.head, { by: "month" })).rows[0]?.when).toBe(today.slice(0, 7));
    const { storeId } = town.stores.a;
    expect((await sales(town.head, { by: "programme", storeId, tillId: secondTill })).total.netYen).toBe(700);
  });

  test("SAL-3: pages go on by key and say each row once", async () => {
    const whole = (await sales(town.head, { by: "each" })).rows;
    const turned: SalesRow[] = [];
    let after: string | null = null;
    do {
      const page: SalesPage = await sales(town.head, { by: "each", limit: "1", ...(after ? { after } : {}) });
      expect(page.rows.length).toBe(1);
      turned.push(...page.rows);
      after = page.next;
    } while (after !== null);
    expect(turned).toEqual(whole);
    expect(whole.length).toBe(4);
  });

  test("the period before is as long and ends the day before", async () => {
    const from = addDays(today, 1);
    const page = await sales(town.head, { from, to: addDays(today, 2) });
    expect(page.total.netYen).toBe(0);
    expect(page.before).toMatchObject({ from: addDays(today, -1), to: today, total: { netYen: 4_300 } });
  });

  test("a period that is too long, or ends before it begins, is refused", async () => {
    for (const period of [
      { from: today, to: addDays(today, -1) },
      { from: addDays(today, -400), to: today },
    ])
      expect((await town.head.get(`sales?${new URLSearchParams(period)}`)).status).toBe(422);
  });
});

test("SAL-3, SEC-4: the file holds the rows of the screen, in UTF-8 with its mark and in Shift_JIS", async () => {
  await env.DB.prepare("update store set name = '=店' where id = ?1").bind(town.stores.b.storeId).run();
  const path = `sales/file?from=${today}&to=${today}&by=till`;
  const utf8 = await download(town.head, path);
  expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  const text = new TextDecoder().decode(utf8);
  const [heads, ...lines] = text.trimEnd().split("\r\n");
  expect(heads).toBe(
    "店舗,店舗ID,レジ,紙の利用件数,紙の額,アプリの利用件数,アプリの額,取消・返金の件数,取消・返金の額,差引額",
  );
  expect(lines.length).toBe(4);
  expect(lines).toContain(`'=店,${town.stores.b.storeId},1,1,1500,0,0,0,0,1500`);
  const sjis = new TextDecoder("shift_jis").decode(await download(town.head, `${path}&format=csv-shift-jis`));
  expect(sjis).toBe(text);
  const kept = await env.DB.prepare("select after from audit_log where action = 'sales.download'").first<{
    after: string;
  }>();
  expect(kept?.after).toContain(today);
});

test("SAL-4: what a store sees is to the yen what its statement pays and the secretariat reports", async () => {
  const { admin, programmeId, merchant } = town;
  await env.DB.batch(versionDimensions(env.DB, today));
  await admin.done(`programmes/${programmeId}/payout-rule`, RULE);
  const { period } = await admin.read(`programmes/${programmeId}/next-closing`);
  await sealThrough(period.to);
  await town.close();
  const { rows: statements } = await town.head.read("statements");
  expect(statements.length).toBe(3);
  for (const { line, from, to } of statements) {
    const { total } = await sales(town.head, { from, to, storeId: line.storeId });
    expect([total.paperCount + total.appCount, total.paperYen + total.appYen, total.reversedYen]).toEqual([
      line.payments,
      line.paidYen,
      Math.abs(line.reversedYen),
    ]);
  }
  const query = new URLSearchParams({
    programmeId,
    kind: "merchants",
    from: period.from,
    to: period.to,
    asOf: period.to,
  });
  const report = await admin.read(`reports/table?${query}`);
  const row = report.rows.find((cells: unknown[]) => cells.includes(merchant.organisationId));
  const { total } = await sales(town.head, { from: period.from, to: period.to });
  expect(row.slice(4, 11)).toEqual(Object.values(total));
});

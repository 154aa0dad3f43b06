import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { dashboardSchema } from "../../schema/api/dashboard.ts";
import { figuresSchema } from "../../schema/api/programmes.ts";
import {
  type ReportBody,
  type ReportTable,
  reportSchema,
  reportTableSchema,
} from "../../schema/api/reports.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { LOG_REPORTS, REPORT_COLUMNS, REPORT_KINDS, type ReportKind } from "../../schema/report-columns.ts";
import { type Browser, op, PASSWORD, signIn } from "../api/world.actor.testing.ts";
import { download, makeTown, sealThrough, type Town } from "../closing/closing.actor.testing.ts";
import { eraseDue } from "../retention/erase.ts";
import { versionDimensions } from "../sealing/dimensions.ts";
import { signFileLink } from "./file-link.ts";

// Worlds are made through the API, passwords stretched; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

let town: Town;
let today: BusinessDate;
let viewer: Browser;
let clerkOfOffice: Browser;
const MONEY = REPORT_KINDS.filter((kind) => !LOG_REPORTS.has(kind));

const ofKind = (kind: ReportKind) => (kind === "fund-statement" ? { account: "available" } : {});
const asked = (kind: ReportKind, more: object = {}) => ({
  programmeId: town.programmeId,
  kind,
  ...ofKind(kind),
  from: today,
  to: today,
  asOf: today,
  ...more,
});
/** Asks for a file and waits until it is made. */
async function make(kind: ReportKind, more: object = {}): Promise<ReportBody> {
  const { reportId } = await town.admin.done("reports", asked(kind, more));
  const report = await vi.waitUntil(
    async () => {
      const now = reportSchema.parse(await town.admin.read(`reports/${reportId}`));
      return (now.state === "done" || now.state === "failed") && now;
    },
    { timeout: 30_000 },
  );
  expect(report).toMatchObject({ state: "done", failure: null });
  return report;
}
const fileOf = async (report: ReportBody, who = town.admin) =>
  new TextDecoder().decode(await download(who, `reports/${report.reportId}/file`));

/** Every row of a report as the screen reads it, page by page. */
async function table(
  kind: ReportKind,
  limit = 100,
): Promise<readonly Record<string, string | number | null>[]> {
  const query = new URLSearchParams({ ...asked(kind), limit: String(limit) });
  const rows: ReportTable["rows"] = [];
  let after = "";
  do {
    const page = reportTableSchema.parse(
      await town.admin.read(`reports/table?${query}${after && `&after=${after}`}`),
    );
    rows.push(...page.rows);
    after = page.next ?? "";
  } while (after !== "");
  return rows.map((cells) =>
    Object.fromEntries(REPORT_COLUMNS[kind].map((column, at) => [column, cells[at] ?? null])),
  );
}
const sum = (rows: readonly Record<string, unknown>[], column: string) =>
  rows.reduce((all, row) => all + Number(row[column] ?? 0), 0);

beforeAll(async () => {
  town = await makeTown();
  const { admin, clerk, bakeryClerk, stores, codes, id } = town;
  const office = (await admin.read("staff/me")).memberships[0].organisationId as string;
  for (const [key, role] of [
    ["viewer", "secretariat-viewer"],
    ["office", "secretariat-clerk"],
  ]) {
    await admin.done("staff", {
      name: key,
      loginId: `${id}-${key}`,
      password: PASSWORD,
      memberships: [{ organisationId: office, role }],
    });
  }
  viewer = await signIn(`${id}-viewer`);
  clerkOfOffice = await signIn(`${id}-office`);
  const payment = await town.pay(clerk, stores.a, codes[0] as string, 2_000);
  await town.pay(clerk, stores.b, codes[1] as string, 1_500);
  await town.pay(bakeryClerk, stores.c, codes[2] as string, 800);
  await town.refund(payment, 300);
  const [, , lost, cancelled] = (await town.issue(4, 1_000)).sheets;
  await admin.done(`coupons/${cancelled?.couponId}/cancel`, {
    operationId: await idOf(cancelled?.code as string),
    reason: "まちがい",
  });
  await admin.done(`coupons/${lost?.couponId}/replace`, {
    operationId: await idOf(lost?.code as string),
    reason: "なくした",
  });
  await vi.waitUntil(
    () =>
      env.DB.prepare(
        `select 1 where exists (select 1 from journal where kind = 'cancel-return')
           and 3 = (select count(*) from journal where kind = 'issue-ready' and line = 0)`,
      ).first(),
    { timeout: 20_000 },
  );
  today = businessDate(Date.now());
  await env.DB.batch(versionDimensions(env.DB, today));
  await sealThrough(today);
});

/** An operation id for the coupon of a code. */
async function idOf(code: string) {
  const { coupon } = await town.scan(code);
  return op(coupon.idTail);
}

describe("the figures (RPT-4)", () => {
  test("a day fits: issued less cancelled is used, expired, live and on its way, as dashboard and fund say", async () => {
    const [day] = await table("daily");
    expect(day).toMatchObject({
      bookDate: today,
      issuedCount: 11,
      issuedYen: 23_000,
      cancelledCount: 2,
      cancelledYen: 2_000,
      usedCount: 3,
      usedYen: 4_300,
      reversedYen: 300,
      expiredYen: 0,
      liveYen: 22_000 - 1_000 - 4_000,
      transitYen: 0,
      differenceYen: 0,
    });
    const figures = await town.admin.read(`programmes/${town.programmeId}/figures`);
    expect(day).toMatchObject({ issuedYen: figures.issuedYen, liveYen: figures.liveYen });
    const fund = await town.admin.read(`programmes/${town.programmeId}/fund`);
    expect([day?.issuedYen, day?.cancelledYen]).toEqual([fund.issuedYen, fund.cancelledYen]);
  });

  test("shops, head offices, municipalities, industries and media say the same to the yen", async () => {
    const of = async (kind: ReportKind) => {
      const rows = await table(kind);
      return [sum(rows, "netYen"), sum(rows, "reversedYen")];
    };
    for (const kind of ["stores", "merchants", "municipalities", "industries", "media"] as const)
      expect([kind, ...(await of(kind))]).toEqual([kind, 4_000, 300]);
    expect(await table("merchants")).toHaveLength(2);
    const [store] = (await table("stores")).filter(({ storeId }) => storeId === town.stores.b.storeId);
    expect(store).toMatchObject({
      store: "うどん",
      merchant: "店",
      town: "港町",
      paperYen: 1_500,
      appYen: 0,
    });
    const listed = (await table("transactions", 2)).filter(({ kind }) =>
      ["pay", "void", "refund"].includes(String(kind)),
    );
    expect(sum(listed, "amount")).toBe(4_000);
  });

  test("DSH-1: the dashboard of the same days says the same to the yen, whichever way it is told", async () => {
    const path = `programmes/${town.programmeId}/dashboard`;
    const board = dashboardSchema.parse(await town.admin.read(`${path}?from=${today}&to=${today}`));
    const [day] = await table("daily");
    expect(board.total).toMatchObject({
      issuedYen: day?.issuedYen,
      cancelledYen: day?.cancelledYen,
      grantedYen: day?.grantedYen,
      payments: day?.usedCount,
      paidYen: day?.usedYen,
      reversedYen: day?.reversedYen,
      netYen: 4_000,
    });
    expect(board.days).toEqual([expect.objectContaining({ date: today, paidYen: 4_300 })]);
    const yen = (rows: readonly { readonly netYen: number }[]) => sum(rows, "netYen");
    for (const rows of [board.towns, board.industries, board.stores]) expect(yen(rows)).toBe(4_000);
    expect([board.otherStores, board.otherIssuers]).toEqual([
      { count: 0, netYen: 0 },
      { count: 0, netYen: 0 },
    ]);
    const towns = new Map((await table("municipalities")).map((row) => [row.municipality, row.netYen]));
    for (const { code, netYen } of board.towns) expect([code, netYen]).toEqual([code, towns.get(code) ?? 0]);
    expect(yen(board.issuers)).toBe(sum(await table("issuers"), "netYen"));
    expect(await viewer.read(path)).toMatchObject({ from: today, total: board.total });
  });

  test("DSH-1, DSH-3: hours add up to the day, and the last payments name store, amount and way, nobody's balance", async () => {
    const figures = figuresSchema.parse(await town.admin.read(`programmes/${town.programmeId}/figures`));
    expect([sum(figures.hours, "paidYen"), sum(figures.hours, "payments")]).toEqual([4_300, 3]);
    expect([figures.payments, figures.today.payments]).toEqual([3, 3]);
    expect(
      figures.latest.map(({ kind, storeName, amountYen, way }) => [kind, storeName, amountYen, way]),
    ).toEqual([
      ["reversal", "喫茶", 300, "paper"],
      ["payment", "パン", 800, "paper"],
      ["payment", "うどん", 1_500, "paper"],
      ["payment", "喫茶", 2_000, "paper"],
    ]);
    expect(Object.keys(figures.latest[0] ?? {}).sort()).toEqual(
      ["amountYen", "atMs", "kind", "storeId", "storeName", "way"].sort(),
    );
  });

  test("PRJ-2: an issuer's branch has what the fund journaled of it, beside the guests it can take in", async () => {
    await expect(table("issuers")).resolves.toEqual([
      {
        programme: "旅クーポン",
        issuer: "宿",
        branch: "宿本館",
        branchId: town.branch.organisationId,
        issues: 2,
        issuedCount: 10,
        issuedYen: 22_000,
        replacedCount: 1,
        replacedYen: 1_000,
        withdrawnCount: 0,
        withdrawnYen: 0,
        cancelledCount: 2,
        cancelledYen: 2_000,
        netYen: 21_000,
        unit: "円",
        guestsPerDay: null,
        capacityPercent: null,
      },
    ]);
  });

  test("the fund's lines are its accounts, and what is left is what can be issued", async () => {
    const rows = await table("fund");
    const closing = (account: string) => rows.find((row) => row.account === account)?.closing;
    const fund = await town.admin.read(`programmes/${town.programmeId}/fund`);
    expect(closing("budget")).toBe(50_000_000);
    expect(closing("committed")).toBe(21_000);
    expect(closing("spent")).toBe(4_000);
    expect(closing("left")).toBe(50_000_000 - 21_000);
    expect([closing("cash"), closing("available"), closing("issued"), closing("cancelled")]).toEqual([
      fund.cashYen,
      fund.availableYen,
      fund.issuedYen,
      fund.cancelledYen,
    ]);
  });

  test("RPT-6: of fewer than ten wallets nothing is told", async () => {
    await expect(table("users")).resolves.toEqual([]);
  });
});

describe("the files (RPT-3)", () => {
  test("RPT-1: a file holds what the screen shows, and its sums are those of its columns", async () => {
    const report = await make("stores");
    const [headings, ...lines] = (await fileOf(report)).trimEnd().split("\r\n");
    expect(headings).toContain("店舗,店舗ID,支店,加盟店本社,市区町村コード");
    expect(lines).toHaveLength((await table("stores")).length);
    expect(report.sums).toMatchObject({ paperCount: 3, paperYen: 4_300, reversedYen: 300, netYen: 4_000 });
  });

  test("characters that Shift_JIS lacks are told cell by cell, and stand in the file by number", async () => {
    await env.DB.prepare("update store set name = '麺屋🍜한' where id = ?1")
      .bind(town.stores.b.storeId)
      .run();
    const report = await make("stores", { format: "csv-shift-jis", asOf: undefined });
    const line = (await table("stores")).findIndex(({ storeId }) => storeId === town.stores.b.storeId) + 2;
    expect(report.told).toEqual({
      count: 1,
      cells: [{ line, column: "store", what: "characters", characters: "🍜한" }],
    });
    const text = new TextDecoder("shift_jis", { fatal: true, ignoreBOM: true }).decode(
      await download(town.admin, `reports/${report.reportId}/file`),
    );
    expect(text).toContain("麺屋&#127836;&#54620;");
    expect((await make("stores", { asOf: undefined })).told.count).toBe(0);
  });

  test("a workbook is refused towards CSV before it is begun where a sheet has no place for its rows", async () => {
    const totals = (rows: number) =>
      env.DB.prepare(
        `insert into ledger_total values (?1, '2020-01-01', '', 'coupon', 'pay', '', ?2, ?3, 0)
         on conflict do update set rows = ?3`,
      )
        .bind(town.programmeId, town.region.regionId, rows)
        .run();
    await totals(1_048_576);
    const many = asked("transactions", { from: "2020-01-01", to: "2020-01-01", format: "xlsx" });
    const refused = await town.admin.post("reports", many);
    expect([refused.status, refused.body.code]).toEqual([422, "report-too-long-for-xlsx"]);
    await totals(1_048_575);
    expect((await town.admin.post("reports", many)).status).toBe(200);
    await env.DB.prepare("delete from ledger_total where book_date = '2020-01-01'").run();
  });
});

describe("made again (B13, ASOF-1, RPT-2)", () => {
  test("every report as of a sealed date is the same file after later voids, moves of stores and merges of merchants", async () => {
    const hashes = async () => {
      const made = [];
      for (const kind of MONEY)
        for (const format of kind === "stores" ? (["csv", "xlsx"] as const) : (["csv"] as const))
          made.push([kind, format, (await make(kind, { format })).file?.sha256]);
      return made;
    };
    const before = await hashes();
    const { admin, stores, codes, clerk } = town;
    const later = await town.pay(clerk, stores.a, codes[3] as string, 700);
    await town.refund(later, 700);
    await env.DB.batch([
      env.DB.prepare(
        "update store set name = '引っ越した店', municipality = '990027', industry = 'I58', organisation_id = ?2 where id = ?1",
      ).bind(stores.a.storeId, town.bakery.organisationId),
      env.DB.prepare("update organisation set name = '合併した会社' where id = ?1").bind(
        town.bakery.organisationId,
      ),
      env.DB.prepare("update organisation set guests_per_day = 5 where id = ?1").bind(
        town.branch.organisationId,
      ),
    ]);
    expect(await hashes()).toEqual(before);
    // Without a seal the same period says what is true now.
    const now = await make("merchants", { asOf: undefined });
    expect(await fileOf(now)).toContain("合併した会社");
    expect(await admin.read(`programmes/${town.programmeId}/figures`)).toMatchObject({ payments: 4 });
  });
});

describe("who reads it (RPT-5)", () => {
  test("the prefecture reads and downloads and makes nothing; the log is not for everybody", async () => {
    const report = await make("daily");
    expect(await fileOf(report, viewer)).toContain(today);
    expect((await viewer.post("reports", asked("daily"))).status).toBe(403);
    const log = await make("staff-log");
    expect(await fileOf(log, viewer)).toContain("クーポンを取り消した");
    expect((await clerkOfOffice.get(`reports/${log.reportId}`)).status).toBe(404);
    expect((await clerkOfOffice.get(`reports/${log.reportId}/file`)).status).toBe(404);
    expect((await clerkOfOffice.post("reports", asked("cases"))).body.code).toBe("forbidden");
    const query = new URLSearchParams(asked("staff-log"));
    expect((await clerkOfOffice.get(`reports/table?${query}`)).status).toBe(403);
    const kinds = (await clerkOfOffice.read("reports?limit=100")).rows.map((row: ReportBody) => row.kind);
    expect(kinds).toContain("daily");
    expect(kinds).not.toContain("staff-log");
  });

  test("a link is good for its time, for its report, and as it was signed", async () => {
    const report = await make("daily");
    const nobody = (token: string) =>
      town.operator.get(`report-files/${token}`).then(({ status, body }) => [status, body.code]);
    const token = await signFileLink(env, report.reportId, Date.now() + 60_000);
    expect((await town.operator.get(`report-files/${token}`)).body).toContain(today);
    const over = await signFileLink(env, report.reportId, Date.now() - 1);
    expect(await nobody(over)).toEqual([410, "download-link-over"]);
    const last = token.at(-1) === "0" ? "1" : "0";
    expect(await nobody(`${token.slice(0, -1)}${last}`)).toEqual([404, "not-found"]);
    const [, until = "", signature = ""] = token.split(".");
    expect(await nobody(`0123456789ab.${until}.${signature}`)).toEqual([404, "not-found"]);
    expect(await nobody("something")).toEqual([404, "not-found"]);
    const log = await env.DB.prepare(
      "select count(*) as count from audit_log where action = 'report.download' and subject_id = ?1",
    )
      .bind(report.reportId)
      .first<{ count: number }>();
    // A link is logged when somebody gets it; nobody had this one from a screen.
    expect(log?.count).toBe(0);
  });

  test("RET-4: a file goes after the region's days, its hash stays, and made again it has the same", async () => {
    const report = await make("daily");
    const { keptUntilMs = 0, sha256 } = report.file ?? {};
    await eraseDue(env, keptUntilMs - 1);
    expect((await town.admin.read(`reports/${report.reportId}`)).file.gone).toBe(false);
    expect(await eraseDue(env, keptUntilMs)).toMatchObject({ reports: expect.any(Number) });
    expect((await town.admin.read(`reports/${report.reportId}`)).file).toMatchObject({ gone: true, sha256 });
    const gone = await town.admin.get(`reports/${report.reportId}/file`);
    expect([gone.status, gone.body.code]).toEqual([410, "report-file-gone"]);
    const { objects } = await env.FILES.list({ prefix: "reports/" });
    expect(objects.filter(({ key }) => key.includes(report.reportId))).toEqual([]);
    expect((await make("daily")).file?.sha256).toBe(sha256);
  });
});

/**
 * The secretariat's reports with pages and downloads (S5, S18, B13): a day of payments is sealed; the office looks at it,
 * makes it into every kind of file, and asks for an audit package. Then payments are taken back, the store is renamed and
 * moves, and everything as of the sealed date is made again: the same hashes. The package is checked as an auditor would.
 */
import { strict as assert } from "node:assert";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { unzipped } from "../../workers/reports/unzip.testing.ts";
import { DESK, type Device, type TestContext, until } from "./harness.ts";
import { readTable } from "./month/csv.ts";
import {
  freshOperation,
  paidBooks,
  paidCoupon,
  type SmallRegion,
  signedIn,
  signInOn,
} from "./small-region.ts";
import { d1File, withDatabase } from "./sqlite-files.ts";

export const name = "reports";
export const unseeded = true;
export const limitMs = 10 * 60_000;

const FACE = 3_000;
const DAY_MS = 86_400_000;
const SEAL_MS = 120_000;
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export async function run(ctx: TestContext): Promise<void> {
  const date = businessDate(Date.now());
  const region = await paidBooks(ctx.server, FACE);
  await ctx.restart({ clockOffsetMs: DAY_MS });
  await seal(ctx, date);
  const office = await ctx.device("office", { viewport: DESK });
  await signInOn(office.context, ctx.url, "secretariat");

  const { page } = office;
  await page.goto(`${ctx.url}/admin/reports`);
  await page.getByRole("link", { name: "お店ごと" }).click();
  await choose(page, date);
  const row = page.getByRole("row").filter({ hasText: "港の売店" });
  await row.getByText("1,250").first().waitFor();
  await page.getByRole("img", { name: "差引額の棒グラフ" }).waitFor();

  const csv = await makeFile(ctx, office, "csv", "stores.csv");
  const [line] = readTable(csv.toString("utf8"));
  assert.deepEqual(
    ["店舗", "市区町村", "紙の額", "アプリの額", "差引額"].map((heading) => line?.get(heading)),
    ["港の売店", "試験市", "1250", "0", "1250"],
  );
  const sjis = await makeFile(ctx, office, "csv-shift-jis", "stores-sjis.csv");
  assert.ok(new TextDecoder("shift_jis", { fatal: true }).decode(sjis).includes("港の売店"));
  const workbook = await makeFile(ctx, office, "xlsx", "stores.xlsx");
  const sheet = new TextDecoder().decode(unzipped(workbook).get("xl/worksheets/sheet1.xml"));
  assert.ok(sheet.includes(">港の売店<") && sheet.includes("<v>1250</v>"));

  const whole = await makePackage(ctx, office, "package.zip");
  checkPackage(whole, date);
  const before = [csv, sjis, workbook, whole].map(sha256);
  ctx.log(`made ${before.length} files as of ${date}`);

  await somethingHappens(ctx, region);
  await page.goto(`${ctx.url}/admin/reports/stores?from=${date}&to=${date}`);
  await page.getByText("引っ越した売店").first().waitFor();
  await choose(page, date);
  await page.getByRole("row").filter({ hasText: "港の売店" }).first().waitFor();
  const after = [
    await makeFile(ctx, office, "csv", "stores-again.csv"),
    await makeFile(ctx, office, "csv-shift-jis", "stores-sjis-again.csv"),
    await makeFile(ctx, office, "xlsx", "stores-again.xlsx"),
    await makePackage(ctx, office, "package-again.zip"),
  ].map(sha256);
  assert.deepEqual(after, before);
  ctx.log("made again after voids, a move and a new name: the same hashes");
}

/** The day after: the books of the day before are sealed and archived. */
async function seal(ctx: TestContext, date: BusinessDate): Promise<void> {
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  await operator.done("POST", "operator/seals", { through: date });
  await until(
    `${date} to be sealed and archived`,
    async () => {
      await ctx.server.sweep();
      return (await operator.done<{ archivedDays: number }>("GET", "operator/archive")).archivedDays === 1;
    },
    SEAL_MS,
  );
}

/** The sealed day, as of itself. */
async function choose(page: Page, date: BusinessDate): Promise<void> {
  await page.getByLabel("終わりの日").fill(date);
  await page.getByLabel("はじめの日").fill(date);
  await page.getByLabel("どの時点の記録で見ますか").selectOption(date);
}

/** Asks for a file of what the screen shows, and downloads it. */
async function makeFile(ctx: TestContext, device: Device, format: string, as: string): Promise<Buffer> {
  const { page } = device;
  await page.getByLabel("ファイルの種類").selectOption(format);
  return newestFile(ctx, page, as, () => page.getByRole("button", { name: "ファイルを作る" }).click());
}

async function makePackage(ctx: TestContext, device: Device, as: string): Promise<Buffer> {
  const { page } = device;
  await page.goto(`${ctx.url}/admin/reports`);
  const made = await newestFile(ctx, page, as, () =>
    page.getByRole("button", { name: "まとめを作る" }).click(),
  );
  await page.goBack();
  return made;
}

/** What the first row of the list leads to, once something new stands there and is ready. */
async function newestFile(
  ctx: TestContext,
  page: Page,
  as: string,
  ask: () => Promise<void>,
): Promise<Buffer> {
  const [reply] = await Promise.all([
    page.waitForResponse(
      (each) => each.request().method() === "POST" && /\/api\/reports(\/packages)?$/.test(each.url()),
    ),
    ask(),
  ]);
  const { reportId } = (await reply.json()) as { reportId: string };
  const link = page.locator(`a[href="/api/reports/${reportId}/file"]`);
  await link.waitFor({ timeout: 120_000 });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const file = join(ctx.workDir, as);
  await download.saveAs(file);
  return readFileSync(file);
}

/** As an auditor checks it: every hash, and what the manifest says of the day. */
function checkPackage(bytes: Buffer, date: BusinessDate): void {
  const files = unzipped(bytes);
  const text = (path: string) => new TextDecoder().decode(files.get(path));
  for (const line of text("SHA256SUMS").trimEnd().split("\n")) {
    const [hash, path = ""] = line.split("  ");
    assert.equal(sha256(files.get(path) as Uint8Array), hash, path);
  }
  const manifest = JSON.parse(text("manifest.json"));
  assert.equal(manifest.asOf, date);
  assert.match(manifest.sealedRowsHash, /^[0-9a-f]{64}$/);
  const [day] = readTable(text("reports/daily.csv")).filter((row) => row.get("営業日") === date);
  assert.deepEqual(
    ["発行額", "利用額", "未使用残高", "差額"].map((heading) => day?.get(heading)),
    ["3000", "1250", "1750", "0"],
  );
  assert.equal(text("archive/roots.txt").trim().split("\n").length, 1);
}

/** On the next day: more is paid and taken back, the store gets another name and moves. */
async function somethingHappens(ctx: TestContext, region: SmallRegion): Promise<void> {
  const house = await signedIn(ctx.server, "house");
  await paidCoupon({ ...region, house }, FACE, [700]);
  const payments = await house.done<{ rows: readonly { operationId: string; amountYen: number }[] }>(
    "GET",
    `counter/payments?storeId=${region.storeId}`,
  );
  const later = payments.rows.find(({ amountYen }) => amountYen === 700);
  assert.ok(later, "the later payment is in the till's list");
  const refund = {
    operationId: freshOperation(later.operationId.slice(-8) as never),
    amountYen: 700,
    reason: "返品",
  };
  await until("the payment to be known and given back", async () => {
    const reply = await house.send("POST", `payments/${later.operationId}/refund`, refund);
    return reply.status === 200;
  });
  await ctx.restart({
    clockOffsetMs: DAY_MS,
    meanwhile: async () =>
      withDatabase(d1File(ctx.stateDir), (db) =>
        db.exec("update store set name = '引っ越した売店', municipality = '990027', industry = 'M76'"),
      ),
  });
}

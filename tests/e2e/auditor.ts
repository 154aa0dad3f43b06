/**
 * The prefecture's and the auditor's day (S24, DSH-5): an account that only reads walks through everything it is offered, presses
 * whatever can be pressed, saves what proves the books, and checks it; nothing it does sends a change, and every route that
 * writes turns it away.
 */
import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { CAPABILITIES, type StaffMe } from "../../schema/api/staff.ts";
import { type BusinessDate, businessDate } from "../../schema/calendar.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { ACCESS } from "../../workers/api/access.ts";
import { auditBooks } from "./audit-books.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { firstSignedIn, paidBooks, signedIn, signInOn } from "./small-region.ts";

export const name = "auditor";
export const unseeded = true;
export const limitMs = 10 * 60_000;

const FACE = 3_000;
const DAY_MS = 86_400_000;
const SEAL_MS = 120_000;
const LOGIN = "auditor";
/** What signs in, keeps a session open or ends it belongs to an account and changes nothing of the region's. */
const OWN = /\/api\/staff\/(session|password|factors|passkeys|sessions)/;
/** A question that is too long, or too private, for an address. Whoever reads may ask it. */
const ASKED_BY_POST: ReadonlySet<string> = new Set(["POST /api/issues/find", "POST /api/programmes/scope"]);
const RIGHTS: ReadonlySet<unknown> = new Set(CAPABILITIES);
/** Buttons that end the walk or open the machine's own dialog. */
const NOT_PRESSED = /サインアウト|印刷/;

export async function run(ctx: TestContext): Promise<void> {
  const date = businessDate(Date.now());
  const region = await paidBooks(ctx.server, FACE);
  const office = await region.secretariat.done<StaffMe>("GET", "staff/me");
  const { firstPassword } = await region.secretariat.done<{ firstPassword: string }>("POST", "staff", {
    name: "監査 月子",
    loginId: LOGIN,
    password: "one that is long enough",
    memberships: [{ organisationId: office.memberships[0]?.organisationId, role: "secretariat-viewer" }],
  });
  await firstSignedIn(ctx.server, LOGIN, firstPassword);
  await ctx.restart({ clockOffsetMs: DAY_MS });
  await sealAndArchive(ctx, date);
  assert.equal((await auditBooks(ctx.stateDir)).holds, true);

  const device = await ctx.device("auditor", { viewport: DESK });
  await signInOn(device.context, ctx.url, LOGIN);
  const { page } = device;
  const sent: string[] = [];
  page.on("request", (request) => {
    if (request.method() !== "GET" && request.url().includes("/api/"))
      sent.push(`${request.method()} ${request.url()}`);
  });
  await page.goto(`${ctx.url}/admin/`);
  await page.getByRole("heading", { name: "市町村ごとの使用" }).waitFor();
  await page.getByText("合っています").waitFor();
  await proof(ctx, page, date);
  const pressed = await pressEverything(ctx, page);
  assert.deepEqual(
    sent.filter((each) => !OWN.test(each) && !ASKED_BY_POST.has(each.replace(ctx.url, ""))),
    [],
    "nothing that was pressed sent a change",
  );
  ctx.log(`${pressed} buttons pressed on every screen that is offered; nothing was changed`);
  await everyWritingRouteRefuses(ctx);
}

/** The day is sealed, archived, and its root taken by the witness. */
async function sealAndArchive(ctx: TestContext, date: BusinessDate): Promise<void> {
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  await operator.done("POST", "operator/seals", { through: date });
  await until(
    `${date} to be archived`,
    async () => {
      await ctx.server.sweep();
      const now = await operator.done<{ archivedDays: number; unsentDays: number }>(
        "GET",
        "operator/archive",
      );
      return now.archivedDays >= 1 && now.unsentDays === 0;
    },
    SEAL_MS,
  );
}

/** Archive and verification, as they are read and saved. */
async function proof(ctx: TestContext, page: Page, date: BusinessDate): Promise<void> {
  await page.getByRole("link", { name: "記録の保管" }).click();
  const save = async (press: () => Promise<void>, as: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), press()]);
    const file = join(ctx.workDir, as);
    await download.saveAs(file);
    return readFileSync(file, "utf8");
  };
  const keys = await save(() => page.getByRole("link", { name: "公開鍵を保存" }).click(), "keys.json");
  assert.deepEqual(JSON.parse(keys), await (await fetch(`${ctx.url}/api/archive/keys`)).json());
  const roots = await save(
    () => page.getByRole("button", { name: "署名つきルートを保存" }).click(),
    "roots.txt",
  );
  await page.getByRole("row").nth(1).getByRole("link").click();
  await page.getByText("署名されたハッシュと同じです").waitFor();
  const root = await save(
    () => page.getByRole("button", { name: "この日の署名つきルートを保存" }).click(),
    "root.jws",
  );
  assert.deepEqual(roots.trim().split("\n").at(-1), root);
  const payments = page.getByRole("row").filter({ hasText: "紙クーポン" }).filter({ hasText: "pay" });
  await payments.getByText("−1,250").waitFor();
  await page.goto(`${ctx.url}/admin/archive/verification`);
  await page.getByText("ちがいはありません").first().waitFor();
  await page.getByText("発行 3,000 ＋ 付与 0 ＝ 決済 1,250").waitFor();
  ctx.log(`keys, roots and the manifest of ${date} read and saved`);
}

/** Every place of the rail, every button on it. How many were pressed. */
async function pressEverything(ctx: TestContext, page: Page): Promise<number> {
  const places = await page
    .getByRole("navigation")
    .first()
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  let pressed = 0;
  for (const place of new Set(places.filter((each) => each !== "/admin/me"))) {
    const open = async () => {
      await page.goto(new URL(place, ctx.url).href);
      await page.locator("main h1").first().waitFor();
      await page.waitForLoadState("networkidle");
    };
    await open();
    const buttons = () => page.locator("main").getByRole("button");
    const names = await buttons().allInnerTexts();
    for (const [at, text] of names.entries()) {
      if (NOT_PRESSED.test(text)) continue;
      await open();
      const button = buttons().nth(at);
      if (!(await button.isVisible())) continue;
      // Also what says that it can't be pressed just now.
      await button.click({ force: true });
      pressed += 1;
    }
  }
  return pressed;
}

/** Each route that isn't read only and needs a right: refused, whoever it would be about. */
async function everyWritingRouteRefuses(ctx: TestContext): Promise<void> {
  const auditor = await signedIn(ctx.server, LOGIN);
  let refused = 0;
  for (const [route, { needs }] of Object.entries(ACCESS)) {
    const [method = "", path = ""] = route.split(" ");
    const asksForRight = [needs].flat().some((need) => RIGHTS.has(need));
    if (method === "GET" || !asksForRight || ASKED_BY_POST.has(route)) continue;
    const filled = path.replace("/api/", "").replaceAll(/:[a-zA-Z]+/g, "000000000000");
    const { status } = await auditor.send(method as "POST" | "PUT", filled, {});
    assert.ok(status === 403, `${route} answers ${status}`);
    refused += 1;
  }
  ctx.log(`${refused} routes that write turned the auditor away`);
}

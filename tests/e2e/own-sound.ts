import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Allotment, IssueReply, Sheets } from "../../schema/api/issues.ts";
import type { FundOrWaiting, Programme } from "../../schema/api/programmes.ts";
import type { StaffMe } from "../../schema/api/staff.ts";
import { run as runProgram } from "../../scripts/steps.ts";
import { freshOperation, signInResident, staffClient, storeQrPath } from "../demo-people.ts";
import { openTill, readerScan } from "./at-the-till.ts";
import { DESK, TABLET, type TestContext, until } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * S4, PRG-8: a secretariat gives its Pay a sound of its own; it rings on the phone that paid, at the till where the payment
 * arrives, and where a sheet has paid, once each, and nowhere else.
 */
export const name = "own-sound";

const STORE = "喫茶 みなと";
const SECONDS = 1.4;

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const programme = await withOwnSound(ctx);
  ctx.log("a file of another kind becomes the programme's sound");
  const [sheet = "", charged = ""] = await issue(ctx, programme);

  const till = await ctx.device("till", { viewport: TABLET });
  till.allow(/status of 401/);
  const atTill = await listenTo(till.page);
  await openTill(ctx, till.page, STORE);

  const phone = await ctx.device("phone");
  phone.allow(/status of 401/);
  const onPhone = await listenTo(phone.page);
  const resident = await signInResident(phone.context, ctx.url, "090-4444-5555");
  await resident.charge(charged);
  const clerk = await staffClient(ctx.url, ctx.demo, "clerk");
  const place = ctx.url + (await storeQrPath(clerk, STORE)).replace(/^\/s/, "/wallet/pay");
  await payByPhone(phone.page, place);
  await until("the phone to ring", async () => (await onPhone()).length > 0);
  await until("the till to ring", async () => (await atTill()).length > 0);
  ctx.log("a payment by phone rings on the phone and at the till");

  await readerScan(till.page, sheet);
  await till.page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
  await till.page.keyboard.type("300", { delay: 130 });
  await till.page.getByRole("button", { name: /を受け取る$/ }).click();
  await till.page.getByRole("heading", { name: /受け取りました/ }).waitFor();
  await until("the till to ring again", async () => (await atTill()).length > 1);
  ctx.log("a sheet that has paid rings at the till");

  await phone.page.reload();
  await phone.page.getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
  await phone.page.getByRole("button", { name: "確認が済んだので閉じる" }).click();
  await phone.page.getByText("証明にはなりません").first().waitFor();
  assert.deepEqual(await onPhone(), [], "neither the reload nor the history rings");
  const rung = await atTill();
  assert.equal(rung.length, 2);
  for (const seconds of rung) assert.ok(Math.abs(seconds - SECONDS) < 0.1, `${seconds} s of its own sound`);
}

/** Hears what a page plays from now on: how many seconds each sound is; 0 for each tone of a built-in chime. */
async function listenTo(page: Page): Promise<() => Promise<number[]>> {
  await page.addInitScript(() => {
    const rung: number[] = [];
    Object.assign(globalThis, { rung });
    const play = AudioBufferSourceNode.prototype.start;
    AudioBufferSourceNode.prototype.start = function (...when) {
      rung.push(this.buffer?.duration ?? 0);
      play.apply(this, when);
    };
    const tone = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      rung.push(0);
      tone.apply(this, when);
    };
  });
  return () => page.evaluate(() => (globalThis as unknown as { rung: number[] }).rung);
}

/** A copy of the demo's programme that gets a sound in the designer, opened and funded. */
async function withOwnSound(ctx: TestContext): Promise<Programme> {
  const demo = ctx.demo as NonNullable<TestContext["demo"]>;
  const admin = await staffClient(ctx.url, demo, "secretariat-admin");
  const { programmes } = await admin.done<StaffMe>("GET", "staff/me");
  const path = `programmes/${programmes[0]?.programmeId}/copy`;
  const { programmeId } = await admin.done<Programme>("POST", path, { name: "音のある旅クーポン" });

  const { page } = await ctx.device("office", { viewport: DESK });
  const heard = await listenTo(page);
  await signIn(ctx, page, "/admin/", demoAccount(ctx, "secretariat-admin"));
  await page.getByRole("button", { name: "サインイン" }).waitFor({ state: "detached" });
  await page.goto(`${ctx.url}/admin/programmes/${programmeId}/design`);
  await page.getByLabel("アプリでの名前").fill("ねいろPay");
  await page.getByRole("button", { name: "独自のデザイン" }).click();
  await page.locator('input[type="file"][accept*="audio"]').setInputFiles({
    name: "chime.ogg",
    mimeType: "audio/ogg",
    buffer: await oggOf(ctx),
  });
  await page.getByRole("button", { name: "独自の音を外す" }).waitFor();
  await page.getByRole("button", { name: "聞いてみる" }).click();
  await until("the designer to play it", async () => (await heard()).length > 0);
  await page.getByRole("button", { name: /^\d\. 確認/ }).click();
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("第2版").first().waitFor();

  for (const to of ["approved", "open"]) await admin.done("POST", `programmes/${programmeId}/state`, { to });
  return admin.done<Programme>("GET", `programmes/${programmeId}`);
}

/** Two handed-out coupons of the programme, by its first issuer. */
async function issue(ctx: TestContext, programme: Programme): Promise<string[]> {
  const demo = ctx.demo as NonNullable<TestContext["demo"]>;
  const [admin, desk] = [
    await staffClient(ctx.url, demo, "secretariat-admin"),
    await staffClient(ctx.url, demo, "issuer-desk"),
  ];
  const { allotments } = await desk.done<Allotment>("GET", "issuers/me/allotment");
  const [known] = allotments;
  const fund = () => freshOperation(programme.fundIdTail);
  const path = `programmes/${programme.programmeId}`;
  const deposit = { operationId: fund(), amountYen: 100_000 };
  const asked = await admin.done<FundOrWaiting>("POST", `${path}/deposits`, deposit);
  assert.equal(asked.outcome, "waiting", "a deposit needs a second person (APR-1)");
  const second = await staffClient(ctx.url, demo, "secretariat-second");
  if (asked.outcome === "waiting") await second.done("POST", `approvals/${asked.approvalId}/approve`);
  const issuerId = known?.issuerId;
  await admin.done("POST", `${path}/allotments`, { operationId: fund(), issuerId, amountYen: 100_000 });
  const { issue } = await desk.done<IssueReply>("POST", "issues", {
    operationId: fund(),
    programmeId: programme.programmeId,
    branchId: known?.branches[0]?.branchId,
    coupons: 2,
    faceYen: 3_000,
    nights: 1,
  });
  await desk.done("POST", `issues/${issue.issueId}/activate`, { operationId: fund() });
  const { sheets } = await desk.done<Sheets>("GET", `issues/${issue.issueId}/sheets?limit=2`);
  return sheets.map((sheet) => sheet.code);
}

async function payByPhone(page: Page, place: string): Promise<void> {
  await page.goto(place);
  await page.locator(".key").first().waitFor();
  await page.keyboard.type("400");
  await page.getByRole("button", { name: "確認へ進む" }).click();
  await page.getByRole("button", { name: /を支払う$/ }).click();
  await page.getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
}

/** A tone between two silences, as a recorder leaves them. */
async function oggOf(ctx: TestContext): Promise<Buffer> {
  const file = join(ctx.workDir, "chime.ogg");
  const { code, output } = await runProgram("ffmpeg", [
    ...["-y", "-v", "error", "-f", "lavfi", "-i", `sine=frequency=660:duration=${SECONDS}`],
    ...["-af", "adelay=700:all=1,apad=pad_dur=0.9", file],
  ]);
  assert.equal(code, 0, output);
  return readFileSync(file);
}

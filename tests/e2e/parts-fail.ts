import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import type { Status } from "../../schema/api/status.ts";
import { run as runProgram } from "../../scripts/steps.ts";
import { ja as status } from "../../wallet-pwa/status/ja.ts";
import {
  freshPhone,
  issueCodes,
  type ResidentCalls,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { auditBooks } from "./audit-books.ts";
import { type Device, type TestContext, until } from "./harness.ts";

/**
 * DEG-1 to DEG-4: D1 away, the queue stopped, messages stopped, and the operator's word. Each time somebody who is signed in pays as
 * far as that can be, the wallet says what works, and afterwards the books hold.
 */
export const name = "parts-fail";
export const limitMs = 12 * 60_000;
export const wrapper = fileURLToPath(new URL("../chaos/sick-parts.worker.ts", import.meta.url));

const STORE = "喫茶 みなと";
const STATUS = fileURLToPath(new URL("../../scripts/status.ts", import.meta.url));
/** A provider at an address where nobody listens. */
const NOBODY_DELIVERS = {
  PHONE_PROVIDERS: JSON.stringify([
    { kind: "https", name: "nobody", sms: { url: "http://127.0.0.1:1/", body: {} }, smsYen: 10 },
  ]),
  PHONE_PROVIDER_KEYS: JSON.stringify({ nobody: { key: "none" } }),
};
const MINUTE_MS = 60_000;

interface World {
  readonly ctx: TestContext;
  readonly phone: Device;
  readonly page: Page;
  readonly resident: ResidentCalls;
  readonly place: string;
  /** A sheet that nobody has used. */
  readonly sheet: string;
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);
  const [code = "", sheet = ""] = await issueCodes(desk, 2, 3_000);
  const phone = await ctx.device("phone");
  // The browser's own line about replies of parts that are down.
  phone.allow(/Failed to load resource|ERR_/);
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  await resident.charge(code);
  const world = {
    ...{ ctx, phone, resident, sheet, page: phone.page },
    place: ctx.url + till.replace(/^\/s/, "/wallet/pay"),
  };
  await databaseAway(world);
  await queueStopped(world);
  await messagesStopped(world);
  await operatorSays(world);
  await until(
    "the projection has everything",
    async () => {
      await ctx.server.sweep();
      const { holds, firstBreak } = await auditBooks(ctx.stateDir);
      if (!holds) ctx.log(`not yet: ${firstBreak?.place}`);
      return holds;
    },
    5 * MINUTE_MS,
  );
  ctx.log("afterwards the books hold");
}

/** DEG-3. */
async function databaseAway(world: World): Promise<void> {
  const { ctx, page, phone, resident, sheet } = world;
  await pays(world, 100, 2_900);
  await sick(ctx, "database");
  await pays(world, 200, 2_700);
  await page.goto(`${ctx.url}/wallet/history`);
  await page.getByText("−200").first().waitFor();
  await page.getByText(STORE).first().waitFor();
  await told(world, "records");
  await page.getByText("2,700").first().waitFor();
  ctx.log("D1 away: paid 200, balance and history are there, and the wallet says what works");

  const putOff = await resident.send("POST", "charges/inspect", { code: sheet });
  assert.equal((putOff.body as { code: string }).code, "try-again", "a charge is put off");
  const stranger = await phone.browser.newContext({ locale: "ja-JP" });
  const door = await stranger.newPage();
  await door.goto(`${ctx.url}/wallet/`);
  await door.getByText(status.records).waitFor({ timeout: 30_000 });
  await door.getByLabel("電話番号").fill(freshPhone());
  await door.getByRole("button", { name: "番号を送る" }).click();
  await door.getByRole("alert").first().waitFor();
  await stranger.close();
  ctx.log("D1 away: nobody signs in anew, and the door says so");

  await sick(ctx, "");
  await over(world, "records");
  await resident.done("POST", "charges/inspect", { code: sheet });
}

/** DEG-2, DEG-3. */
async function queueStopped(world: World): Promise<void> {
  const { ctx, page } = world;
  await ctx.restart({ vars: { SICK_PARTS: "queue" } });
  await pays(world, 300, 2_400);
  await page.goto(`${ctx.url}/wallet/history`);
  await page.getByText("−300").first().waitFor();
  await ctx.server.sweep();
  // Two minutes without an answer, on the moved clock (CLK-1).
  await ctx.restart({ vars: { SICK_PARTS: "queue" }, clockOffsetMs: 3 * MINUTE_MS });
  await told(world, "late");
  await pays(world, 50, 2_350);
  ctx.log("queue stopped: paid 300 and 50, balance and history are there, and the wallet says what is late");
  await sick(ctx, "");
  await ctx.server.sweep();
  await over(world, "late");
}

/** DEG-2, DEG-3. */
async function messagesStopped(world: World): Promise<void> {
  const { ctx, phone } = world;
  await ctx.restart({ vars: NOBODY_DELIVERS, clockOffsetMs: 3 * MINUTE_MS });
  const stranger = await phone.browser.newContext({ locale: "ja-JP" });
  for (let person = 0; person < 3; person++) {
    await stranger.request.post(`${ctx.url}/api/residents/verification`, {
      headers: { origin: ctx.url },
      data: { phone: freshPhone() },
    });
  }
  await until("the system has noticed", async () => (await kinds(ctx)).includes("messages"), 90_000);
  const door = await stranger.newPage();
  await door.goto(`${ctx.url}/wallet/`);
  await door.getByText(status.messages).waitFor({ timeout: 30_000 });
  await stranger.close();
  await told(world, "messages");
  await pays(world, 60, 2_290);
  ctx.log("messages stopped: the door says so, and who is signed in pays");
  await ctx.restart({ clockOffsetMs: 15 * MINUTE_MS });
  await over(world, "messages");
}

/** DEG-1, DEG-4. */
async function operatorSays(world: World): Promise<void> {
  const { ctx, page, place } = world;
  await command(ctx, "say", "payments");
  await told(world, "payments");
  await page.goto(place);
  await page.locator(".key").first().waitFor();
  await page.keyboard.type("70");
  const go = page.getByRole("button", { name: "確認へ進む" });
  await until("paying is off", async () => (await go.getAttribute("aria-disabled")) === "true");
  await page.getByText(status.payments).first().waitFor();
  await command(ctx, "over", "payments");
  await over(world, "payments");
  await pays(world, 70, 2_220);
  const { disturbances: elsewhere } = await command(ctx, "say", "slow", "--region", "000000000000");
  assert.deepEqual(
    elsewhere.map(({ kind }) => kind),
    ["slow"],
  );
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText("2,220").first().waitFor();
  assert.equal(await page.getByText(status.slow).count(), 0, "another region's is nobody's here");
  await command(ctx, "over", "slow", "--region", "000000000000");
  ctx.log("the operator's word: paying is off with the reason, and on again");
}

/** Pays at the till's QR on the phone's page; what is left. */
async function pays(
  { ctx, page, place, resident }: World,
  amountYen: number,
  leftYen: number,
): Promise<void> {
  await page.goto(place);
  await page.locator(".key").first().waitFor({ timeout: 30_000 });
  await page.keyboard.type(String(amountYen));
  await page.getByRole("button", { name: "確認へ進む" }).click();
  await page.getByRole("button", { name: /を支払う$/ }).click();
  await page.getByRole("heading", { name: "お支払いが終わりました" }).waitFor();
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(leftYen.toLocaleString("en-US")).first().waitFor();
  const { wallets } = await resident.done<{ wallets: { spendableYen: number }[] }>("GET", "wallets");
  assert.equal(wallets[0]?.spendableYen, leftYen, "the actor's own word");
}

/** The wallet's home says that a part is disturbed, and what works. */
async function told({ ctx, page }: World, kind: "payments" | "records" | "messages" | "late"): Promise<void> {
  await until(`the system says ${kind}`, async () => (await kinds(ctx)).includes(kind), 60_000);
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText(status[kind]).waitFor({ timeout: 30_000 });
  await page.getByText(status[`${kind}Works`]).waitFor();
}

async function over({ ctx, page }: World, kind: "payments" | "records" | "messages" | "late"): Promise<void> {
  await until(`${kind} is over`, async () => !(await kinds(ctx)).includes(kind), 60_000);
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText("いちばん早い期限").waitFor();
  assert.equal(await page.getByText(status[kind]).count(), 0);
}

async function kinds(ctx: TestContext): Promise<readonly string[]> {
  const { disturbances } = (await (await fetch(`${ctx.url}/api/status`)).json()) as {
    disturbances: { kind: string }[];
  };
  return disturbances.map(({ kind }) => kind);
}

/** Which parts fail from now on. */
async function sick(ctx: TestContext, parts: string): Promise<void> {
  await fetch(`${ctx.url}/sick`, { method: "POST", body: parts });
}

/** The operator's command, as it is typed; its last line. */
async function command(ctx: TestContext, ...words: readonly string[]): Promise<Pick<Status, "disturbances">> {
  const { code, output } = await runProgram(process.execPath, [STATUS, ...words, "--state", ctx.stateDir]);
  assert.equal(code, 0, output);
  return JSON.parse(output.trim().split("\n").at(-1) ?? "");
}

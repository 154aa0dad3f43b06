import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { CreatedStaff, StaffMe } from "../../schema/api/staff.ts";
import { callsOf, issueCodes, staffClient } from "../demo-people.ts";
import { readerScan } from "./at-the-till.ts";
import { TABLET, type TestContext } from "./harness.ts";

/**
 * A shared tablet (PIN-1 to PIN-5): a PIN is set, the till locks over a price that was typed, a wrong PIN opens nothing, the right
 * one brings the sale back; a colleague signs in beside, and the two take turns, each by their own PIN.
 */
export const name = "till-lock";

const STORE = "喫茶 みなと";
const FIRST = "first password at the till";
const OWN = "their own words at the till";
const A = { name: "小森 みどり", loginId: "lock-komori", pin: "4071" };
const B = { name: "大和田 しずか", loginId: "lock-owada", pin: "9302" };
const BY_HAND_MS = 130;

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const [coupon = ""] = await issueCodes(await staffClient(ctx.url, ctx.demo, "issuer-desk"), 1, 3_000);
  await makeAccounts(ctx);
  const till = await ctx.device("till", { viewport: TABLET });
  const { page } = till;
  // A wrong PIN, what is asked of a locked till, and the line that the lock closes.
  till.allow(/status of (401|403)|WebSocket/);
  await page.clock.install();

  await signIn(ctx, page, A.loginId);
  await page.getByRole("button", { name: `${STORE} 1番レジ`, exact: true }).click();
  await page.getByText("自動で届きます").waitFor();
  await setPin(ctx, page, A.pin);

  await page.goto(`${ctx.url}/counter/`);
  await page.getByText("自動で届きます").waitFor();
  await readerScan(page, coupon);
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
  await page.keyboard.type("1200", { delay: BY_HAND_MS });
  await page.getByRole("button", { name: "1,200円を受け取る" }).waitFor();
  await page.clock.fastForward("01:02");
  await lockShown(page);
  assert.equal(await codeAt(page), "till-locked", "the system refuses, not the page alone");
  ctx.log("locked over a typed price");

  await page.keyboard.type("8605", { delay: BY_HAND_MS });
  await page.getByText("暗証番号がちがいます").waitFor();
  await page.reload();
  await lockShown(page);
  await pad(page, A.pin);
  await lockGone(page);
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
  ctx.log("a reload doesn't open it; the coupon is still on the counter");

  await page.keyboard.type("1200", { delay: BY_HAND_MS });
  await page.clock.fastForward("01:02");
  await lockShown(page);
  await pad(page, A.pin);
  await lockGone(page);
  await page.getByRole("button", { name: "1,200円を受け取る" }).click();
  await page.getByRole("button", { name: "次のお客様へ" }).waitFor();
  ctx.log("the price was kept under the lock, and no digit of the PIN went into it");

  await page.goto(`${ctx.url}/counter/`);
  await page.getByRole("button", { name: "いまロックする" }).click();
  await page.getByRole("button", { name: "ほかの人がサインインする" }).click();
  await fillSignIn(page, B.loginId);
  await lockGone(page);
  await setPin(ctx, page, B.pin);
  assert.equal((await meAt(page)).loginId, B.loginId);

  await turn(page, A);
  await turn(page, B);
  ctx.log("two people took turns by their own PINs");
}

/** Two people of the shop with passwords of their own. */
async function makeAccounts(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo);
  const clerk = await staffClient(ctx.url, ctx.demo, "clerk");
  const { memberships } = await clerk.done<StaffMe>("GET", "staff/me");
  const admin = await staffClient(ctx.url, ctx.demo, "secretariat-admin");
  for (const { name: called, loginId } of [A, B]) {
    await admin.done<CreatedStaff>("POST", "staff", {
      name: called,
      loginId,
      password: FIRST,
      memberships: [{ organisationId: memberships[0]?.organisationId, role: "clerk" }],
    });
    const own = await ctx.device(`first-${loginId}`, { viewport: TABLET });
    const calls = callsOf(own.page.context(), ctx.url);
    await calls.done("POST", "staff/session", { loginId, password: FIRST });
    await calls.done("POST", "staff/password", { current: FIRST, next: OWN });
  }
}

async function signIn(ctx: TestContext, page: Page, loginId: string): Promise<void> {
  await page.goto(`${ctx.url}/counter/`);
  await fillSignIn(page, loginId);
}

async function fillSignIn(page: Page, loginId: string): Promise<void> {
  await page.locator('input[autocomplete="username"]:visible').fill(loginId);
  await page.locator('input[autocomplete="current-password"]:visible').fill(OWN);
  await page.keyboard.press("Enter");
}

async function setPin(ctx: TestContext, page: Page, pin: string): Promise<void> {
  await page.goto(`${ctx.url}/counter/settings`);
  await page.getByRole("button", { name: "暗証番号を決める" }).click();
  await page.getByLabel("暗証番号（4けた）").fill(pin);
  await page.getByLabel("暗証番号をもう一度").fill(pin);
  await page.getByLabel("ロックするまでの時間").selectOption({ label: "1分" });
  await page.getByRole("button", { name: "決める", exact: true }).click();
  await page.getByText("1分さわらないと、ロックします。").waitFor();
}

/** Locks the till, and somebody who has worked here before unlocks it for themselves. */
async function turn(page: Page, person: typeof A): Promise<void> {
  await page.getByRole("button", { name: "いまロックする" }).first().click();
  await page.getByRole("button", { name: `${person.name} さんに代わる` }).click();
  await pad(page, person.pin);
  await lockGone(page);
  assert.equal((await meAt(page)).loginId, person.loginId);
}

const lockShown = (page: Page) => page.getByRole("heading", { name: "ロックしています" }).waitFor();
const lockGone = (page: Page) =>
  page.getByRole("heading", { name: "ロックしています" }).waitFor({ state: "detached" });

/** Presses the keys of the pad. */
async function pad(page: Page, digits: string): Promise<void> {
  for (const digit of digits)
    await page.getByRole("dialog").getByRole("button", { name: digit, exact: true }).click();
}

const meAt = (page: Page): Promise<StaffMe> =>
  page.evaluate(() => fetch("/api/staff/me").then((reply) => reply.json()));
const codeAt = (page: Page): Promise<string> =>
  page.evaluate(() =>
    fetch("/api/counter/stores")
      .then((reply) => reply.json())
      .then((body: { code: string }) => body.code),
  );

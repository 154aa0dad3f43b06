import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { DAY_MS } from "../../schema/calendar.ts";
import { callsOf, issueCodes, newestSmsCode, staffClient, storeQrPath } from "../demo-people.ts";
import { type Device, type TestContext, until } from "./harness.ts";

/**
 * RES-10 to RES-13: residents and their phones, through the screens of as many browsers: a new device is told of and signed
 * out, days away ask for a code, the number changes, a new phone takes over, a lost number is checked and stopped.
 */
export const name = "residents";
export const limitMs = 600_000;

const STORE = "喫茶 みなと";
const PHONE = "08044440001";
const NEXT_PHONE = "08044440002";
const LOST_PHONE = "08044440003";
const DAYS = 30;
const MINUTE_MS = 60_000;

interface Story {
  readonly ctx: TestContext;
  /** The phone that was there first, signed in with {@link PHONE}. */
  readonly phone: Device;
}

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const phone = await ctx.device("phone");
  // The browser's own line about replies that these tests cause: signed out, a code needed.
  phone.allow(/Failed to load resource/);
  await signIn(ctx, phone.page, PHONE);
  for (const [title, part] of PARTS) {
    await part({ ctx, phone });
    ctx.log(title);
  }
}

const PARTS: readonly (readonly [title: string, part: (story: Story) => Promise<void>])[] = [
  ["RES-10: a new device is told to the one before, seen in the list and signed out from there", newDevice],
  ["RES-11: after days away a code is asked for, and the payment goes on where it was", daysAway],
  [
    "RES-12: the number changes; the other phone is signed out, the old number told, the money stays",
    newNumber,
  ],
  ["RES-13: a phone with the same number finds everything there", sameNumber],
  [
    "RES-13: a phone without a number reads the digits, the old one confirms, a lost reply is asked for again",
    moving,
  ],
  [
    "RES-12: two of the office check a lost number, the new one answers, and the wallet stops it with one press",
    lostNumber,
  ],
];

/** Signs a number in on a page of the wallet, as a person does. */
async function signIn(ctx: TestContext, page: Page, phone: string): Promise<void> {
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByLabel("電話番号").fill(phone);
  await page.getByRole("button", { name: "番号を送る" }).click();
  await enterCode(ctx, page, phone, "ログインする");
  const asked = page.getByLabel("すべて読み、同意します");
  const home = page.getByText("QRを読み取る").first();
  await asked.or(home).first().waitFor();
  if (await asked.isVisible()) {
    await asked.check();
    await page.getByRole("button", { name: "同意して進む" }).click();
  }
  await home.waitFor();
}

/** Types the newest code of a number and sends it with the button. */
async function enterCode(ctx: TestContext, page: Page, phone: string, button: string): Promise<void> {
  await page.getByText("6けたの番号を入れてください").waitFor();
  await page.getByRole("textbox").pressSequentially(await newestSmsCode(ctx.url, phone));
  await page.getByRole("button", { name: button, exact: true }).click();
}

async function newDevice({ ctx, phone }: Story): Promise<void> {
  const other = await ctx.device("other");
  other.allow(/Failed to load resource/);
  await signIn(ctx, other.page, PHONE);
  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByText("新しい端末でログインがありました").waitFor();
  await phone.page.getByRole("link", { name: "端末を確かめる" }).click();
  const end = phone.page.getByRole("button", { name: /をログアウトさせる$/ });
  await end.first().click();
  await phone.page.getByRole("dialog").getByRole("button", { name: "ログアウトさせる" }).click();
  await phone.page.getByText("ほかの端末では、ログインしていません").waitFor();
  await phone.page.getByRole("button", { name: "自分です" }).click();
  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByText("QRを読み取る").first().waitFor();
  assert.equal(await phone.page.getByText("新しい端末でログインがありました").count(), 0, "read");
  await other.page.goto(`${ctx.url}/wallet/`);
  await other.page.getByLabel("電話番号").waitFor();
}

async function daysAway({ ctx, phone }: Story): Promise<void> {
  const demo = ctx.demo ?? assert.fail();
  const office = await staffClient(ctx.url, demo, "secretariat-admin");
  const { rows } = await office.done<{ rows: { programmeId: string; payName: string }[] }>(
    "GET",
    "programmes?limit=10",
  );
  const path = `programmes/${rows[0]?.programmeId}/versions`;
  const [newest] = (
    await office.done<{ rows: { version: number; design: Record<string, unknown> }[] }>("GET", path)
  ).rows;
  await office.done("POST", path, {
    basedOn: newest?.version,
    design: { ...newest?.design, codeAfterDays: DAYS, validity: { kind: "days", days: 90 } },
    reason: "番号を確かめる",
  });
  await ctx.restart({ clockOffsetMs: 3 * MINUTE_MS });
  const desk = await staffClient(ctx.url, demo, "issuer-desk");
  const till = await storeQrPath(await staffClient(ctx.url, demo, "clerk"), STORE);
  const [code = ""] = await issueCodes(desk, 1, 3_000);
  const resident = callsOf(phone.context, ctx.url);
  await resident.charge(code);

  await ctx.restart({ clockOffsetMs: (DAYS + 1) * DAY_MS + 3 * MINUTE_MS });
  const { page } = phone;
  // The balance is there as ever.
  await page.goto(`${ctx.url}/wallet/`);
  await page.getByText("3,000").first().waitFor();
  await page.goto(ctx.url + till.replace(/^\/s/, "/wallet/pay"));
  await page.getByText("しばらくお使いでなかったので").waitFor();
  await page.getByRole("button", { name: "番号を送る" }).click();
  await enterCode(ctx, page, PHONE, "続ける");
  await page.getByText(STORE).first().waitFor();
  for (const digit of "300") await page.getByRole("button", { name: digit, exact: true }).click();
  await page.getByRole("button", { name: "確認へ進む" }).click();
  await page.getByRole("button", { name: "300円を支払う" }).click();
  await page.getByText("この画面をお店の方にお見せください").waitFor();
  await until("2,700 yen are left", async () => (await spendable(phone, ctx)) === 2_700);
}

async function newNumber({ ctx, phone }: Story): Promise<void> {
  const other = await ctx.device("other-of-two");
  other.allow(/Failed to load resource/);
  await signIn(ctx, other.page, PHONE);
  const { page } = phone;
  await page.goto(`${ctx.url}/wallet/settings`);
  await page.getByRole("link", { name: "電話番号を変える" }).click();
  await page.getByLabel("新しい電話番号").fill(NEXT_PHONE);
  await page.getByRole("button", { name: "番号を送る" }).click();
  await enterCode(ctx, page, NEXT_PHONE, "番号を変える");
  await page.getByText("電話番号が変わりました").waitFor();
  await page.getByText(NEXT_PHONE.slice(-4)).waitFor();
  assert.equal(await spendable(phone, ctx), 2_700);
  await other.page.goto(`${ctx.url}/wallet/`);
  await other.page.getByLabel("電話番号").waitFor();
  await until("an SMS at the old number", async () => {
    const inbox = await page.request.get(`${ctx.url}/dev/inbox.json?to=%2B81${PHONE.slice(1)}`);
    return (await inbox.text()).includes(`下4けた${NEXT_PHONE.slice(-4)}`);
  });
}

async function sameNumber({ ctx }: Story): Promise<void> {
  const next = await ctx.device("next");
  next.allow(/Failed to load resource/);
  await signIn(ctx, next.page, NEXT_PHONE);
  await next.page.getByText("2,700").first().waitFor();
}

async function moving({ ctx, phone }: Story): Promise<void> {
  const { page } = phone;
  await page.goto(`${ctx.url}/wallet/settings`);
  await page.getByRole("link", { name: "新しいスマホにうつす" }).click();
  await page.getByRole("button", { name: "QRを出す" }).click();
  const shown = await page.getByRole("img", { name: /^10けたの番号/ }).getAttribute("aria-label");
  const digits = (shown ?? "").replace("10けたの番号", "").replace(/\D/g, "");

  const next = await ctx.device("without-number");
  next.allow(/Failed to load resource/);
  await next.page.goto(`${ctx.url}/wallet/`);
  await next.page.getByRole("link", { name: "前のスマホから引きつぐ" }).click();
  await next.page.getByLabel("10けたの番号").fill(digits);
  await next.page.getByRole("button", { name: "進む" }).click();
  await next.page.getByText("前のスマホで確かめてください").waitFor();
  const check = await next.page.locator("b").textContent();

  await page.getByText("このスマホにうつしますか").waitFor();
  assert.equal(await page.locator("b").textContent(), check, "both phones show the same digits");
  // The reply that signs the new phone in is lost once, after the system has done its part.
  let lost = 0;
  await next.page.route("**/api/residents/moves/session", async (route) => {
    const reply = await route.fetch();
    if (lost > 0 || !(await reply.text()).includes('"done"')) return route.fulfill({ response: reply });
    lost++;
    return route.abort();
  });
  await page.getByRole("button", { name: "同じなので、うつす" }).click();
  await page.getByText("新しいスマホにうつりました").waitFor();
  await next.page.getByText("2,700").first().waitFor();
  assert.equal(lost, 1, "a reply was lost");
}

async function lostNumber({ ctx, phone }: Story): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const [first, second] = [
    await staffClient(ctx.url, ctx.demo, "secretariat-admin"),
    await staffClient(ctx.url, ctx.demo, "secretariat-second"),
  ];
  const me = await callsOf(phone.context, ctx.url).done<{ residentId: string }>("GET", "residents/me");
  const draft = { phone: LOST_PHONE, checked: "licence", reason: "窓口で確かめた" };
  const path = `holders/residents/${me.residentId}/number-check`;
  const { checkId } = await first.done<{ checkId: string }>("POST", path, draft);
  await second.done("POST", `number-checks/${checkId}/approve`);
  let link = "";
  await until("the new number has its link", async () => {
    const inbox = await phone.page.request.get(`${ctx.url}/dev/inbox.json?to=%2B81${LOST_PHONE.slice(1)}`);
    link = /\/wallet\/number\/confirm#[0-9a-f]{32}/.exec(await inbox.text())?.[0] ?? "";
    return link !== "";
  });
  const next = await ctx.device("lost-and-new");
  await next.page.goto(ctx.url + link);
  await next.page.getByRole("button", { name: "はい、この番号に変えます" }).click();
  await next.page.getByText("受け付けました").waitFor();

  await phone.page.goto(`${ctx.url}/wallet/`);
  await phone.page.getByText("電話番号が変わろうとしています").waitFor();
  await phone.page.getByText(LOST_PHONE.slice(-4)).waitFor();
  await phone.page.getByRole("button", { name: "自分ではないので、止める" }).click();
  await phone.page.getByText("電話番号の変更を止めました").waitFor();
  const { rows } = await second.done<{ rows: { checkId: string; state: string }[] }>("GET", "number-checks");
  assert.equal(rows.find((row) => row.checkId === checkId)?.state, "withdrawn");
}

async function spendable(phone: Device, ctx: TestContext): Promise<number | undefined> {
  const { wallets } = await callsOf(phone.context, ctx.url).done<{ wallets: { spendableYen: number }[] }>(
    "GET",
    "wallets",
  );
  return wallets[0]?.spendableYen;
}

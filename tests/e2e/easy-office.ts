import assert from "node:assert/strict";
import {
  freshPhone,
  issueCodes,
  payAtTill,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { press, withinTheEdges } from "./by-keys.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { demoAccount } from "./people.ts";

/**
 * EAS-5, S16: the owner of a shop with letters twice as large and no mouse turns the easy mode on in the office, sees what was sold
 * today, when money comes and whom to ring, goes on in it on another computer, and goes back to the usual office.
 */
export const name = "easy-office";

const STORE = "喫茶 みなと";

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const [coupon = ""] = await issueCodes(await staffClient(ctx.url, ctx.demo, "issuer-desk"), 1, 3_000);
  const phone = await ctx.device("phone");
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  await resident.charge(coupon);
  await payAtTill(resident, await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE), 1_640);
  const head = await staffClient(ctx.url, ctx.demo, "merchant-head");
  const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);
  const sold = await until("the payment to be among today's sales", async () => {
    const page = await head.done<{ total: { netYen: number } }>("GET", `sales?from=${today}&to=${today}`);
    return page.total.netYen >= 1_640 ? page.total.netYen : undefined;
  });
  const yen = `${sold.toLocaleString("ja-JP")}円`;

  const device = await ctx.device("office", { viewport: DESK, textPercent: 200 });
  device.allow(/status of 401/);
  const { page } = device;
  const { loginId, password } = demoAccount(ctx, "merchant-head");
  await page.goto(`${ctx.url}/admin/`);
  await page.locator('input[autocomplete="username"]').focus();
  await page.keyboard.type(loginId);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "売上", level: 1 }).waitFor();
  await press(page, "button", "かんたんモードにする");

  const actions = page.getByRole("navigation", { name: "できること" });
  await actions.getByText(yen).first().waitFor();
  assert.equal(await actions.getByRole("link").count(), 3, "three actions and no more");
  await page.getByRole("button", { name: "ふつうの 画面（がめん）に する" }).waitFor();
  await withinTheEdges(page, "home");
  const call = page.getByRole("link", { name: /電話（でんわ）で 聞く/ });
  await until("the call centre's number", async () =>
    /^tel:\d+$/.test((await call.getAttribute("href")) ?? ""),
  );

  await press(page, "link", /売上（うりあげ）を 見る/);
  await page.getByText(yen).first().waitFor();
  await page.getByText("先月（せんげつ）").waitFor();
  await withinTheEdges(page, "sales");
  await press(page, "link", "もどる");
  await press(page, "link", /つぎの 振込（ふりこみ）を 見る/);
  await page.getByRole("heading", { name: /振込/, level: 1 }).waitFor();
  await withinTheEdges(page, "payout");
  ctx.log(`${yen} and the next payout were seen by keys at twice the letters`);

  const other = await ctx.device("other", { viewport: DESK });
  await other.context.addCookies(await device.context.cookies());
  await other.page.goto(`${ctx.url}/admin/stores`);
  await other.page.getByRole("navigation", { name: "できること" }).waitFor();
  await other.page
    .getByLabel(/言語|Language|ことば/)
    .first()
    .waitFor();
  await other.page.getByRole("button", { name: "English" }).click();
  await other.page.getByText("See sales").waitFor();

  await press(page, "link", "もどる");
  await press(page, "button", "ふつうの 画面（がめん）に する");
  await page.getByRole("heading", { name: "売上", level: 1 }).waitFor();
  await page.getByRole("button", { name: "かんたんモードにする" }).waitFor();
}

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import {
  freshPhone,
  issueCodes,
  payAtTill,
  signInResident,
  staffClient,
  storeQrPath,
} from "../demo-people.ts";
import { readerScan, receiptNumber } from "./at-the-till.ts";
import { press, withinTheEdges } from "./by-keys.ts";
import { TABLET, type TestContext, until } from "./harness.ts";
import { demoAccount } from "./people.ts";

/**
 * EAS-4, S16: a clerk with letters twice as large and no mouse turns the easy till on, takes a coupon, sees an app payment
 * arrive, looks at today, undoes a sale, finds whom to ring, and goes back to the usual screen. Nothing stands over the edge.
 */
export const name = "easy-till";

const STORE = "喫茶 みなと";

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "there is demo data");
  const desk = await staffClient(ctx.url, ctx.demo, "issuer-desk");
  const [sheet = "", forPhone = ""] = await issueCodes(desk, 2, 3_000);
  const phone = await ctx.device("phone");
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  await resident.charge(forPhone);
  const till = await storeQrPath(await staffClient(ctx.url, ctx.demo, "clerk"), STORE);

  const device = await ctx.device("till", { viewport: TABLET, textPercent: 200 });
  device.allow(/status of 401/);
  const { page } = device;
  await signInByKeys(ctx, page);
  await press(page, "button", "かんたんモードにする");
  await page.getByRole("heading", { name: STORE, level: 1 }).waitFor();
  await page.getByRole("button", { name: "ふつうの画面にする" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "設定" }).count(), 0, "nothing to set up");
  await withinTheEdges(page, "home");

  await readerScan(page, sheet);
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor();
  await page.keyboard.type("1280", { delay: 130 });
  await withinTheEdges(page, "price");
  await press(page, "button", "1,280円を受け取る");
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
  const receipt = await receiptNumber(page);
  await withinTheEdges(page, "done");
  ctx.log(`a coupon taken by keys: receipt ${receipt}`);

  await page.goto(`${ctx.url}/counter/`);
  await press(page, "link", /アプリ払いをたしかめる/);
  await page.getByText("自動で届きます").waitFor();
  await payAtTill(resident, till, 640);
  await page.getByText("いま届きました").waitFor();
  await withinTheEdges(page, "arrived");
  ctx.log("an app payment is seen to arrive");

  await press(page, "link", "もどる");
  await page.getByRole("link", { name: /640円/ }).waitFor();
  await press(page, "link", /きょうの売上/);
  await page.getByText("1,280円").first().waitFor();
  await withinTheEdges(page, "today");
  await press(page, "link", /1,280円/);
  await press(page, "button", /取り消/);
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  await withinTheEdges(page, "void");
  await press(page, "button", /1,280円.*取り消/);
  await page.getByText("このお支払いは取り消されています").waitFor();
  ctx.log("the sale is undone by keys");

  await page.goto(`${ctx.url}/counter/`);
  const call = page.getByRole("link", { name: /電話で聞く/ });
  await until("the call centre's number", async () =>
    /^tel:\d+$/.test((await call.getAttribute("href")) ?? ""),
  );
  await press(page, "button", "ふつうの画面にする");
  await page.getByRole("link", { name: "設定" }).first().waitFor();
  await page.getByRole("button", { name: "かんたんモードにする" }).waitFor();
}

async function signInByKeys(ctx: TestContext, page: Page): Promise<void> {
  const { loginId, password } = demoAccount(ctx, "clerk");
  await page.goto(`${ctx.url}/counter/`);
  await page.locator('input[autocomplete="username"]').focus();
  await page.keyboard.type(loginId);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await press(page, "button", new RegExp(`${STORE}.*1番レジ`));
  await page.getByText("自動で届きます").waitFor();
}

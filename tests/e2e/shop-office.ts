/**
 * A head office that issues and sells, with two stores (S16, S17): it switches from its desk to its shops without signing in
 * again, and sees what its stores took, to the yen, on the screen and in files, has the QRs of its tills, and writes into both
 * stores at once, and fills in one of them.
 */
import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import type { StaffMe } from "../../schema/api/staff.ts";
import type { StoreDetail } from "../../schema/api/stores.ts";
import { readPostalList } from "../../scripts/postal-list.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { run as runProgram } from "../../scripts/steps.ts";
import { unzipped } from "../../workers/reports/unzip.testing.ts";
import { DESK, type Device, type TestContext, until } from "./harness.ts";
import { readTable } from "./month/csv.ts";
import { paidBooks, paidCoupon, type SmallRegion, signInOn } from "./small-region.ts";

export const name = "shop-office";
export const unseeded = true;
export const limitMs = 8 * 60_000;

const FACE = 3_000;
const TAKEN = { first: 1_250, second: 400 };

export async function run(ctx: TestContext): Promise<void> {
  const region = await paidBooks(ctx.server, FACE);
  await secondStore(region);
  const office = await ctx.device("office", { viewport: DESK });
  await signInOn(office.context, ctx.url, "house");
  const { page } = office;
  await page.goto(`${ctx.url}/admin/`);
  await page.getByRole("link", { name: "発行の一覧" }).waitFor();
  await page.getByLabel("担当の切りかえ").selectOption({ label: "宿と店（加盟店）" });
  await page.getByRole("heading", { name: "売上", level: 1 }).waitFor();
  await sales(ctx, page);
  await storeQrs(ctx, page);
  await shops(ctx, page, region);
  await storeData(ctx, page, region);
  await storePin(ctx, office, region);
}

/** A store in another town, with a payment that D1 knows. */
async function secondStore(region: SmallRegion): Promise<void> {
  const { secretariat, house, houseId } = region;
  const { storeId } = await secretariat.done<{ storeId: string }>("POST", "stores", {
    organisationId: houseId,
    name: "山の茶屋",
    kana: "ヤマノチャヤ",
    address: "試験市2-1",
    municipality: "990019",
    industry: "M76",
    accepts: "mpm+cpm",
  });
  const { tills } = await secretariat.done<{ tills: readonly { tillId: string }[] }>(
    "POST",
    `stores/${storeId}/tills`,
    {},
  );
  await paidCoupon({ ...region, house, storeId, tillId: tills[0]?.tillId ?? "" }, FACE, [TAKEN.second]);
  await until("the other store's payment to be projected", async () => {
    const path = `programmes/${region.programmeId}/figures`;
    const { paidYen } = await secretariat.done<{ paidYen: number }>("GET", path);
    return paidYen === TAKEN.first + TAKEN.second;
  });
}

/** All of both stores, one store, every store beside the other, and the same as files (SAL-1 to SAL-3). */
async function sales(ctx: TestContext, page: Page): Promise<void> {
  const total = page.getByRole("row").filter({ hasText: "合計" });
  await total.getByText("1,650").first().waitFor();
  await page.getByRole("img", { name: "棒グラフ" }).waitFor();
  await page.getByLabel("まとめ方").selectOption("store");
  await page.getByRole("row").filter({ hasText: "港の売店" }).getByText("1,250").first().waitFor();
  await page.getByRole("row").filter({ hasText: "山の茶屋" }).getByText("400").first().waitFor();
  const files = {
    utf8: await download(ctx, page, "CSV（UTF-8"),
    sjis: await download(ctx, page, "CSV（Shift_JIS"),
  };
  const text = files.utf8.toString("utf8");
  assert.equal(new TextDecoder("shift_jis", { fatal: true }).decode(files.sjis), text.replace("\uFEFF", ""));
  const rows = readTable(text);
  assert.deepEqual(
    rows.map((row) => [row.get("店舗"), row.get("紙の利用件数"), row.get("差引額")]),
    [
      ["山の茶屋", "1", "400"],
      ["港の売店", "2", "1250"],
    ],
  );
  await page.getByLabel("お店", { exact: true }).selectOption({ label: "山の茶屋" });
  await total.getByText("400").first().waitFor();
  await page.goBack();
  await total.getByText("1,650").first().waitFor();
  ctx.log("sales of two stores agree on the screen and in both files");
}

/** Sheets of both stores, one after the other and all at once; a QR that is replaced is another one (SHP-1 to SHP-4). */
async function storeQrs(ctx: TestContext, page: Page): Promise<void> {
  await page.getByRole("link", { name: "お店のQR" }).click();
  const row = page.getByRole("row").filter({ hasText: "港の売店" });
  await row.getByText("替えたことはありません").waitFor();
  const before = await sheetText(ctx, await download(ctx, page, "港の売店 レジ1 のQRを受け取る"));
  for (const said of ["試験Pay", "港の売店", "試験市", "-01-1"]) assert.ok(before.includes(said), said);

  await row.getByRole("button", { name: "QRを替える" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("3日のあいだ使える").check();
  await dialog.getByRole("button", { name: "QRを替える" }).click();
  await dialog.getByText("理由を書いてください").waitFor();
  await dialog.getByLabel("理由").fill("シールがはがれた");
  await dialog.getByRole("button", { name: "QRを替える" }).click();
  await row.getByText("まで使えます").waitFor();
  const after = await sheetText(ctx, await download(ctx, page, "港の売店 レジ1 のQRを受け取る"));
  assert.ok(after.includes("-01-2"));

  const [zip] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "すべてまとめて受け取る" }).click(),
  ]);
  const path = join(ctx.workDir, "all.zip");
  await zip.saveAs(path);
  const files = unzipped(readFileSync(path));
  assert.deepEqual([...files.keys()], ["001-港の売店-1.pdf", "002-山の茶屋-1.pdf"]);
  assert.ok((await sheetText(ctx, files.get("002-山の茶屋-1.pdf") as Uint8Array)).includes("山の茶屋"));
  await page.getByText("2枚を受け取りました").waitFor();
  ctx.log("sheets of both stores say what they should, and a replaced QR has another number");
}

/** Hours, a closed day and a notice for both stores at once: seen before, written after, and a question to the secretariat (BLK). */
async function shops(ctx: TestContext, page: Page, region: SmallRegion): Promise<void> {
  await page.getByRole("link", { name: "お店の情報" }).click();
  await page.getByLabel("この画面のお店をすべて選ぶ").check();
  await page.getByRole("button", { name: "まとめて変える" }).click();
  await page.getByLabel("臨時休業日を加える・なくす").check();
  await page.getByLabel("休む日を加える").fill("2026/12/31 2027/1/1");
  await page.getByRole("button", { name: "変わるところを確かめる" }).click();
  await page.getByText("どのお店も、変わるところがありません。").waitFor();
  await page.getByRole("button", { name: "書きなおす" }).click();
  await page.getByLabel("営業時間の表を入れかえる").check();
  await page.getByLabel("日曜に営業する").uncheck();
  await page.getByLabel("お客さまへのお知らせを書きかえる").check();
  await page.getByRole("textbox", { name: "お客さまへのお知らせ" }).fill("クーポンが使えます");
  await page.getByLabel("支払い方法の変更を申し出る").check();
  await page.getByRole("combobox", { name: "支払い方法" }).selectOption("mpm");
  await page.getByRole("button", { name: "変わるところを確かめる" }).click();
  await page.getByText("まだ何も変わっていません。").waitFor();
  const before = await region.house.done<{ hours: unknown }>("GET", `stores/${region.storeId}/managed`);
  assert.equal(before.hours, null);
  await page.getByRole("button", { name: "2店を変える" }).click();
  await page.getByText("2店を変えました。").waitFor();
  const { hours, notices, accepts } = await region.house.done<{
    hours: { weekly: unknown[][]; closedOn: string[] };
    notices: string;
    accepts: string;
  }>("GET", `stores/${region.storeId}/managed`);
  assert.deepEqual(hours.closedOn, ["2026-12-31", "2027-01-01"]);
  assert.deepEqual(
    hours.weekly.map((spans) => spans.length),
    [0, 1, 1, 1, 1, 1, 1],
  );
  assert.deepEqual([notices, accepts], ["クーポンが使えます", "mpm+cpm"]);
  await page.getByRole("button", { name: "お店の一覧" }).last().click();
  await page.getByRole("link", { name: "山の茶屋" }).click();
  await page.getByText("支払い方法の変更を申し出ています。").waitFor();
  await page.getByRole("button", { name: "申し出をやめる" }).click();
  await page.getByRole("button", { name: "支払い方法の変更を申し出る" }).waitFor();
  ctx.log("two stores were written into at once, and the secretariat was asked");
}

/** On a store's page: a postal code of two prefectures, and a picture that is cut (SDA-1, SDA-2). */
async function storeData(ctx: TestContext, page: Page, region: SmallRegion): Promise<void> {
  const list = readPostalList(readFileSync("scripts/postal-sample.csv", "utf8"));
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  await operator.done("POST", "operator/postal-codes", { first: true, rows: list.rows });
  await page.getByLabel("郵便番号").fill("498-0003");
  await page.getByRole("button", { name: "愛知県弥富市池田町" }).waitFor();
  await page.getByLabel("郵便番号").fill("４９８００００");
  await page.getByText("いくつかの場所にまたがっています").waitFor();
  await page.getByRole("button", { name: "三重県桑名郡木曽岬町" }).click();
  const address = page.getByRole("textbox", { name: /^住所/ });
  assert.equal(await address.inputValue(), "三重県桑名郡木曽岬町");
  await address.fill("三重県桑名郡木曽岬町1-2");
  await page.getByLabel("郵便番号").fill("");
  await page.getByLabel("郵便番号").fill("0000000");
  assert.equal(await address.inputValue(), "三重県桑名郡木曽岬町1-2", "an unknown code changes nothing");
  await page.getByLabel("郵便番号").fill("4980000");
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("保存しました").first().waitFor();
  const storeId = page.url().split("/").at(-1);
  const { postalCode, address: kept } = await region.house.done<{ postalCode: string; address: string }>(
    "GET",
    `stores/${storeId}/managed`,
  );
  assert.deepEqual([postalCode, kept], ["4980000", "三重県桑名郡木曽岬町1-2"]);

  const picture = { name: "shop.png", mimeType: "image/png", buffer: await page.screenshot() };
  await page.locator('input[type="file"]').setInputFiles(picture);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("大きさ").press("End");
  await dialog.getByLabel("左右").press("Home");
  await dialog.getByRole("button", { name: "この写真を使う" }).click();
  const image = page.getByRole("img", { name: "山の茶屋 の写真" });
  await image.waitFor();
  const [width, height] = await image.evaluate(async (element) => {
    const shown = element as HTMLImageElement;
    await shown.decode();
    return [shown.naturalWidth, shown.naturalHeight];
  });
  // At its nearest a quarter of what the shape allows of 1280 × 800 is left.
  assert.deepEqual([width, height], [300, 200]);
  ctx.log("a code of two prefectures is offered as two places, and a picture is cut by keys");
}

/**
 * The store's place on the map: by a press, by dragging and by keys, never outside Japan or the region; visitors have it at
 * once, and the secretariat reads from where to where it went (MAP-4, MAP-6).
 */
async function storePin(ctx: TestContext, office: Device, region: SmallRegion): Promise<void> {
  const { page, context } = office;
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  const square = [
    [141, 34],
    [141.2, 34],
    [141.2, 34.2],
    [141, 34.2],
    [141, 34],
  ];
  office.allow(/status of 422/);
  const { region: here } = await region.house.done<StaffMe>("GET", "staff/me");
  await operator.done("POST", `operator/regions/${here.regionId}/municipalities/990019/outline`, {
    outline: [[square]],
  });
  const storeId = page.url().split("/").at(-1);
  const kept = async () => (await region.house.done<StoreDetail>("GET", `stores/${storeId}`)).pin;
  const ofTheMap: string[] = [];
  page.on("request", (request) => {
    if (/assets\/map-|maplibre|japan-coast/.test(request.url())) ofTheMap.push(request.url());
  });
  await page.reload();
  const [latitude, longitude] = [page.getByLabel("緯度"), page.getByLabel("経度")];
  await latitude.waitFor();
  assert.deepEqual(ofTheMap, [], "nothing of the map before it is opened");

  await page.getByRole("button", { name: "地図で決める" }).click();
  const map = page.locator("[data-ready]");
  await map.waitFor({ timeout: 30_000 });
  assert.ok(ofTheMap.length > 0);
  await map.click();
  const pin = page.getByRole("button", { name: "お店の位置。" });
  await pin.waitFor();
  const typed = async () =>
    [Number(await latitude.inputValue()), Number(await longitude.inputValue())] as const;
  const pressed = await typed();
  assert.ok(Math.abs(pressed[0] - 34.1) < 0.01 && Math.abs(pressed[1] - 141.1) < 0.01, String(pressed));

  const box = await pin.boundingBox();
  assert.ok(box);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 30, y, { steps: 5 });
  await page.mouse.up();
  await until("the pin to be dragged east", async () => (await typed())[1] > pressed[1]);

  const dragged = await typed();
  await pin.press("ArrowUp");
  await page.getByText("北へ 5 m。").waitFor();
  // The pin keeps the keyboard.
  await page.keyboard.press("Shift+ArrowLeft");
  await page.getByText("西へ 50 m。").waitFor();
  const walked = await typed();
  assert.ok(walked[0] > dragged[0] && walked[1] < dragged[1]);
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("保存しました").first().waitFor();
  const first = await kept();
  assert.deepEqual(first, {
    latitudeE6: Math.round(walked[0] * 1e6),
    longitudeE6: Math.round(walked[1] * 1e6),
  });
  ctx.log("a pin was put on the map by a press, dragged, walked by keys, and visitors have it");

  await context.grantPermissions(["geolocation"]);
  await context.setGeolocation({ latitude: 51.5, longitude: -0.1 });
  await page.getByRole("button", { name: "いまいる場所にする" }).click();
  await page.getByText("日本の外です。").waitFor();
  await longitude.fill("139.76");
  await page.getByText("この地域の外です。").waitFor();
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("地図の位置が、この地域の外です。").waitFor();
  assert.deepEqual(await kept(), first);
  await longitude.fill("141.21");
  await page.getByText("お店の住所の試験市から").waitFor();
  await page.getByRole("button", { name: "保存する" }).click();
  await page.getByText("保存しました").first().waitFor();
  const second = await kept();
  assert.equal(second?.longitudeE6, 141_210_000);
  ctx.log("outside Japan and the region it is refused; outside its town it is said and saved");

  const desk = await ctx.device("secretariat", { viewport: DESK });
  await signInOn(desk.context, ctx.url, "secretariat");
  await desk.page.goto(`${ctx.url}/admin/organisations/${region.houseId}`);
  await desk.page.getByRole("button", { name: "m 動いた" }).first().click();
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByText(`東経${walked[1].toFixed(6)}`).waitFor();
  await dialog.getByText("東経141.210000").waitFor();
  await dialog.getByText(/^[\d,]+ m$/).waitFor();
  await dialog.locator("[data-ready]").waitFor({ timeout: 30_000 });
  await dialog.getByRole("img", { name: "前の位置" }).waitFor();
  ctx.log("the secretariat sees from where to where the pin went");
}

/** What a sheet says, as a reader of PDFs finds it. */
async function sheetText(ctx: TestContext, pdf: Uint8Array): Promise<string> {
  const path = join(ctx.workDir, "sheet.pdf");
  writeFileSync(path, pdf);
  const { code, output } = await runProgram("pdftotext", ["-layout", path, "-"]);
  assert.equal(code, 0);
  return output;
}

async function download(ctx: TestContext, page: Page, link: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: link }).click(),
  ]);
  const path = join(ctx.workDir, file.suggestedFilename());
  await file.saveAs(path);
  return readFileSync(path);
}

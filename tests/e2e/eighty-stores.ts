/**
 * A head office of eighty stores takes the QRs of all its tills as one ZIP (SHP-4): it sees how many have come, can do something
 * else and stop meanwhile, and what it has in the end is a sheet for every till, which a phone reads as that till's.
 */
import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoreQr } from "../../schema/api/counter.ts";
import type { BackOfficeStore } from "../../schema/api/stores.ts";
import { unzipped } from "../../workers/reports/unzip.testing.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { greyPages, wordsOf } from "./pdf-reading.ts";
import { readQrs } from "./qr-decoder.ts";
import { type SmallRegion, signInOn, smallRegion } from "./small-region.ts";

export const name = "eighty-stores";
export const unseeded = true;
export const limitMs = 8 * 60_000;

const STORES = 80;
/** Every fourth store has this many tills, the others one. */
const TILLS_OF_LARGE = 5;
const ALL = "すべてまとめて受け取る";

export async function run(ctx: TestContext): Promise<void> {
  const region = await smallRegion(ctx.server, {
    faceYen: 1_000,
    depositYen: 10_000,
    allottedYen: 1_000,
  });
  await openStores(region);
  const stores = await region.house.all<BackOfficeStore>("stores/managed");
  assert.equal(stores.length, STORES);
  const tills = stores.flatMap((store) => store.tills.map((till) => ({ store, till })));

  const office = await ctx.device("office", { viewport: DESK });
  await signInOn(office.context, ctx.url, "house");
  const { page } = office;
  await page.goto(`${ctx.url}/admin/`);
  await page.getByLabel("担当の切りかえ").selectOption({ label: "宿と店（加盟店）" });
  await page.getByRole("link", { name: "お店のQR" }).click();

  await page.getByRole("button", { name: ALL }).click();
  const progress = page.getByRole("progressbar", { name: ALL });
  await until(
    "some sheets to have come",
    async () => Number(await progress.getAttribute("aria-valuenow")) > 3,
  );
  assert.equal(Number(await progress.getAttribute("aria-valuemax")), tills.length);
  // The page isn't held up: a store is searched for and found while the sheets go on coming.
  await page.getByLabel("お店の名前でさがす").fill("七十九");
  await page.getByRole("row").filter({ hasText: "店七十九" }).waitFor();
  await page.getByRole("button", { name: "やめる" }).click();
  await page.getByRole("button", { name: "「七十九」でさがした分をまとめて受け取る" }).click();
  await page.getByText("1枚を受け取りました").waitFor();
  await page.getByLabel("お店の名前でさがす").fill("");
  ctx.log("it is told how many have come, the page goes on, and it is stopped");

  const [file] = await Promise.all([
    page.waitForEvent("download", { timeout: 4 * 60_000 }),
    page.getByRole("button", { name: ALL }).click(),
  ]);
  await page.getByText(`${tills.length}枚を受け取りました`).waitFor();
  const path = join(ctx.workDir, "all.zip");
  await file.saveAs(path);
  const sheets = [...unzipped(readFileSync(path))];
  assert.deepEqual(
    sheets.map(([sheet]) => sheet),
    tills.map(({ store, till }, at) => `${String(at + 1).padStart(3, "0")}-${store.name}-${till.number}.pdf`),
  );
  for (const at of [0, Math.floor(sheets.length / 2), sheets.length - 1]) {
    const [, pdf] = sheets[at] as [string, Uint8Array];
    const { store, till } = tills[at] as (typeof tills)[number];
    const sheet = join(ctx.workDir, `sheet-${at}.pdf`);
    writeFileSync(sheet, pdf);
    const [picture] = await greyPages(sheet, ctx.workDir);
    assert.ok(picture);
    const { tills: read } = await region.house.done<StoreQr>("GET", `counter/qr?storeId=${store.storeId}`);
    const wanted = read.find((one) => one.tillId === till.tillId)?.qrText;
    assert.deepEqual(await readQrs(picture), [wanted], `${store.name}, till ${till.number}`);
    assert.ok((await wordsOf(sheet)).includes(store.name));
  }
  ctx.log(
    `${sheets.length} sheets of ${STORES} stores; the first, the middle and the last are read as their tills'`,
  );
}

/** Stores besides the region's first, and tills for all of them. */
async function openStores({ secretariat, houseId }: SmallRegion): Promise<void> {
  for (let n = 1; n < STORES; n++) {
    const { storeId } = await secretariat.done<{ storeId: string }>("POST", "stores", {
      organisationId: houseId,
      name: `店${kanjiNumber(n)}`,
      kana: `ミセ${String(n).padStart(2, "0")}`,
      address: `試験市${n}-1`,
      municipality: "990019",
      industry: "I58",
      accepts: "mpm+cpm",
    });
    const tills = n % 4 === 0 ? TILLS_OF_LARGE : 1;
    for (let till = 0; till < tills; till++) await secretariat.done("POST", `stores/${storeId}/tills`, {});
  }
}

/** 1 to 99 as it is read: names that no other's is a part of where both are written out. */
function kanjiNumber(n: number): string {
  const digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
  const [tens, ones] = [Math.floor(n / 10), n % 10];
  return `${tens > 1 ? digits[tens] : ""}${tens > 0 ? "十" : ""}${digits[ones]}`;
}

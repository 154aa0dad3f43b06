import assert from "node:assert/strict";
import { issueCodes, staffClient } from "../demo-people.ts";
import { issueAndHandOver } from "./at-the-desk.ts";
import { openTill, readerScan } from "./at-the-till.ts";
import { beginCounting, countedInputs, countInputs } from "./counted-inputs.ts";
import { DESK, type Device, TABLET, type TestContext } from "./harness.ts";
import { demoAccount, signIn, yen } from "./people.ts";

/**
 * ISS-2: a paper payment takes one scan, the price and one confirm, counted in the page: two guests one after the other with a
 * hand-held reader, and one whose sheet is held before the camera.
 */
export const name = "one-scan";

const STORE = "喫茶 みなと";
const PRICE = 1_280;

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.demo, "the demo data is there");
  const codes = await issueCodes(await staffClient(ctx.url, ctx.demo, "issuer-desk"), 2, 3_000);
  const till = await ctx.device("till", { viewport: TABLET });
  till.allow(/status of 401/);
  await countInputs(till.page);
  const asked: string[] = [];
  till.page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() === "POST" && /\/(inspect|payments)$/.test(pathname)) asked.push(pathname);
  });
  await openTill(ctx, till.page, STORE);

  // The second guest's sheet is scanned from the first one's done screen: nothing is pressed between two guests.
  for (const [guest, code] of codes.entries()) {
    await beginCounting(till.page);
    await readerScan(till.page, code);
    await takePrice(till);
    const { taps, fields, keys, scans } = await countedInputs(till.page);
    ctx.log(`guest ${guest + 1}: ${scans} scan, ${keys.length} keys, then ${taps.join(" → ")}`);
    assert.equal(scans, 1, "one scan");
    assert.equal(keys.length, String(PRICE).length, "the price, a key for each digit");
    assert.equal(taps.length, 1, `one confirm, not ${taps.join(" → ")}`);
    assert.deepEqual(fields, []);
  }

  const desk = await ctx.device("desk", { viewport: DESK });
  await signIn(ctx, desk.page, "/admin/", demoAccount(ctx, "issuer-desk"));
  const [sheet = ""] = await issueAndHandOver(ctx, desk, { reference: "SG-0101", guests: 1 });
  await till.camera.show(sheet, { tiltDegrees: 4 });
  await till.page.goto(`${ctx.url}/counter/`);
  await till.page.getByRole("link", { name: /クーポンを読み取る/ }).waitFor();
  await beginCounting(till.page);
  asked.length = 0;
  await till.page.getByRole("link", { name: /クーポンを読み取る/ }).tap();
  await takePrice(till);
  const { taps, keys } = await countedInputs(till.page);
  ctx.log(`by camera: ${keys.length} keys, then ${taps.join(" → ")}`);
  assert.equal(keys.length, String(PRICE).length, "the price, a key for each digit");
  assert.equal(taps.length, 2, `opening the camera and one confirm, not ${taps.join(" → ")}`);
  assert.deepEqual(asked, ["/api/counter/inspect", "/api/counter/payments"], "read once, paid once");
}

/** The price by the keys on the screen, and the one button. */
async function takePrice({ page }: Device): Promise<void> {
  await page.getByRole("heading", { name: "金額をたしかめる" }).waitFor({ timeout: 30_000 });
  for (const digit of String(PRICE)) await page.getByRole("button", { name: digit, exact: true }).tap();
  await page.getByRole("button", { name: `${yen(PRICE)}を受け取る` }).tap();
  await page.getByRole("heading", { name: "受け取りました" }).waitFor();
}

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { ApprovalPolicy } from "../../schema/api/approvals.ts";
import type { FundBody } from "../../schema/api/programmes.ts";
import type { WalletBody } from "../../schema/api/wallets.ts";
import { SeedClient } from "../../scripts/seed/seed-client.ts";
import { freshOperation, freshPhone, issueCodes, signInResident, staffClient } from "../demo-people.ts";
import { auditBooks } from "./audit-books.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * A grant by list (B15): a secretariat brings in telephones, sees who gets nothing and why, and proposes it; a second person
 * approves it; each resident's wallet has its part once and their inbox says so; one who was frozen is listed, and their yen
 * is in the fund again. The statement, the fund and the audit agree.
 */
export const name = "grant";

const FACE_YEN = 3_000;
// Below what one person may receive in all.
const USUAL = "80000";
const MORE = "150000";
const FROM_YEN = 300_000;

export async function run(ctx: TestContext): Promise<void> {
  const { demo } = ctx;
  assert.ok(demo, "there is demo data");
  const desk = await staffClient(ctx.url, demo, "issuer-desk");
  const [one, two, three] = await Promise.all([
    resident(ctx, desk),
    resident(ctx, desk),
    resident(ctx, desk),
  ]);
  const callCentre = await staffClient(ctx.url, demo, "secretariat-callcentre");
  await callCentre.done("POST", "freezes", {
    kind: "resident",
    residentId: three.residentId,
    frozen: true,
    reason: "端末をなくした",
    operationId: three.freezeId,
  });

  const [first, second] = await Promise.all(
    ["secretariat-admin", "secretariat-second"].map(async (key) => {
      const device = await ctx.device(key, { viewport: DESK });
      // A code that the demo data was made with is refused; the next one is taken.
      device.allow(/409/);
      await signIn(ctx, device.page, "/admin/", demoAccount(ctx, key));
      await device.page.getByRole("link", { name: "承認", exact: true }).waitFor();
      return device.page;
    }),
  );
  assert.ok(first && second);
  await secondPersonFrom(first, ctx);
  const before = await fundOf(first, ctx);

  await first.goto(`${ctx.url}/admin/fund`);
  await first.getByRole("link", { name: "付与", exact: true }).click();
  await first.getByRole("button", { name: "付与を用意する" }).click();
  await first.getByLabel(/^付与の名前/).fill("子育て応援 第2回");
  await first.getByLabel(/^名簿のファイル/).setInputFiles({
    name: "名簿.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(
      `電話番号,金額\r\n${one.phone},${MORE}\r\n${two.phone},\r\n${three.phone},\r\n${one.phone},\r\n090-9999-0000,\r\nなし,\r\n`,
    ),
  });
  await first.getByLabel("1人あたりの金額").fill(USUAL);
  await first.getByRole("button", { name: "人数と合計を確かめる" }).click();
  await first.getByRole("heading", { name: "確かめてください" }).waitFor();
  for (const figure of ["3人", "310,000円"]) await first.getByText(figure, { exact: true }).first().waitFor();
  await first.getByText("携帯電話の番号ではありません").waitFor();

  await first.getByRole("button", { name: "付与を始める" }).click();
  await first.getByRole("dialog").getByRole("button", { name: "付与を始める" }).click();
  await first.getByRole("dialog").getByText("承認待ちです").waitFor();
  assert.equal((await fundOf(first, ctx)).availableYen, before.availableYen, "nothing moved by one person");
  const address = first.url();

  await second.goto(`${ctx.url}/admin/approvals`);
  const card = second.getByRole("article", { name: "ポイントの付与" });
  await card.getByText("子育て応援 第2回").waitFor();
  await card.getByRole("button", { name: "承認する" }).click();
  await second.getByRole("dialog").getByRole("button", { name: "承認する", exact: true }).click();
  await second.getByText("承認し、実行しました").waitFor();

  await first.goto(address);
  await first.getByText("2人に、合計230,000円をお渡ししました。").waitFor();
  await first.getByText("一時停止中の方です").waitFor();
  const after = await fundOf(first, ctx);
  assert.equal(after.availableYen, before.availableYen - 230_000);
  assert.equal(after.grantedYen, before.grantedYen + 230_000);
  assert.equal(after.reservedYen, 0);

  await one.has(FACE_YEN + 150_000);
  await two.has(FACE_YEN + 80_000);
  await three.has(FACE_YEN);
  await one.isTold(150_000);
  await three.isToldNothing();

  await statement(first, ctx);
  const verdict = await auditBooks(ctx.stateDir);
  assert.equal(verdict.holds, true, JSON.stringify(verdict.firstBreak));
}

/** Somebody with this Pay: a coupon's yen in their wallet. */
async function resident(ctx: TestContext, desk: Awaited<ReturnType<typeof staffClient>>) {
  const phone = freshPhone();
  const { page } = await ctx.device(`resident ${phone}`);
  const calls = await signInResident(page.context(), ctx.url, phone);
  const [code = ""] = await issueCodes(desk, 1, FACE_YEN);
  await calls.charge(code);
  const { residentId } = await calls.done<{ residentId: string }>("GET", "residents/me");
  const wallet = async () =>
    (await calls.done<{ wallets: readonly WalletBody[] }>("GET", "wallets")).wallets[0] as WalletBody;
  const news = async () =>
    (await calls.done<{ rows: readonly { kind: string; amountYen?: number }[] }>("GET", "residents/inbox"))
      .rows;
  return {
    phone,
    residentId,
    freezeId: freshOperation((await wallet()).idTail),
    has: async (yen: number) => assert.equal((await wallet()).spendableYen, yen),
    isTold: (yen: number) =>
      until(`the news of ${yen} yen`, async () =>
        (await news()).some((one) => one.kind === "grant" && one.amountYen === yen),
      ),
    isToldNothing: async () =>
      assert.equal(
        (await news()).some((one) => one.kind === "grant"),
        false,
      ),
  };
}

/** The operator has this region's grants looked at by a second person from fewer yen on. */
async function secondPersonFrom(page: Page, ctx: TestContext): Promise<void> {
  const me = await (await page.request.get(`${ctx.url}/api/staff/me`)).json();
  const operator = new SeedClient(ctx.url, { authorization: `Bearer ${ctx.server.operatorKey}` });
  const path = `operator/regions/${me.region.regionId}/approvals`;
  const { approvals } = await operator.done<{ approvals: ApprovalPolicy }>("GET", path);
  await operator.done("POST", path, { approvals: { ...approvals, grant: FROM_YEN } });
}

async function fundOf(page: Page, ctx: TestContext): Promise<FundBody> {
  const me = await (await page.request.get(`${ctx.url}/api/staff/me`)).json();
  return (await (
    await page.request.get(`${ctx.url}/api/programmes/${me.programmes[0].programmeId}/fund`)
  ).json()) as FundBody;
}

/** FND-8: the reserve went in, out to wallets, and is empty. */
async function statement(page: Page, ctx: TestContext): Promise<void> {
  await page.goto(`${ctx.url}/admin/fund`);
  await page.getByRole("link", { name: "明細", exact: true }).click();
  await page.getByLabel("科目").selectOption("reserved");
  await until("the reserve's statement", async () => (await page.getByText("付与の取り置き").count()) > 1);
}

import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { DESK, type TestContext, until } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * A newsletter from the office to a shop's mailbox (S16): the shop names an address, whose reader confirms it by the link in a
 * mail; the secretariat writes, sends and sees it counted; the reader leaves by the link at its end and by one press in a mail
 * program, and hears no more.
 */
export const name = "newsletter";

const SHOP = "mise@minato.example";
const OTHER = "honten@minato.example";

export async function run(ctx: TestContext): Promise<void> {
  const [shop, office] = await Promise.all(
    (["merchant-head", "secretariat-admin"] as const).map(async (key) => {
      const device = await ctx.device(key, { viewport: DESK });
      device.allow(/409/);
      await signIn(ctx, device.page, "/admin/", demoAccount(ctx, key));
      return device.page;
    }),
  );
  assert.ok(shop && office);
  const reader = (await ctx.device("reader")).page;

  await shop.getByRole("link", { name: "お便りの送り先" }).click();
  for (const address of [SHOP, OTHER]) {
    await shop.getByLabel("メールアドレス").fill(address);
    await shop.getByRole("button", { name: "足す" }).click();
    await shop
      .getByRole("row", { name: new RegExp(address) })
      .getByText("確認待ち")
      .waitFor();
    const mail = await mailTo(reader, ctx, address, "送り先の確認");
    // The page of the link before differs by its hash alone, and a browser wouldn't load it again.
    await reader.goto("about:blank");
    await reader.goto(
      new URL(/https?:\S+mail\/confirm#\w+/.exec(mail)?.[0] ?? "").href.replace(/^https?:\/\/[^/]+/, ctx.url),
    );
    await reader.getByRole("button", { name: "受け取る" }).click();
    await reader.getByText("受け取る設定にしました").waitFor();
    assert.equal(new URL(reader.url()).hash, "", "the key stays in no address");
  }
  await shop.reload();
  await shop
    .getByRole("row", { name: new RegExp(SHOP) })
    .getByText("受け取り中")
    .waitFor();

  await send(office, ctx, "年末の精算について");
  const [letter] = [await mailTo(reader, ctx, SHOP, "年末の精算について")];
  assert.match(letter, /List-Unsubscribe-Post: List-Unsubscribe=One-Click/);

  // By the link at its end.
  await reader.goto(`${ctx.url}/wallet/mail/leave#${/mail\/leave#(\S+)/.exec(letter)?.[1]}`);
  await reader.getByRole("button", { name: "やめる" }).click();
  await reader.getByText("お便りを止めました").waitFor();
  // By one press in a mail program, which sends no origin.
  const other = await mailTo(reader, ctx, OTHER, "年末の精算について");
  const pressed = await fetch(`${ctx.url}/api/mail/leave/${/api\/mail\/leave\/([^>]+)>/.exec(other)?.[1]}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  assert.equal(pressed.status, 204);
  await office.reload();
  await until("both to be counted as gone", async () => {
    await office.reload();
    await office.getByText("受け取りをやめた").waitFor();
    return (await office.locator("dl div", { hasText: "受け取りをやめた" }).getByText("2件").count()) === 1;
  });
  await shop.reload();
  await shop
    .getByRole("row", { name: new RegExp(SHOP) })
    .getByText("受け取りをやめました")
    .waitFor();

  await send(office, ctx, "つぎのお便り");
  const messages = await inbox(reader, ctx, SHOP);
  assert.equal(
    messages.some((text) => text.includes("つぎのお便り")),
    false,
    "who has left hears no more",
  );
}

async function send(page: Page, ctx: TestContext, title: string): Promise<void> {
  await page.goto(`${ctx.url}/admin/newsletters`);
  await page.getByRole("button", { name: "お便りを書く" }).click();
  await page.getByLabel(/^題名/).fill(title);
  await page.getByLabel(/^本文/).fill("12月の締めは28日です。\n\n手引きは管理画面の資料にあります。");
  await page.getByRole("button", { name: "保存して確認する" }).click();
  await page.getByRole("button", { name: "送る", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "送る", exact: true }).click();
  await page.getByText("送信済み").waitFor();
}

async function inbox(page: Page, ctx: TestContext, address: string): Promise<readonly string[]> {
  const reply = await page.request.get(`${ctx.url}/dev/inbox.json?to=${encodeURIComponent(address)}`);
  const { messages } = (await reply.json()) as { messages: readonly { text: string }[] };
  return messages.map(({ text }) => text);
}

const mailTo = (page: Page, ctx: TestContext, address: string, about: string): Promise<string> =>
  until(`the mail about ${about}`, async () =>
    (await inbox(page, ctx, address)).find((text) => text.includes(about)),
  );

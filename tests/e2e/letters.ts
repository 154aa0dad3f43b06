import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { freshPhone, signInResident } from "../demo-people.ts";
import { DESK, type TestContext, until } from "./harness.ts";
import { demoAccount, signIn } from "./people.ts";

/**
 * A store's letter to whoever follows it (S16, NWS-6, NWS-7): the shop writes and asks, the secretariat refuses once and approves
 * once, the resident reads it and stops the store's letters with one tap; the next one doesn't come, the store sees numbers only.
 */
export const name = "letters";

const STORE = "喫茶 みなと";
const FIRST = "鯛が入りました";
const SECOND = "あしたは休みです";

export async function run(ctx: TestContext): Promise<void> {
  const [shop, office] = await Promise.all(
    (["merchant-head", "secretariat-admin"] as const).map(async (key) => {
      const device = await ctx.device(key, { viewport: DESK });
      await signIn(ctx, device.page, "/admin/", demoAccount(ctx, key));
      return device.page;
    }),
  );
  assert.ok(shop && office);
  const phone = await ctx.device("phone");
  const resident = await signInResident(phone.context, ctx.url, freshPhone());
  const reader = phone.page;

  await reader.goto(`${ctx.url}/wallet/stores`);
  await reader.getByRole("link", { name: new RegExp(STORE) }).click();
  await reader.getByRole("button", { name: "このお店をフォローする" }).click();
  await reader.getByRole("button", { name: "このお店のお店だよりを止める" }).waitFor();

  await shop.getByRole("link", { name: "お店だより" }).click();
  await shop.getByText("まだお店だよりがありません").waitFor();
  await shop.getByRole("button", { name: "お店だよりを書く" }).click();
  await shop.getByLabel("どのお店から送りますか").selectOption({ label: STORE });
  await shop.getByLabel(/^題名/).fill(FIRST);
  await shop.getByLabel(/^本文/).fill("くわしくは minato.example まで");
  await shop.getByText("リンクのようです").waitFor();
  await shop.getByLabel(/^本文/).fill("今朝の鯛です。\n\n夕方までどうぞ。");
  await shop.getByRole("heading", { name: "届いたかたの画面" }).waitFor();
  await shop.getByRole("button", { name: "保存して確認する" }).click();
  await propose(shop);

  // Refused once, with its reason; written anew and asked again.
  await open(office, ctx, FIRST);
  await office.getByRole("button", { name: "断る" }).click();
  const dialog = office.getByRole("dialog");
  await dialog.getByLabel("理由").fill("値段を税込みで書いてください");
  await dialog.getByRole("button", { name: "断る" }).click();
  await badge(office, "お断り");
  await shop.reload();
  await shop.getByText("値段を税込みで書いてください").waitFor();
  assert.deepEqual(await lettersOf(resident), [], "what is refused reaches nobody");
  await shop.getByRole("link", { name: "書き直す" }).click();
  await shop.getByLabel(/^本文/).fill("今朝の鯛です。鯛めし1,200円（税込）。\n\n夕方までどうぞ。");
  await shop.getByRole("button", { name: "保存して確認する" }).click();
  await propose(shop);
  await approve(office, ctx, FIRST);

  // In the inbox, exactly as it was approved.
  await until("the letter in the inbox", async () => (await lettersOf(resident)).length === 1);
  await reader.goto(`${ctx.url}/wallet/notices`);
  const item = reader.locator("details", { hasText: FIRST });
  await item.getByText("未読").waitFor();
  await item.locator("summary").click();
  await item.getByText("今朝の鯛です。鯛めし1,200円（税込）。").waitFor();
  await item.getByText("未読").waitFor({ state: "detached" });
  await item.getByRole("button", { name: "このお店のお店だよりを止める" }).click();
  await item.getByText("このお店のお店だよりは止めています").waitFor();
  await item.getByRole("link", { name: "お店のページを見る" }).click();
  await reader.getByText("フォロー中です").waitFor();
  await reader.getByText("このお店のお店だよりは止めています").waitFor();

  // The next one doesn't come to who has muted them.
  await shop.goto(`${ctx.url}/admin/letters/new`);
  await shop.getByLabel("どのお店から送りますか").selectOption({ label: STORE });
  await shop.getByText("今月あと").waitFor();
  await shop.getByLabel(/^題名/).fill(SECOND);
  await shop.getByLabel(/^本文/).fill("お休みします。");
  await shop.getByRole("button", { name: "保存して確認する" }).click();
  await propose(shop);
  await approve(office, ctx, SECOND);
  assert.deepEqual(await lettersOf(resident), [FIRST], "what is muted doesn't come");

  // Its store is told numbers, small ones as small.
  await open(shop, ctx, FIRST);
  await shop.locator("dl div", { hasText: "届いた人" }).getByText("9人以下").waitFor();
  await shop.locator("dl div", { hasText: "読んだ人" }).getByText("1人以下").waitFor();

  // With one tap they come again; what was muted doesn't.
  await reader.getByRole("button", { name: "また受け取る" }).click();
  await reader.getByRole("button", { name: "このお店のお店だよりを止める" }).waitFor();
  assert.deepEqual(await lettersOf(resident), [FIRST]);

  // Taken back by the secretariat, it leaves the inbox.
  await open(office, ctx, FIRST);
  await office.getByRole("button", { name: "取り下げる" }).click();
  await dialog.getByLabel("理由").fill("日付のまちがい");
  await dialog.getByRole("button", { name: "取り下げる" }).click();
  await badge(office, "取り下げ");
  assert.deepEqual(await lettersOf(resident), []);
}

const badge = (page: Page, text: string) => page.locator(".badge", { hasText: text }).first().waitFor();

async function propose(shop: Page): Promise<void> {
  await shop.getByRole("button", { name: "事務局に承認を頼む" }).click();
  await shop.getByRole("dialog").getByRole("button", { name: "事務局に承認を頼む" }).click();
  await badge(shop, "承認待ち");
}

/** Opens a letter from the list of all. */
async function open(page: Page, ctx: TestContext, title: string): Promise<void> {
  await page.goto(`${ctx.url}/admin/letters`);
  await page.getByLabel("状態").selectOption({ label: "すべて" });
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("heading", { name: "届いたかたの画面" }).waitFor();
}

async function approve(office: Page, ctx: TestContext, title: string): Promise<void> {
  await office.goto(`${ctx.url}/admin/letters`);
  await office.getByRole("link", { name: title }).click();
  await office.getByRole("button", { name: "承認して送る" }).click();
  await office.getByRole("dialog").getByRole("button", { name: "承認して送る" }).click();
  await badge(office, "送信済み");
}

/** Titles of the letters in the inbox. */
async function lettersOf(resident: Awaited<ReturnType<typeof signInResident>>): Promise<readonly string[]> {
  const { rows } = await resident.done<{ rows: readonly { kind: string; title?: string }[] }>(
    "GET",
    "residents/inbox",
  );
  return rows.flatMap((row) => (row.kind === "letter" ? [row.title ?? ""] : []));
}

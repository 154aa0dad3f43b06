import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { until } from "./harness.ts";
import type { Account } from "./people.ts";
import { accountOn, go } from "./region-office.ts";

/** A shop on its way in by itself: the public form, the secretariat's answer, the page that tells the shop. */

export interface Shop {
  readonly organisation: string;
  readonly store: string;
  readonly town: string;
  /** Known to be its street's. */
  readonly postalCode: string;
  readonly street: string;
  readonly trade: string;
  readonly person: string;
}

/** The address of the form, as the secretariat's screen gives it to be handed to shops. */
export async function joinAddress(page: Page): Promise<string> {
  await go(page, "事業者・お店");
  await page.getByRole("link", { name: "申し込み", exact: true }).click();
  return (await page.getByRole("link", { name: /\/join\// }).getAttribute("href")) ?? "";
}

/** Fills the form in on a phone and sends it. Returns the receipt number on the screen. */
export async function apply(page: Page, address: string, shop: Shop, pledge: string): Promise<string> {
  await page.goto(address);
  const part = (title: string) =>
    page.locator("section", { has: page.getByRole("heading", { name: title, exact: true }) });
  const business = part("事業者");
  await business.getByLabel("事業者の名前").fill(shop.organisation);
  await business.getByLabel("カナ").fill("トモシビ");
  const store = part("お店");
  await store.getByLabel("お店の名前").fill(shop.store);
  await store.getByLabel("カナ").fill("キッサトモシビ");
  await store.getByLabel("お店の種類").selectOption({ label: shop.trade });
  const town = store.getByLabel("市町村", { exact: true });
  const written = store.getByLabel("住所（市町村のあとから）");
  // A code that nobody knows is in nobody's way; one of the region writes the town and the beginning of the address (SDA-2).
  await store.getByLabel("郵便番号").fill("0000000");
  await store.getByLabel("郵便番号").fill(shop.postalCode);
  await until(
    "the postal code to write the address",
    async () => (await written.inputValue()) === shop.street,
  );
  assert.equal(await town.locator("option:checked").textContent(), shop.town);
  await written.fill(`${shop.street}2-3`);
  const contact = part("連絡する方");
  await contact.getByLabel("名前").fill(shop.person);
  await contact.getByLabel("電話番号").fill("0990000001");
  await page.getByLabel("規約を読みました。同意します").check();
  await page.getByLabel(pledge).check();
  await page.getByRole("button", { name: "申し込みを送る" }).click();
  await page.getByText("申し込みを受けつけました").waitFor();
  return (await page.getByText(/^\d{4}-\d{4}$/).textContent()) ?? "";
}

/** The secretariat reads the application and approves it; the account that its screen shows this once. */
export async function approve(page: Page, shop: Shop, receipt: string): Promise<Account> {
  await go(page, "事業者・お店");
  await page.getByRole("link", { name: "申し込み", exact: true }).click();
  await page
    .getByRole("row", { name: new RegExp(receipt) })
    .getByRole("link", { name: shop.store })
    .click();
  await page.getByRole("button", { name: "承認する" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "承認する" }).click();
  await page.getByText("承認しました").waitFor();
  return accountOn(page);
}

/** The shop's own page of its application tells what became of it. */
export async function toldApproved(page: Page): Promise<void> {
  await page.getByRole("button", { name: "結果をもう一度見る" }).click();
  await page.getByText("承認されました。").waitFor();
}

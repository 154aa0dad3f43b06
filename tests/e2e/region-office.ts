import assert from "node:assert/strict";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { run } from "../../scripts/steps.ts";
import type { TestContext } from "./harness.ts";
import type { Account } from "./people.ts";

/** What the secretariat does on its screens, each as a person does it: by the rail, buttons and labels only. */

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const dialogOf = (page: Page) => page.getByRole("dialog");

/** Goes to a place of the rail. */
export async function go(page: Page, place: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: place, exact: true }).click();
}

/** Merchant terms: from then on shops can apply. */
export async function publishTerms(page: Page, title: string, pledge: string): Promise<void> {
  await go(page, "規約");
  await press(page, "新しい版を出す");
  await page.getByLabel("題名").fill(title);
  await page.getByLabel("本文").fill("第1条　クーポンは、現金と同じように大切に扱います。");
  await page.getByLabel("誓約（1行に1つ）").fill(pledge);
  await press(page, "出す");
  await page.getByRole("cell", { name: "第1版", exact: true }).waitFor();
}

/** A head office reads the terms that it is asked for and accepts them by name (ORG-5). */
export async function acceptTerms(page: Page, pledge: string): Promise<void> {
  await press(page, "読んで同意する");
  await page.getByLabel(pledge).check();
  await press(page, "同意する");
  await page.getByRole("heading", { name: "規約への同意をお願いします" }).waitFor({ state: "detached" });
  await page.getByText("への同意がまだです").waitFor({ state: "detached" });
}

/** An organisation with an account for its head; the ID and the password that the screen shows this once. */
export async function addOrganisation(
  page: Page,
  organisation: { readonly name: string; readonly kana: string; readonly kind: "発行事業者" | "加盟店" },
  person: { readonly name: string; readonly role: string },
): Promise<Account> {
  await go(page, "事業者・お店");
  await press(page, "事業者を加える");
  const dialog = dialogOf(page);
  await dialog.getByLabel("名前").fill(organisation.name);
  await dialog.getByLabel("カナ").fill(organisation.kana);
  for (const kind of ["発行事業者", "加盟店"])
    await dialog.getByLabel(kind, { exact: true }).setChecked(kind === organisation.kind);
  await dialog.getByRole("button", { name: "加える", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: organisation.name }).waitFor();
  await page.getByRole("link", { name: "この事業者のアカウントを見る" }).click();
  return giveAccount(page, person.name, person.role);
}

/** Makes an account on the screen of accounts; what it shows this once. */
export async function giveAccount(page: Page, person: string, role: string): Promise<Account> {
  await press(page, "アカウントを作る");
  const dialog = dialogOf(page);
  await dialog.getByLabel("使う人の名前").fill(person);
  await dialog.getByLabel("役割").selectOption({ label: role });
  await dialog.getByRole("button", { name: "紙・口頭で渡す" }).click();
  await dialog.getByRole("button", { name: "作る", exact: true }).click();
  await page.getByRole("heading", { name: "アカウントを作りました" }).waitFor();
  const given = await accountOn(page);
  await press(page, "わかりました");
  return given;
}

/** The ID and first password that stand on a screen. */
export async function accountOn(page: Page): Promise<Account> {
  const value = async (label: string) => {
    const term = page.locator("dt", { hasText: new RegExp(`^${label}$`) });
    return (await term.locator("+ dd").textContent())?.trim() ?? "";
  };
  return { loginId: await value("ID"), password: await value("はじめのパスワード") };
}

/** The printed slip of an account: the PDF is read as whoever opens the envelope reads it. */
export async function printSlip(ctx: TestContext, page: Page, person: string): Promise<Account> {
  await page.getByLabel(`${person} を選ぶ`).check();
  await press(page, "アカウント票を作る（1人）");
  await press(page, "PDFを作る");
  const link = page.getByRole("link", { name: "PDFを保存する" });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  const pdf = join(ctx.workDir, "slip.pdf");
  await download.saveAs(pdf);
  const { code, output } = await run("pdftotext", ["-layout", pdf, "-"]);
  assert.equal(code, 0, output);
  const [, loginId = "", password = ""] = /ID\s+(\S+)\s+はじめのパスワード\s+(\S+)/.exec(output) ?? [];
  assert.ok(output.includes(`${person} 様`), `the slip is ${person}'s: ${output}`);
  return { loginId, password };
}

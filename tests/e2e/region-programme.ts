import type { Page } from "playwright-core";
import { go } from "./region-office.ts";
import { SCOPE } from "./region-stores.ts";

/** A programme from its first name to its opening, through the designer's steps and the card of what comes next. */

const press = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();
const step = (page: Page, title: string) =>
  page.getByRole("button", { name: new RegExp(`^\\d\\. ${title}`) }).click();

export interface Names {
  readonly name: string;
  readonly payName: string;
}

/** Opens a programme's page from the list. */
export async function openProgramme(page: Page, name: string): Promise<void> {
  await go(page, "事業");
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** A draft: face, amounts, validity, and the scope's rule. */
export async function designProgramme(
  page: Page,
  names: Names,
  facesYen: readonly number[],
  days: number,
): Promise<void> {
  await go(page, "事業");
  await press(page, "新しい事業を作る");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("事業名").fill(names.name);
  await dialog.getByLabel("アプリでの名前").fill(names.payName);
  await dialog.getByRole("button", { name: "新しい事業を作る" }).click();
  await page.getByRole("heading", { level: 1, name: "事業の内容" }).waitFor();
  await page.getByLabel("見た目").last().selectOption({ label: "藤野（紫）" });
  await step(page, "金額");
  await page.getByLabel("券の額面").fill(facesYen.join("、"));
  await page.getByLabel("支払いの単位").fill("1");
  await step(page, "期間と期限");
  await page.getByLabel("日数").fill(String(days));
  await step(page, "使える場所");
  await press(page, "市町村を選ぶ");
  const town = page.getByRole("checkbox", { name: SCOPE.town });
  await town.waitFor();
  for (const tick of await page.getByRole("checkbox").all()) await tick.uncheck();
  await town.check();
  await page.getByLabel("使える業種").fill(SCOPE.industries.join("、"));
  await page.getByLabel("使えない業種").fill(SCOPE.industriesOut.join("、"));
}

/** Says how many stores of how many the scope gives now; waits until the screen has counted. */
export async function storesInScope(page: Page, inScope: number, ofAll: number): Promise<void> {
  await page.getByText(new RegExp(`^${ofAll}店のうち ${inScope}店で使えます$`)).waitFor();
}

/** Keeps the design; what changed stands on the screen before. */
export async function save(page: Page): Promise<void> {
  await step(page, "確認");
  await press(page, "保存する");
  await page.getByRole("heading", { name: "次にできること" }).waitFor();
}

/** Opens the designer at the scope. */
export async function editScope(page: Page): Promise<void> {
  await page.getByRole("link", { name: "内容を変える" }).click();
  await step(page, "使える場所");
}

/** Lets a store in that the rule leaves out. */
export async function letIn(page: Page, store: string): Promise<void> {
  await page.getByLabel("お店をさがす").fill(store);
  await press(page, `${store}を、使えるお店に加える`);
}

/** Leaves a store out that the rule lets in. */
export async function leaveOut(page: Page, store: string): Promise<void> {
  await page.getByLabel("お店をさがす").fill(store);
  await page
    .getByRole("listitem")
    .getByRole("button", { name: `${store}を、使えないお店にする`, exact: true })
    .click();
}

/** A move of the card 次にできること: asked, confirmed, done. */
export async function move(page: Page, word: "承認する" | "公開する", then: string): Promise<void> {
  await press(page, word);
  await page.getByRole("dialog").getByRole("button", { name: word, exact: true }).click();
  await page.getByText(then, { exact: true }).first().waitFor();
}

/** Another programme as a copy, under names of its own; the designer stands at its scope. */
export async function copyProgramme(page: Page, names: Names): Promise<void> {
  await press(page, "写して新しく作る");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("事業名").fill(names.name);
  await dialog.getByRole("button", { name: "新しい事業を作る" }).click();
  await page.getByRole("heading", { level: 1, name: "事業の内容" }).waitFor();
  await page.getByLabel("アプリでの名前").fill(names.payName);
  await step(page, "使える場所");
}

/** Every town, every trade, no single stores. */
export async function wholeRegion(page: Page): Promise<void> {
  await press(page, "地域のすべて");
  await page.getByLabel("使える業種").fill("");
  await page.getByLabel("使えない業種").fill("");
  const undo = page.getByRole("button", { name: "取り消す" });
  while ((await undo.count()) > 0) await undo.first().click();
}

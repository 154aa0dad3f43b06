import type { Page } from "playwright-core";
import type { TestContext } from "./harness.ts";

/** Signs the demo's clerk in and opens the first till of a store; a device that knows its till is there already. */
export async function openTill(ctx: TestContext, page: Page, store: string): Promise<void> {
  const account = ctx.demo?.accounts.find((one) => one.key === "clerk");
  await page.goto(`${ctx.url}/counter/`);
  await page.locator('input[autocomplete="username"]').fill(account?.signIn ?? "");
  await page.locator('input[autocomplete="current-password"]').fill(account?.password ?? "");
  await page.keyboard.press("Enter");
  const choose = page.getByRole("button", { name: new RegExp(`${store}.*1番レジ`) });
  const live = page.getByText("自動で届きます");
  await choose.or(live).first().waitFor();
  if (await choose.isVisible()) await choose.click();
  await live.waitFor();
}

/** As a hand-held reader types: all keys in one go, whatever else the machine is busy with. */
export async function readerScan(page: Page, code: string): Promise<void> {
  await page.locator("#app > *").first().waitFor();
  await page.evaluate((digits) => {
    const press = (key: string, keyCode: string) =>
      document.body.dispatchEvent(
        new KeyboardEvent("keydown", { key, code: keyCode, bubbles: true, cancelable: true }),
      );
    for (const digit of digits) press(digit, `Digit${digit}`);
    press("Enter", "Enter");
  }, code);
}

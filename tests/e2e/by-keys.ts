import assert from "node:assert/strict";
import type { Page } from "playwright-core";

/** The most keys that anything on a screen is away. */
const MOST_TABS = 80;

/** Goes by Tab to what has this name, and presses it. */
export async function press(page: Page, role: "button" | "link", named: string | RegExp): Promise<void> {
  const wanted = page.getByRole(role, { name: named }).first();
  await wanted.waitFor();
  for (let tabs = 0; tabs < MOST_TABS; tabs++) {
    if (await wanted.evaluate((element) => element === document.activeElement))
      return page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
  }
  throw new Error(`${role} ${String(named)} isn't reached by Tab`);
}

/** Nothing stands over the edge of the screen, however large its letters are. */
export async function withinTheEdges(page: Page, screen: string): Promise<void> {
  const over = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  assert.ok(over <= 0, `${screen} stands ${over} px over the edge at 200 % text`);
}

/**
 * All screens on one picture, a cell each with its name: what a person looks at beside the mocks.
 */
import { existsSync, readFileSync } from "node:fs";
import type { Browser } from "playwright-core";

/** Height of a picture on the sheet; phones and desks keep their proportions. */
const CELL_HEIGHT_PX = 360;
const SHEET_WIDTH_PX = 2_000;

/** Draws the sheet with the browser that took the pictures; failed screens have a red frame. */
export async function contactSheet(
  browser: Browser,
  screens: readonly {
    readonly name: string;
    readonly picture: string;
    readonly bad: boolean;
  }[],
  path: string,
): Promise<void> {
  const cells = screens
    .filter((screen) => existsSync(screen.picture))
    .map((screen) => {
      const data = readFileSync(screen.picture).toString("base64");
      const state = screen.bad ? ' class="bad"' : "";
      return `<figure${state}><img src="data:image/png;base64,${data}" alt=""><figcaption>${screen.name}</figcaption></figure>`;
    });
  const page = await browser.newPage({ viewport: { width: SHEET_WIDTH_PX, height: 800 } });
  await page.setContent(`<!doctype html><style>
    body { display: flex; flex-wrap: wrap; gap: 16px; margin: 16px; background: #777; font: 13px sans-serif; }
    figure { margin: 0; padding: 4px; background: #fff; }
    .bad { background: #d22; color: #fff; }
    img { display: block; height: ${CELL_HEIGHT_PX}px; }
    figcaption { padding-top: 4px; text-align: center; }
  </style>${cells.join("")}`);
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

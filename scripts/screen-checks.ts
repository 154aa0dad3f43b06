/**
 * What `npm run screens` holds every screen to: no sideways overflow at 200 % text, targets of 48 px, nothing axe-core finds.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

/** The least side of a target, in CSS px; half a pixel is rounding. */
const TARGET_PX = 47.5;
/** No screen takes longer to come in. */
const ENTERED_MS = 5_000;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Targets that a finger misses; links inside a sentence are text (WCAG 2.2, 2.5.8). */
export async function smallTargets(page: Page): Promise<string[]> {
  const small = await page.evaluate((least) => {
    const selector = "a[href], button, input, select, textarea, summary, [role=button], [role=tab]";
    const seen: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>(selector)) {
      // A tick, and a table's link, is as large as its label or its row.
      const target = element.closest("label, tr") ?? element;
      const box = target.getBoundingClientRect();
      const style = getComputedStyle(element);
      if (box.width === 0 || style.visibility === "hidden" || element.closest(".hidden-text, [inert]"))
        continue;
      if (element.tagName === "A" && style.display === "inline") continue;
      if (box.height >= least && box.width >= least) continue;
      const words = (element.getAttribute("aria-label") ?? element.textContent ?? element.tagName).trim();
      seen.push(`${words.slice(0, 30)} ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    return seen;
  }, TARGET_PX);
  return small;
}

/** What axe-core finds, a line for each of its rules. */
export async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
      };
    };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => String(node.target)).join(" · ")}`,
    );
  });
}

/** Doubles the text as a browser's setting does, and looks for what then stands over the edge. */
export async function overflowAtLargeText(page: Page, picture: string): Promise<string[]> {
  await page.evaluate(() => {
    const now = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    document.documentElement.style.fontSize = `${now * 2}px`;
  });
  await settled(page);
  await page.screenshot({ path: picture, fullPage: true });
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return null;
    const over = [...document.querySelectorAll<HTMLElement>("body *")]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(-3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`);
    return `${scrollWidth - clientWidth} px (${over.join(" · ")})`;
  });
  await page.evaluate(() => document.documentElement.style.removeProperty("font-size"));
  return wide === null ? [] : [wide];
}

/** Fonts are there and whatever enters has entered. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async (longestMs) => {
    await document.fonts.ready;
    const finite = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    const entered = Promise.all(finite.map((one) => one.finished.catch(() => undefined)));
    // One that a busy browser never draws never finishes.
    await Promise.race([entered, new Promise((resolve) => setTimeout(resolve, longestMs))]);
  }, ENTERED_MS);
}

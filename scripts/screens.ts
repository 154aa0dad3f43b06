/**
 * `npm run screens [-- PATTERN…]`: brings every screen of every app into every state on a real seeded system, takes
 * its picture, and checks it: no sideways overflow at 200 % text, targets of 48 px, no violation axe-core finds, no
 * console error. Pictures and one contact sheet lie in dist/screens. A failing check fails the run.
 *
 *   PATTERN       only screens whose name contains it
 *   --state DIR   a state folder to keep between runs; a new one is seeded otherwise
 *   --port N      the port of the system; any free one otherwise
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Screen, ScreenContext } from "../tests/screens/screen.ts";
import { contactSheet } from "./contact-sheet.ts";
import { demoOf } from "./demo.ts";
import { startServer } from "./server.ts";
import { seconds } from "./steps.ts";
import { ensureTestTools, findChromium } from "./test-tools.ts";

const FOLDER = fileURLToPath(new URL("../tests/screens/", import.meta.url));
const OUT = fileURLToPath(new URL("../dist/screens/", import.meta.url));
/** A screen that is not there by then has failed. */
const OPEN_LIMIT_MS = 60_000;
/** Browsers at work at the same time. */
const AT_ONCE = 3;
/** The least side of a target, in CSS px; half a pixel is rounding. */
const TARGET_PX = 47.5;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** How many browsers have got an address. */
let addresses = 0;

interface Found {
  readonly name: string;
  readonly picture: string;
  readonly problems: readonly string[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { state: { type: "string" }, port: { type: "string", default: "0" } },
});

try {
  await ensureTestTools();
  process.exitCode = await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const started = performance.now();
  const wanted = (await allScreens()).filter(
    (screen) => positionals.length === 0 || positionals.some((part) => screen.name.includes(part)),
  );
  if (wanted.length === 0) throw new Error("There is no such screen.");
  const base = mkdtempSync(join(tmpdir(), "tegata-screens-"));
  const stateDir = values.state === undefined ? join(base, "state") : resolve(values.state);
  if (positionals.length === 0) rmSync(OUT, { recursive: true, force: true });
  mkdirSync(OUT, { recursive: true });
  const server = await startServer({ stateDir, port: Number(values.port), quiet: true });
  const browser = await launch();
  try {
    const demo = await demoOf(server, stateDir, console.log);
    if (demo === undefined) throw new Error("There is no demo data to show screens with.");
    const ctx = contextOf(browser, server.url, demo);
    const found = await checkAll(browser, wanted, ctx);
    await contactSheet(browser, found, join(OUT, "contact-sheet.png"));
    const failed = found.filter((one) => one.problems.length > 0).length;
    console.log(`pictures in dist/screens, ${seconds(started)}`);
    console.log(`${found.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

/** Checks all of them, a few at a time, and tells as they come; in the order of `screens`. */
async function checkAll(browser: Browser, screens: readonly Screen[], ctx: ScreenContext): Promise<Found[]> {
  const found: Found[] = [];
  let next = 0;
  const work = async () => {
    for (let i = next++; i < screens.length; i = next++) {
      const one = await check(browser, screens[i] as Screen, ctx);
      found[i] = one;
      console.log(`${one.problems.length === 0 ? "✓" : "✗"} ${one.name}`);
      for (const problem of one.problems) console.log(`    ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}

/** Every screen of every app, in the order of the files. */
async function allScreens(): Promise<Screen[]> {
  const screens: Screen[] = [];
  for (const file of readdirSync(FOLDER).sort()) {
    if (!file.endsWith(".ts")) continue;
    const module = (await import(pathToFileURL(join(FOLDER, file)).href)) as { screens?: readonly Screen[] };
    screens.push(...(module.screens ?? []));
  }
  const names = new Set(screens.map((screen) => screen.name));
  if (names.size !== screens.length) throw new Error("Two screens have the same name.");
  return screens;
}

function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium found");
  return chromium.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
      ...["--disable-sync", "--no-first-run", "--use-fake-device-for-media-stream"],
      "--use-fake-ui-for-media-stream",
    ],
  });
}

function contextOf(browser: Browser, url: string, demo: ScreenContext["demo"]): ScreenContext {
  const made = new Map<string, Promise<unknown>>();
  return {
    url,
    demo,
    once: <T>(name: string, make: () => Promise<T>) => {
      const known = (made.get(name) ?? make()) as Promise<T>;
      made.set(name, known);
      return known;
    },
    spare: () => browser.newContext({ extraHTTPHeaders: ownAddress() }),
  };
}

/** Each browser has an address of its own (RFC 2544), as people do: one address has a brake on how many sign in. */
function ownAddress() {
  const number = addresses++;
  return { "cf-connecting-ip": `198.18.${(number >> 8) % 256}.${number % 256}` };
}

/** Opens one screen on a browser of its own, takes its picture, and says what is wrong with it. */
async function check(browser: Browser, screen: Screen, ctx: ScreenContext): Promise<Found> {
  const context = await freshContext(browser, screen);
  const page = await context.newPage();
  const problems: string[] = [];
  const heard = (line: string) => {
    if (!screen.allow?.test(line)) problems.push(`console: ${line}`);
  };
  page.on("console", (message) => {
    if (message.type() === "error") heard(message.text());
  });
  context.on("weberror", (error) => heard(error.error().message));
  page.setDefaultTimeout(OPEN_LIMIT_MS / 3);
  const picture = join(OUT, `${screen.name}.png`);
  try {
    await withLimit(screen.open(page, ctx));
    await settled(page);
    await page.screenshot({ path: picture });
    problems.push(...(await smallTargets(page)), ...(await axeViolations(page)));
    problems.push(...(await overflowAtLargeText(page, join(OUT, `${screen.name}-200.png`))));
  } catch (error) {
    problems.push(`does not open: ${(error as Error).message.split("\n")[0]}`);
    await page.screenshot({ path: picture }).catch(() => {});
  }
  // A route that still waits for its answer would fail outside of any screen.
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await context.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
  return { name: screen.name, picture, problems };
}

function freshContext(browser: Browser, screen: Screen): Promise<BrowserContext> {
  const mobile = screen.size.width <= 1024;
  return browser.newContext({
    viewport: screen.size,
    isMobile: mobile,
    hasTouch: mobile,
    locale: screen.locale ?? "ja-JP",
    timezoneId: "Asia/Tokyo",
    colorScheme: screen.dark ? "dark" : "light",
    permissions: ["camera"],
    extraHTTPHeaders: ownAddress(),
    // A service worker would answer before the routes by which a screen brings about its state.
    serviceWorkers: "block",
  });
}

async function withLimit(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${OPEN_LIMIT_MS / 1000} s`)), OPEN_LIMIT_MS);
  });
  await Promise.race([work, limit]).finally(() => clearTimeout(timer));
}

/** Fonts are there and whatever enters has entered. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const finite = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY);
    await Promise.all(finite.map((one) => one.finished.catch(() => undefined)));
  });
}

/** Targets that a finger misses; links inside a sentence are text (WCAG 2.2, 2.5.8). */
async function smallTargets(page: Page): Promise<string[]> {
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
  return small.map((line) => `target under 48 px: ${line}`);
}

async function axeViolations(page: Page): Promise<string[]> {
  await page.evaluate(AXE);
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>;
      };
    };
    const { violations } = await axe.run();
    return violations.map(
      ({ id, nodes }) => `axe ${id}: ${nodes.map((node) => String(node.target)).join(" · ")}`,
    );
  });
}

/** Doubles the text as a browser's setting does, and looks for what then stands over the edge. */
async function overflowAtLargeText(page: Page, picture: string): Promise<string[]> {
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
  return wide === null ? [] : [`sideways overflow at 200 % text: ${wide}`];
}

/**
 * `npm run screens [-- PATTERN…]`: brings every screen of every app into every state on a real seeded system, takes
 * its picture, and checks it: no sideways overflow at 200 % text, targets of 48 px, no violation axe-core finds, no
 * console error. Pictures and contact sheets lie in dist/screens. A failing check fails the run; a table of screens and
 * checks ends it.
 *
 *   PATTERN       only screens whose name contains it
 *   --languages   each of them in every language of its app, light and dark, with a contact sheet for each look
 *   --state DIR   a state folder to keep between runs; a new one is seeded otherwise
 *   --port N      the port of the system; any free one otherwise
 */
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Screen, ScreenContext } from "../tests/screens/screen.ts";
import { LOCALE_STORED_AS, LOCALES, type Locale, OFFICE_LOCALES } from "../web/shared/i18n/locale.ts";
import { contactSheet } from "./contact-sheet.ts";
import { demoOf } from "./demo.ts";
import { axeViolations, overflowAtLargeText, settled, smallTargets } from "./screen-checks.ts";
import { startServer } from "./server.ts";
import { seconds } from "./steps.ts";
import { ensureTestTools, findChromium } from "./test-tools.ts";

const FOLDER = fileURLToPath(new URL("../tests/screens/", import.meta.url));
const OUT = fileURLToPath(new URL("../dist/screens/", import.meta.url));
/** A screen that is not there by then has failed. */
const OPEN_LIMIT_MS = 60_000;
/** Browsers at work at the same time. */
const AT_ONCE = 3;
/** The checks, in the order of the table's columns. */
const CHECKS = ["opens", "console", "targets", "axe", "overflow at 200 %"] as const;
type Check = (typeof CHECKS)[number];

/** How many browsers have got an address. */
let addresses = 0;

/** A screen in one language and colour scheme; the screen's own have no name. */
interface Look {
  readonly name: string;
  readonly language?: Locale;
  readonly dark: boolean;
}

interface Problem {
  readonly check: Check;
  readonly detail: string;
}

interface Found {
  readonly name: string;
  readonly pictures: readonly { readonly look: string; readonly path: string; readonly bad: boolean }[];
  readonly problems: readonly Problem[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    state: { type: "string" },
    port: { type: "string", default: "0" },
    languages: { type: "boolean", default: false },
  },
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
    (screen) =>
      (positionals.length === 0 || positionals.some((part) => screen.name.includes(part))) &&
      // A screen that is about one language or one scheme adds nothing to all of them.
      !(values.languages && (screen.locale !== undefined || screen.dark)),
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
    await contactSheets(browser, found);
    printTable(found);
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
      for (const problem of one.problems) console.log(`    ${problem.check}: ${problem.detail}`);
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

/** Opens one screen on a browser of its own, takes its pictures, and says what is wrong with it. */
async function check(browser: Browser, screen: Screen, ctx: ScreenContext): Promise<Found> {
  const context = await freshContext(browser, screen);
  const page = await context.newPage();
  const problems: Problem[] = [];
  const pictures: { look: string; path: string; bad: boolean }[] = [];
  const heard = (line: string) => {
    if (!screen.allow?.test(line)) problems.push({ check: "console", detail: line });
  };
  page.on("console", (message) => {
    if (message.type() === "error") heard(message.text());
  });
  context.on("weberror", (error) => heard(error.error().message));
  page.setDefaultTimeout(OPEN_LIMIT_MS / 3);
  if (values.languages) loadWordsBeforeOffline(context, page);
  try {
    await withLimit(screen.open(page, ctx));
    for (const look of looksOf(screen, page)) {
      const before = problems.length;
      const path = join(OUT, `${screen.name}${look.name}.png`);
      const inLook = (check: Check, details: readonly string[]) =>
        problems.push(...details.map((detail) => ({ check, detail: `${look.name} ${detail}`.trim() })));
      await wear(page, look);
      await page.screenshot({ path });
      inLook("targets", await smallTargets(page));
      inLook("axe", await axeViolations(page));
      // A colour scheme moves nothing.
      if (!look.dark || look.language === undefined)
        inLook("overflow at 200 %", await overflowAtLargeText(page, path.replace(/\.png$/, "-200.png")));
      pictures.push({ look: look.name, path, bad: problems.length > before });
    }
  } catch (error) {
    problems.push({ check: "opens", detail: (error as Error).message.split("\n")[0] ?? "" });
    const path = join(OUT, `${screen.name}.png`);
    await page.screenshot({ path }).catch(() => {});
    pictures.push({ look: "", path, bad: true });
  }
  // A route that still waits for its answer would fail outside of any screen.
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await context.unrouteAll({ behavior: "ignoreErrors" });
  await context.close();
  return { name: screen.name, pictures, problems };
}

/** The looks a screen is judged in: its own, or every language of its app in light and dark. */
function looksOf(screen: Screen, page: Page): Look[] {
  if (!values.languages) return [{ name: "", dark: screen.dark ?? false }];
  return languagesOf(page).flatMap((language) =>
    [false, true].map((dark) => ({ name: `-${language}-${dark ? "dark" : "light"}`, language, dark })),
  );
}

/** The languages of the app that a page is of. */
function languagesOf(page: Page): readonly Locale[] {
  return new URL(page.url()).pathname.startsWith("/admin/") ? OFFICE_LOCALES : LOCALES;
}

/** A screen whose state is a network that is gone gets its other languages before it goes. */
function loadWordsBeforeOffline(context: BrowserContext, page: Page): void {
  const setOffline = context.setOffline.bind(context);
  context.setOffline = async (offline) => {
    if (offline)
      for (const language of [...languagesOf(page), "ja"] as const)
        await wear(page, { name: "", language, dark: false });
    await setOffline(offline);
  };
}

/** Changes language and scheme in place, as the choice in another tab does: the state of the screen stays. */
async function wear(page: Page, look: Look): Promise<void> {
  if (look.language !== undefined) {
    await page.emulateMedia({ colorScheme: look.dark ? "dark" : "light" });
    await page.evaluate(
      ([key, newValue]) => void dispatchEvent(new StorageEvent("storage", { key, newValue })),
      [LOCALE_STORED_AS, look.language] as const,
    );
    await page.waitForFunction(
      (language) => document.documentElement.dataset.locale === language,
      look.language,
    );
  }
  await settled(page);
}

/** One sheet for each look; a plain run has one look. */
async function contactSheets(browser: Browser, found: readonly Found[]): Promise<void> {
  const looks = new Set(found.flatMap((one) => one.pictures.map((picture) => picture.look)));
  for (const look of looks) {
    const shown = found.flatMap((one) =>
      one.pictures
        .filter((picture) => picture.look === look)
        .map((picture) => ({ name: one.name, picture: picture.path, bad: picture.bad })),
    );
    await contactSheet(browser, shown, join(OUT, `contact-sheet${look}.png`));
  }
}

/** Screens × checks, a row each: what an auditor of accessibility asks for. */
function printTable(found: readonly Found[]): void {
  console.log(`\n| screen | looks | ${CHECKS.join(" | ")} |\n|---|---|${CHECKS.map(() => "---|").join("")}`);
  for (const one of found) {
    const cells = CHECKS.map((check) => {
      const count = one.problems.filter((problem) => problem.check === check).length;
      return count === 0 ? "ok" : `${count} found`;
    });
    console.log(`| ${one.name} | ${one.pictures.length} | ${cells.join(" | ")} |`);
  }
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

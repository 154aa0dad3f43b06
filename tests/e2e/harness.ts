/**
 * What a browser test is given: the system started from an empty state folder, devices with a camera that
 * sees what the test shows it, and a way from a printed page back to that camera.
 */
import { copyFileSync, mkdirSync, readdirSync, renameSync } from "node:fs";
import { basename, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import type { Demo } from "../../scripts/demo.ts";
import type { RunningServer } from "../../scripts/server.ts";
import { run } from "../../scripts/steps.ts";
import { findChromium } from "../../scripts/test-tools.ts";

/** A file in tests/e2e exports these. */
export interface BrowserTest {
  /** What `npm run e2e -- NAME` calls it. */
  name: string;
  run(ctx: TestContext): Promise<void>;
  /** Without demo data; default is with it. */
  unseeded?: boolean;
  /** Names of people that it types where they are sealed: the log is searched for them as well (SEC-5). */
  people?: readonly string[];
  /** A file with a Worker around the product's, for parts that fail on purpose. */
  wrapper?: string;
  /** When it counts as hung; default five minutes. */
  limitMs?: number;
}

export interface TestContext {
  /** The system as it runs now; another one after `restart`. */
  readonly server: RunningServer;
  /** Start of every address, e.g. http://localhost:4170. */
  url: string;
  /** What the seed left to sign in with; undefined for an unseeded test. */
  demo: Demo | undefined;
  stateDir: string;
  /** An empty folder for this test's files; kept when the test fails. */
  workDir: string;
  /** A device with a browser of its own. Closed after the test, which fails if it logged an error. */
  device(name: string, options?: DeviceOptions): Promise<Device>;
  /**
   * Ends the system (`kill`: as a power cut would), lets `meanwhile` work on the state folder, and starts it
   * again at the same address.
   */
  restart(options?: {
    kill?: boolean;
    clockOffsetMs?: number;
    /** Settings of the Worker from now on, besides those of wrangler.toml. */
    vars?: Record<string, string>;
    /** From now on the wallet's service worker is another version of itself. */
    newVersion?: boolean;
    meanwhile?: () => Promise<void>;
  }): Promise<void>;
  log(line: string): void;
}

export interface DeviceOptions {
  /** CSS pixels; default is the wallet's phone. */
  viewport?: { width: number; height: number };
  /** A phone or tablet: touch and mobile layout. Default true up to 1024 wide. */
  mobile?: boolean;
  locale?: string;
  /** The browser's own text size, in percent of the usual one. */
  textPercent?: number;
}

/** Screens the product is built for. */
export const PHONE = { width: 390, height: 844 };
/** A common size of Android phones. */
export const ANDROID = { width: 412, height: 915 };
export const TABLET = { width: 1024, height: 768 };
export const DESK = { width: 1280, height: 800 };

export interface Device {
  name: string;
  browser: Browser;
  context: BrowserContext;
  page: Page;
  camera: Camera;
  /** Console errors and uncaught exceptions so far, less what `allow` named. */
  errors(): string[];
  /** Errors that belong to the test, such as the browser's own line for a refused request. */
  allow(pattern: RegExp): void;
  close(): Promise<void>;
}

/** A fake camera. What it shows is read at the next getUserMedia, so show first, then open the scanner. */
export interface Camera {
  /** Holds a picture (PNG) before the lens, whole, on a grey table. */
  show(picture: string, options?: { tiltDegrees?: number }): Promise<void>;
}

const CAMERA = { width: 1280, height: 720, framesPerSecond: 10, seconds: 1 };

/** What Chromium says by itself of a page, or a look for a newer service worker, while a test has stopped the system. */
const SYSTEM_STOPPED = /ERR_CONNECTION_REFUSED|An unknown error occurred when fetching the script/;

/** What 1rem is where nobody has set a text size. */
const USUAL_TEXT_PX = 16;

/** Quiet on a closed network: without them Chromium calls home at every start. */
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
];

/** Starts a browser of its own with its own camera. Files of it lie in `workDir`. */
export async function launchDevice(
  name: string,
  workDir: string,
  options: DeviceOptions = {},
): Promise<Device> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium found");
  const viewport = options.viewport ?? PHONE;
  const mobile = options.mobile ?? viewport.width <= TABLET.width;
  const camera = await makeCamera(name, workDir);
  const browser = await chromium.launch({
    executablePath,
    args: [
      ...CHROMIUM_FLAGS,
      `--use-file-for-fake-video-capture=${camera.file}`,
      `--blink-settings=defaultFontSize=${(USUAL_TEXT_PX * (options.textPercent ?? 100)) / 100}`,
    ],
  });
  const context = await browser.newContext({
    viewport,
    isMobile: mobile,
    hasTouch: mobile,
    deviceScaleFactor: mobile ? 2 : 1,
    locale: options.locale ?? "ja-JP",
    timezoneId: "Asia/Tokyo",
    permissions: ["camera"],
  });
  const page = await context.newPage();
  const seen: string[] = [];
  const allowed: RegExp[] = [SYSTEM_STOPPED];
  context.on("console", (message) => {
    if (message.type() === "error") seen.push(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => seen.push(error.error().stack ?? error.error().message));
  return {
    name,
    browser,
    context,
    page,
    camera,
    errors: () => seen.filter((line) => !allowed.some((pattern) => pattern.test(line))),
    allow: (pattern) => allowed.push(pattern),
    close: () => browser.close(),
  };
}

async function makeCamera(name: string, workDir: string): Promise<Camera & { file: string }> {
  mkdirSync(workDir, { recursive: true });
  const file = join(workDir, `${name}-camera.y4m`);
  const table = `color=c=gray:s=${CAMERA.width}x${CAMERA.height}:r=${CAMERA.framesPerSecond}:d=${CAMERA.seconds}`;
  await program("ffmpeg", ["-y", "-v", "error", "-f", "lavfi", "-i", table, "-pix_fmt", "yuv420p", file]);
  return {
    file,
    show: async (picture, { tiltDegrees = 0 } = {}) => {
      const next = join(workDir, `${name}-camera-next.y4m`);
      await pictureToVideo(picture, next, tiltDegrees);
      renameSync(next, file);
    },
  };
}

/** A still picture as the video that a camera on a grey table would take of it. */
async function pictureToVideo(picture: string, video: string, tiltDegrees: number): Promise<void> {
  const { width, height } = CAMERA;
  const turn = `rotate=${tiltDegrees}*PI/180:ow=rotw(${tiltDegrees}*PI/180):oh=roth(${tiltDegrees}*PI/180):c=gray`;
  const fit = `scale=${width}:${height}:force_original_aspect_ratio=decrease`;
  const table = `pad=${width}:${height}:(ow-iw)/2:(oh-ih)/2:color=gray`;
  const frames = ["-r", String(CAMERA.framesPerSecond), "-t", String(CAMERA.seconds)];
  await program("ffmpeg", [
    ...["-y", "-v", "error", "-loop", "1", "-i", picture],
    ...["-vf", `${turn},${fit},${table}`, ...frames, "-pix_fmt", "yuv420p", video],
  ]);
}

/** The pages of a PDF as pictures, 150 dpi as a cheap office scanner gives. Returns their paths in order. */
export async function pdfToPictures(pdf: string, workDir: string, dpi = 150): Promise<string[]> {
  const prefix = `${basename(pdf, ".pdf")}-page`;
  await program("pdftoppm", ["-r", String(dpi), "-png", pdf, join(workDir, prefix)]);
  return readdirSync(workDir)
    .filter((name) => name.startsWith(prefix) && name.endsWith(".png"))
    .sort()
    .map((name) => join(workDir, name));
}

/** Prints a page as the print dialogue would and returns the PDF's path. */
export async function printPage(page: Page, pdf: string): Promise<string> {
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  return pdf;
}

/**
 * Waits until `ready` gives something other than undefined, null or false; throws, naming `what`, when it
 * does not within the limit. For conditions that no locator can wait for.
 */
export async function until<T>(
  what: string,
  ready: () => Promise<T | undefined | null | false>,
  limitMs = 20_000,
): Promise<T> {
  const end = performance.now() + limitMs;
  for (;;) {
    const value = await ready();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > end) throw new Error(`${what}: not within ${limitMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Keeps what helps to see why a test failed: pictures of every screen and the Worker's log. */
export async function keepEvidence(devices: Device[], stateDir: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const device of devices) {
    for (const [i, page] of device.context.pages().entries()) {
      await page.screenshot({ path: join(folder, `${device.name}-${i}.png`) }).catch(() => {});
    }
  }
  try {
    copyFileSync(join(stateDir, "worker.log"), join(folder, "worker.log"));
  } catch {
    // The Worker has logged nothing.
  }
}

async function program(command: string, args: string[]): Promise<void> {
  const { code, output } = await run(command, args);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${output}`);
}

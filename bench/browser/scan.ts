/**
 * What a look of the scanner costs: a coupon's QR, tilted as a hand holds it, before a fake camera; the product's own
 * camera and decoder in a real Chromium, from a frame on the screen to the text in it.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import QRCode from "qrcode-svg";
import { build } from "vite";
import { type ChargeCode, chargeCodeCheckDigits } from "../../schema/charge-code.ts";
import { couponPath, qrUrl } from "../../schema/qr.ts";
import { ensureTestTools } from "../../scripts/test-tools.ts";
import { type Device, launchDevice } from "../../tests/e2e/harness.ts";
import type { BenchOptions, BenchResult } from "../data/result.ts";
import { spread } from "../statistics.ts";
import type { Scanned } from "./scan-page.ts";

const ROUNDS = 3;
const FRAMES = 60;
const FRAMES_QUICK = 5;
const TILT_DEGREES = 7;
/** As Lighthouse slows a phone's processor down. */
const SLOWER_PROCESSOR = 4;
/** No coupon has to exist to be read. */
const DIGITS = "123456789012345678";
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".wasm": "application/wasm",
};

/** Measures the scanner. Leaves nothing running; what lies under `stateDir` is the caller's. */
export async function scanBench({ stateDir, quick }: BenchOptions): Promise<BenchResult> {
  await ensureTestTools();
  const folder = join(stateDir, "scan");
  const served = await serve(await buildPage(folder));
  const frames = quick ? FRAMES_QUICK : FRAMES;
  try {
    const fast: Scanned[] = [];
    const slow: Scanned[] = [];
    for (let round = 1; round <= (quick ? 1 : ROUNDS); round++) {
      process.stderr.write(`• scan, round ${round}\n`);
      fast.push(await scanned(served.url, join(folder, `fast-${round}`), frames, 1));
      slow.push(await scanned(served.url, join(folder, `slow-${round}`), frames, SLOWER_PROCESSOR));
    }
    return resultOf(fast, slow);
  } finally {
    await served.close();
  }
}

/** The page, built as the product's are: by Vite, with the reader's wasm as a file of its own. */
async function buildPage(folder: string): Promise<string> {
  const root = join(folder, "page");
  mkdirSync(root, { recursive: true });
  const script = fileURLToPath(new URL("scan-page.ts", import.meta.url));
  writeFileSync(
    join(root, "index.html"),
    `<!doctype html><title>scan</title><script type="module" src="/@fs${script}"></script>`,
  );
  const outDir = join(folder, "built");
  await build({ configFile: false, root, logLevel: "error", build: { outDir, emptyOutDir: true } });
  return outDir;
}

async function serve(folder: string): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  const server = createServer((asked, answer) => {
    const path = normalize(new URL(asked.url ?? "/", "http://localhost").pathname);
    const file = join(folder, path === "/" ? "index.html" : path);
    try {
      const body = readFileSync(file);
      answer.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" }).end(body);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function scanned(url: string, workDir: string, frames: number, slower: number): Promise<Scanned> {
  const phone = await launchDevice("phone", workDir);
  try {
    const text = qrUrl(
      "https://tegata.example",
      couponPath(`${DIGITS}${chargeCodeCheckDigits(DIGITS)}` as ChargeCode),
    );
    await phone.camera.show(await pictureOf(phone, text, workDir), { tiltDegrees: TILT_DEGREES });
    await phone.page.goto(url);
    const session = await phone.context.newCDPSession(phone.page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slower });
    const found = await phone.page.evaluate(
      (count) => (globalThis as unknown as { scan(frames: number): Promise<Scanned> }).scan(count),
      frames,
    );
    if (found.text !== text) throw new Error(`the scanner read ${found.text}`);
    return found;
  } finally {
    await phone.close();
  }
}

/** The QR as it lies on a sheet, white around it. */
async function pictureOf(device: Device, text: string, workDir: string): Promise<string> {
  const svg = new QRCode({ content: text, width: 480, height: 480, padding: 4, ecl: "M" }).svg();
  const sheet = await device.context.newPage();
  await sheet.setContent(`<style>body { margin: 80px; width: 480px; background: #fff }</style>${svg}`);
  const picture = join(workDir, "sheet.png");
  await sheet.screenshot({ path: picture });
  await sheet.close();
  return picture;
}

function rounded({ coldMs, frameMs }: Scanned) {
  return { coldMs: Math.round(coldMs), frameMs: frameMs.map(Math.round) };
}

function resultOf(fast: readonly Scanned[], slow: readonly Scanned[]): BenchResult {
  const warm = (runs: readonly Scanned[]) => spread(runs.flatMap(({ frameMs }) => frameMs));
  const cold = (runs: readonly Scanned[]) => spread(runs.map(({ coldMs }) => coldMs));
  const one = (value: number) => Number(value.toFixed(1));
  const line = (title: string, runs: readonly Scanned[]) => {
    const { median, low, high } = warm(runs);
    return `| ${title} | ${one(median)} (${one(low)}–${one(high)}) | ${Math.round(cold(runs).median)} |`;
  };
  return {
    figures: {
      scanFrameMs: one(warm(fast).median),
      scanColdMs: Math.round(cold(fast).median),
      scanSlowFrameMs: one(warm(slow).median),
      scanRaw: { fast: fast.map(rounded), slow: slow.map(rounded) },
    },
    table: [
      `From a frame of 1280 × 720 on the screen to the coupon's text, by ${fast[0]?.decoder === "native" ? "the browser's own reader" : "ZXing"}; medians (lowest–highest).`,
      "",
      "| processor | ms a frame | first, the reader loaded |",
      "|---|---|---|",
      line("this machine's", fast),
      line(`${SLOWER_PROCESSOR} times slower`, slow),
    ].join("\n"),
  };
}

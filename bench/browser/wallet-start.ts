/**
 * The wallet's first start on a slow phone: everything a real Chromium asks the Worker for until somebody can type a
 * telephone number, and how long that takes. Cold cache; a processor 4 times slower and Lighthouse's "slow 4G" as its
 * DevTools throttling applies it. Replies come gzipped, as over plain http a browser asks for no more; over https it
 * would ask for brotli, so both sizes are told.
 */
import { brotliCompressSync, gzipSync } from "node:zlib";
import { startServer } from "../../scripts/server.ts";
import { ensureTestTools } from "../../scripts/test-tools.ts";
import { launchDevice } from "../../tests/e2e/harness.ts";
import type { BenchOptions, BenchResult } from "../data/result.ts";
import { spread } from "../statistics.ts";

const ROUNDS = 5;
/** Lighthouse's `mobileSlow4G`: 150 ms, 1.6 Mbit/s down, 750 kbit/s up, in the figures it hands to DevTools. */
const SLOW_4G = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: (1.6 * 1_024 * 1_024 * 0.9) / 8,
  uploadThroughput: (750 * 1_024 * 0.9) / 8,
};
const SLOWER_PROCESSOR = 4;
const USABLE_LIMIT_MS = 120_000;
const KIB = 1_024;

const KINDS = ["document", "script", "style", "font", "wasm", "other"] as const;
type Kind = (typeof KINDS)[number];
interface Sizes {
  files: number;
  bytes: number;
  gzip: number;
  brotli: number;
}
interface Loaded {
  readonly kind: Kind;
  readonly body: Promise<Buffer>;
}

/** Measures the wallet's start. Leaves nothing running; what lies under `stateDir` is the caller's. */
export async function walletStartBench({ stateDir, quick }: BenchOptions): Promise<BenchResult> {
  await ensureTestTools();
  const folder = `${stateDir}/wallet-start`;
  const server = await startServer({ stateDir: folder, port: 0, quiet: true });
  try {
    const starts = [];
    for (let round = 1; round <= (quick ? 1 : ROUNDS); round++) {
      process.stderr.write(`• wallet start, round ${round}\n`);
      starts.push(await firstStart(server.url, `${folder}/browser-${round}`));
    }
    return resultOf(starts);
  } finally {
    await server.stop();
  }
}

type Start = Awaited<ReturnType<typeof firstStart>>;

/** One start in a browser that has never been here. */
async function firstStart(url: string, workDir: string) {
  const phone = await launchDevice("phone", workDir);
  try {
    const { page } = phone;
    const session = await phone.context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", SLOW_4G);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER_PROCESSOR });
    const loaded: Loaded[] = [];
    page.on("response", (reply) => {
      // A reply without a body (a redirect, a 401) weighs nothing.
      const body = reply.body().catch(() => Buffer.alloc(0));
      loaded.push({ kind: kindOf(reply.request().resourceType(), reply.url()), body });
    });
    const started = performance.now();
    await page.goto(`${url}/wallet/`, { waitUntil: "commit", timeout: USABLE_LIMIT_MS });
    const number = page.locator("input[type=tel]");
    await number.waitFor({ state: "visible", timeout: USABLE_LIMIT_MS });
    await number.fill("090", { timeout: USABLE_LIMIT_MS });
    const usableMs = performance.now() - started;
    // What comes later (the service worker fills its cache) nobody waits for.
    return { usableMs, sizes: await sizesOf([...loaded]) };
  } finally {
    await phone.close();
  }
}

function kindOf(type: string, url: string): Kind {
  if (url.endsWith(".wasm")) return "wasm";
  if (type === "stylesheet") return "style";
  return KINDS.find((kind) => kind === type) ?? "other";
}

async function sizesOf(loaded: readonly Loaded[]): Promise<Record<Kind, Sizes>> {
  const none = () => ({ files: 0, bytes: 0, gzip: 0, brotli: 0 });
  const sizes: Record<Kind, Sizes> = {
    document: none(),
    script: none(),
    style: none(),
    font: none(),
    wasm: none(),
    other: none(),
  };
  for (const { kind, body } of loaded) {
    const bytes = await body;
    const of = sizes[kind];
    of.files += 1;
    of.bytes += bytes.length;
    of.gzip += gzipSync(bytes, { level: 9 }).length;
    of.brotli += brotliCompressSync(bytes).length;
  }
  return sizes;
}

function resultOf(starts: readonly Start[]): BenchResult {
  const usable = spread(starts.map(({ usableMs }) => usableMs));
  const sizes = (starts[0] as Start).sizes;
  const kib = (bytes: number) => (bytes / KIB).toFixed(1);
  return {
    figures: {
      walletScriptGzipKiB: Number((sizes.script.gzip / KIB).toFixed(1)),
      walletUsableMs: Math.round(usable.median),
      walletRaw: { usableMs: starts.map(({ usableMs }) => Math.round(usableMs)), sizes },
    },
    table: [
      `Until a telephone number can be typed: ${Math.round(usable.median)} ms (${Math.round(usable.low)}–${Math.round(usable.high)}), with an empty cache, a`,
      `processor ${SLOWER_PROCESSOR} times slower, and Lighthouse's slow 4G (150 ms, 1.6 Mbit/s down, 0.75 up, as DevTools applies it).`,
      "",
      "| loaded by then | files | KiB | gzip | brotli |",
      "|---|---|---|---|---|",
      ...KINDS.filter((kind) => sizes[kind].files > 0).map((kind) => {
        const { files, bytes, gzip, brotli } = sizes[kind];
        return `| ${kind} | ${files} | ${kib(bytes)} | ${kib(gzip)} | ${kib(brotli)} |`;
      }),
    ].join("\n"),
  };
}

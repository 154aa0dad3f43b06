/**
 * Builds the pages (Vite) and the Worker (esbuild).
 *
 * `npm run build` builds for this machine; `npm run build -- --production` builds what `deploy` sends, into
 * dist/web and dist/worker, and refuses to if a module made for development is still inside.
 *
 * Local builds lie in folders named after the hash of what they were made from: a second run finds its build
 * done, and a server that is running keeps its files while the next build is made beside it.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import { join, posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build as bundle } from "esbuild";
import { run, step } from "./steps.ts";

const ROOT = resolve(fileURLToPath(import.meta.url), "../..");
const LOCAL = join(ROOT, "dist/local");
/** Builds kept beside the newest, so that servers still running find their files. */
const KEPT_BUILDS = 12;

const WEB_INPUTS = [
  "web",
  "wallet-pwa",
  "schema",
  "vite.config.ts",
  "package-lock.json",
  "tsconfig.base.json",
];
const WORKER_INPUTS = ["schema", "durable-objects", "workers", "package-lock.json", "scripts/build.ts"];
const NOT_BUILT = /\.(test|testing)\.tsx?$|\.md$/;

/** Where the finished pages and the finished Worker lie. */
export interface Build {
  webDir: string;
  workerFile: string;
}

/** The local build of the tree as it is now, made if it is not there yet. */
export async function buildLocal(log: (line: string) => void = console.log): Promise<Build> {
  mkdirSync(LOCAL, { recursive: true });
  const webDir = join(LOCAL, `web-${hashOf(WEB_INPUTS)}`);
  const workerDir = join(LOCAL, `worker-${hashOf(WORKER_INPUTS)}`);
  await reuse(webDir, "pages", log, (folder) => buildWeb(folder));
  await reuse(workerDir, "Worker", log, async (folder) => {
    await buildWorker(join(folder, "index.js"), { dev: true });
  });
  prune("web-", webDir);
  prune("worker-", workerDir);
  return { webDir, workerFile: join(workerDir, "index.js") };
}

/** What is deployed; made anew, or as it was made last. Throws where development's modules are inside, or nothing was made. */
export async function productionBuild({ anew }: { readonly anew: boolean }): Promise<Build> {
  const build = { webDir: join(ROOT, "dist/web"), workerFile: join(ROOT, "dist/worker/index.js") };
  if (!anew) {
    if (!existsSync(build.workerFile) || !existsSync(build.webDir))
      throw new Error("nothing is built: npm run build -- --production");
    return build;
  }
  await step("pages", () => buildWeb(build.webDir));
  const left = await step("Worker", buildProductionWorker);
  if (left.length > 0) {
    throw new Error(`made for development, yet in the production bundle: ${left.join(", ")}`);
  }
  return build;
}

/** Bundles the Worker as it is deployed; returns what was made for development and is still inside. */
export async function buildProductionWorker(): Promise<string[]> {
  return developmentModules(await buildWorker(join(ROOT, "dist/worker/index.js"), { dev: false }));
}

/**
 * The modules among `inputs` that must not reach production: whatever lies in a folder called `dev` or is
 * named `dev-…` inside the Worker. They are reached by `if (__DEV__) await import(…)` only.
 */
export function developmentModules(inputs: string[]): string[] {
  return inputs.filter((path) => /^workers\/(.*\/)?dev[-/.]/.test(path));
}

async function buildWeb(outDir: string): Promise<void> {
  const { code, output } = await run("vite", ["build", "--logLevel", "warn"], {
    cwd: ROOT,
    env: { TEGATA_WEB_OUT: outDir, NODE_ENV: "production" },
  });
  if (code !== 0) throw new Error(`the pages do not build:\n${output}`);
  // Only the service worker's list needed it; it would be served to anybody.
  rmSync(join(outDir, ".vite"), { recursive: true, force: true });
}

/** Bundles the Worker and returns the modules that ended up inside. */
async function buildWorker(outfile: string, { dev }: { dev: boolean }): Promise<string[]> {
  const result = await bundle({
    absWorkingDir: ROOT,
    entryPoints: ["workers/index.ts"],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["cloudflare:*", "node:*"],
    define: { __DEV__: String(dev), "process.env.NODE_ENV": '"production"' },
    loader: { ".sql": "text", ".txt": "text", ".html": "text" },
    minifySyntax: true,
    sourcemap: "linked",
    metafile: true,
    logLevel: "silent",
  });
  const output = Object.values(result.metafile.outputs).find((each) => each.entryPoint !== undefined);
  return Object.entries(output?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
}

/** Makes `folder` by `make` unless it is there; half a build is never left under its name. */
async function reuse(
  folder: string,
  title: string,
  log: (line: string) => void,
  make: (folder: string) => Promise<void>,
): Promise<void> {
  if (existsSync(folder)) {
    const now = new Date();
    utimesSync(folder, now, now);
    log(`✓ ${title} already built`);
    return;
  }
  const started = performance.now();
  const halfway = `${folder}.${process.pid}.tmp`;
  try {
    await make(halfway);
    if (existsSync(folder)) rmSync(halfway, { recursive: true });
    else renameSync(halfway, folder);
  } catch (error) {
    rmSync(halfway, { recursive: true, force: true });
    // Somebody building the same tree at the same moment may have been first.
    if (!existsSync(folder)) throw error;
  }
  log(`✓ ${title} built ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

function prune(prefix: string, current: string): void {
  const old = readdirSync(LOCAL)
    .filter((name) => name.startsWith(prefix) && !name.endsWith(".tmp"))
    .map((name) => join(LOCAL, name))
    .filter((path) => path !== current)
    .map((path) => ({ path, at: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.at - a.at)
    .slice(KEPT_BUILDS);
  for (const { path } of old) rmSync(path, { recursive: true, force: true });
}

/** A short hash over paths and contents of everything under `inputs`. */
function hashOf(inputs: string[]): string {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of filesUnder(input)) {
      hash
        .update(file)
        .update("\0")
        .update(readFileSync(join(ROOT, file)))
        .update("\0");
    }
  }
  return hash.digest("hex").slice(0, 16);
}

function filesUnder(path: string): string[] {
  const info = statSync(join(ROOT, path), { throwIfNoEntry: false });
  if (info === undefined) return [];
  if (!info.isDirectory()) return [path];
  return readdirSync(join(ROOT, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
    .map((entry) => posix.join(entry.parentPath.slice(ROOT.length + 1).replaceAll("\\", "/"), entry.name))
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    if (process.argv.includes("--production")) await productionBuild({ anew: true });
    else await buildLocal();
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}

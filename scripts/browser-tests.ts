/**
 * Runs the browser tests of tests/e2e, each on a system of its own: from an empty state folder, or from a copy of a seeded one.
 */
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inspect } from "node:util";
import { wrapBuild } from "../tests/chaos/wrapped-build.ts";
import { type BrowserTest, type Device, keepEvidence, launchDevice } from "../tests/e2e/harness.ts";
import { peopleIn, personalIn } from "../tests/e2e/personal-in-log.ts";
import { type Build, buildLocal } from "./build.ts";
import { demoOf } from "./demo.ts";
import { type SeededState, seededState } from "./seeded-state.ts";
import { type RunningServer, startServer } from "./server.ts";
import { seconds } from "./steps.ts";

const FOLDER = fileURLToPath(new URL("../tests/e2e/", import.meta.url));
const EVIDENCE = fileURLToPath(new URL("../dist/e2e/", import.meta.url));
const DEFAULT_LIMIT_MS = 5 * 60_000;

/** Every browser test there is, by file name. */
export async function browserTests(): Promise<BrowserTest[]> {
  const tests: BrowserTest[] = [];
  for (const file of readdirSync(FOLDER).sort()) {
    if (!file.endsWith(".ts") || file.endsWith(".test.ts")) continue;
    const module = (await import(pathToFileURL(join(FOLDER, file)).href)) as Partial<BrowserTest>;
    if (typeof module.name === "string" && typeof module.run === "function")
      tests.push(module as BrowserTest);
  }
  return tests;
}

/** Runs them one after the other and says what each came to. */
export async function runBrowserTests(tests: BrowserTest[]): Promise<{ passed: number; failed: number }> {
  let failed = 0;
  const seeded = seededState();
  try {
    for (const test of tests) {
      const started = performance.now();
      const problem = await runOne(test, seeded);
      if (problem === undefined) console.log(`✓ ${test.name} ${seconds(started)}`);
      else {
        failed += 1;
        console.log(`✗ ${test.name} ${seconds(started)}\n${problem}\n  kept in dist/e2e/${test.name}`);
      }
    }
  } finally {
    seeded.remove();
  }
  return { passed: tests.length - failed, failed };
}

/** The same pages with a service worker that browsers take for a newer one. */
function anotherVersion(build: Build, folder: string): Build {
  const webDir = join(folder, `web-${Date.now()}`);
  cpSync(build.webDir, webDir, { recursive: true });
  appendFileSync(join(webDir, "wallet/sw.js"), "\n// Another version.\n");
  return { ...build, webDir };
}

/** Undefined when it passed, else what went wrong. */
async function runOne(test: BrowserTest, seeded: SeededState): Promise<string | undefined> {
  const base = mkdtempSync(join(tmpdir(), `tegata-${test.name}-`));
  const stateDir = join(base, "state");
  const workDir = join(base, "work");
  mkdirSync(workDir);
  const devices: Device[] = [];
  let server: RunningServer | undefined;
  let timer: NodeJS.Timeout | undefined;
  const log = (line: string) => console.log(`  ${line}`);
  rmSync(join(EVIDENCE, test.name), { recursive: true, force: true });
  try {
    // A test runs on one build from its beginning to its end, whatever is edited meanwhile.
    const built = await buildLocal(() => {});
    let build = test.wrapper ? await wrapBuild(built, test.wrapper, join(base, "worker")) : built;
    if (!test.unseeded) await seeded.copyTo(stateDir, built);
    let current = await startServer({ stateDir, port: 0, quiet: true, build });
    server = current;
    const { url } = current;
    const demo = test.unseeded ? undefined : await demoOf(current, stateDir, () => {});
    const body = test.run({
      get server() {
        return current;
      },
      restart: async ({ kill, clockOffsetMs = 0, vars = {}, newVersion, meanwhile } = {}) => {
        await (kill ? current.kill() : current.stop());
        await meanwhile?.();
        if (newVersion) build = anotherVersion(build, base);
        current = await startServer({
          stateDir,
          port: Number(new URL(url).port),
          quiet: true,
          clockOffsetMs,
          vars,
          build,
        });
        server = current;
        if (current.url !== url) throw new Error(`the port of ${url} was taken while the system was down`);
      },
      url,
      demo,
      stateDir,
      workDir,
      log,
      device: async (name, options) => {
        const device = await launchDevice(name, workDir, options);
        devices.push(device);
        return device;
      },
    });
    const limitMs = test.limitMs ?? DEFAULT_LIMIT_MS;
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done within ${limitMs / 1000} s`)), limitMs);
    });
    await Promise.race([body, limit]);
    const errors = devices.flatMap((device) => device.errors().map((line) => `${device.name}: ${line}`));
    if (errors.length > 0) throw new Error(`the browser logged errors:\n${errors.join("\n")}`);
    // SEC-5: whatever the test was about, its log says nothing of anybody.
    const workerLog = join(stateDir, "worker.log");
    const secrets = (demo?.accounts ?? []).flatMap(({ password }) => (password ? [password] : []));
    const known = [...secrets, ...peopleIn(stateDir), ...(test.people ?? [])];
    const told = existsSync(workerLog) ? personalIn(readFileSync(workerLog, "utf8"), known) : [];
    if (told.length > 0) throw new Error(`the log tells of people:\n${told.slice(0, 20).join("\n")}`);
    return undefined;
  } catch (error) {
    await keepEvidence(devices, stateDir, join(EVIDENCE, test.name));
    const { stack, cause } = error as Error;
    return `${stack ?? String(error)}${cause === undefined ? "" : `\n  because of ${inspect(cause)}`}`;
  } finally {
    clearTimeout(timer);
    await Promise.all(devices.map((device) => device.close().catch(() => {})));
    await server?.stop();
    rmSync(base, { recursive: true, force: true });
  }
}

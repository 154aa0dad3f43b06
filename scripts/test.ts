/**
 * `npm test`: unit and actor tests (Vitest), then a minute of faults on the real runtime, then the browser tests. The last
 * line of all is the count. `npm test -- unit`, `actor`, `chaos`, `e2e` run those parts only.
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { browserTests, runBrowserTests } from "./browser-tests.ts";
import { run } from "./steps.ts";
import { ensureTestTools } from "./test-tools.ts";

const VITEST_PARTS = ["unit", "actor"];
const PARTS = [...VITEST_PARTS, "chaos", "e2e"];
/** Always the same plan here; others are for `npm run chaos`. */
const CHAOS = ["--disable-warning=ExperimentalWarning", "scripts/chaos.ts", "--minutes", "1", "--seed", "1"];
/** The same for a grant, to fewer wallets than `npm run chaos` takes. */
const GRANT = [...CHAOS, "--scenario", "grant", "--wallets", "500"];
const REPORT = join("dist", "vitest.json");

/** The part of Vitest's report that is read. */
interface VitestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { name: string; status: string; assertionResults: unknown[] }[];
}

interface Count {
  passed: number;
  failed: number;
}

async function runVitest(projects: string[]): Promise<Count> {
  rmSync(REPORT, { force: true });
  const { code } = await run(
    "vitest",
    [
      "run",
      ...projects.flatMap((project) => ["--project", project]),
      ...["--reporter=default", "--reporter=json", `--outputFile.json=${REPORT}`],
      // What a passing test logs on its way (a retry that was asked for) is no news.
      "--silent=passed-only",
    ],
    { live: true, env: process.stdout.isTTY ? { FORCE_COLOR: "1" } : { FORCE_COLOR: "0", NO_COLOR: "1" } },
  );
  let report: VitestReport;
  try {
    report = JSON.parse(readFileSync(REPORT, "utf8")) as VitestReport;
  } catch {
    return { passed: 0, failed: 1 };
  }
  // A file that can't even be loaded has no tests to fail.
  const unloadable = report.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.length === 0,
  ).length;
  const failed = report.numFailedTests + unloadable;
  // Vitest also ends badly for an error between tests, which none of them carries.
  return { passed: report.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed };
}

async function runBrowser(): Promise<Count> {
  try {
    await ensureTestTools();
    return await runBrowserTests(await browserTests());
  } catch (error) {
    console.error((error as Error).message);
    return { passed: 0, failed: 1 };
  }
}

/** A run is a test: everything any client was told is in the books. Processes are found and killed as Linux has them. */
async function runFaults(): Promise<Count> {
  if (process.platform !== "linux") {
    console.log("• the fault run needs Linux; left out");
    return { passed: 0, failed: 0 };
  }
  const codes = [];
  for (const args of [CHAOS, GRANT]) codes.push((await run(process.execPath, args, { live: true })).code);
  const passed = codes.filter((code) => code === 0).length;
  return { passed, failed: codes.length - passed };
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.includes(name));
if (unknown.length > 0) {
  console.error(`No part ${unknown.join(", ")}; there are ${PARTS.join(", ")}.`);
  process.exit(2);
}
const parts = wanted.length === 0 ? PARTS : wanted;
const counts: Count[] = [];
const projects = VITEST_PARTS.filter((name) => parts.includes(name));
if (projects.length > 0) counts.push(await runVitest(projects));
if (parts.includes("chaos")) counts.push(await runFaults());
if (parts.includes("e2e")) counts.push(await runBrowser());
const passed = counts.reduce((sum, each) => sum + each.passed, 0);
const failed = counts.reduce((sum, each) => sum + each.failed, 0);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

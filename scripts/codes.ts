/**
 * `npm run codes`: the codes that the authenticator apps of the demo's accounts show now, for whoever has none at hand.
 *
 *   npm run codes -- [--state DIR] [--clock-offset D]
 *
 *   --state           the state folder of the server (default .state)
 *   --clock-offset    as it was given to npm start
 */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { parseOffset } from "./clock-offset.ts";
import type { Demo } from "./demo.ts";
import { codeAt } from "./seed/second-factor.ts";

const STEP_MS = 30_000;

const { values } = parseArgs({
  options: {
    state: { type: "string", default: ".state" },
    "clock-offset": { type: "string", default: "0" },
  },
});
try {
  const path = join(resolve(values.state), "demo.json");
  const demo = JSON.parse(readFileSync(path, "utf8")) as Demo;
  const nowMs = Date.now() + parseOffset(values["clock-offset"]);
  for (const { signIn, appSecret, who } of demo.accounts)
    if (appSecret !== undefined)
      console.log(
        `  ${signIn.padEnd(24)} ${codeAt(appSecret, nowMs)}   ${who}\n${" ".repeat(27)}${appSecret}`,
      );
  console.log(
    `\n  Good for ${Math.ceil((STEP_MS - (nowMs % STEP_MS)) / 1_000)} s and half a minute more, each once.`,
  );
  console.log("  Or give the long text to an authenticator app on a phone.");
} catch (error) {
  console.error(`✗ no demo data there (npm start makes it): ${(error as Error).message}`);
  process.exitCode = 2;
}

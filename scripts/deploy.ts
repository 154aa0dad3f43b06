/**
 * `npm run deploy`: brings an installation on Cloudflare into being, and up to date (OPS-1 to OPS-3).
 *
 *   npm run deploy                     looks at what stands, makes what is lacking, says what it did
 *   npm run deploy -- --dry-run        says what it would do; changes nothing
 *   --folder DIR                       the operator's files, .deploy without it: settings.json (written by hand), secrets.json
 *   --move-origin                      people will reach it at another address; printed QRs lead to the old one
 *   --other-store                      D1 or a bucket was lost and is another one now (docs/operations.md)
 *   --skip-build                       sends what the last `npm run build -- --production` made
 *
 * CLOUDFLARE_API_TOKEN opens the account (docs/operations.md says what it must be allowed). A run that failed half-way is
 * simply run again. Exit code 0, 1 where it was refused and nothing changed, 2 where a step failed. The last line is JSON.
 */
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { productionBuild } from "./build.ts";
import { deploy } from "./deploy/deploy.ts";
import { accessOf } from "./deploy/installation.ts";
import { readSettings } from "./deploy/settings.ts";
import { readWanted } from "./deploy/wanted.ts";

const ROOT = resolve(import.meta.dirname, "..");

const { values } = parseArgs({
  options: {
    folder: { type: "string", default: ".deploy" },
    "dry-run": { type: "boolean", default: false },
    "move-origin": { type: "boolean", default: false },
    "other-store": { type: "boolean", default: false },
    "skip-build": { type: "boolean", default: false },
  },
});

try {
  const folder = resolve(values.folder);
  const settings = readSettings(folder);
  const laptop = join(ROOT, ".state/secrets.json");
  const outcome = await deploy({
    wanted: readWanted(ROOT, settings),
    build: await productionBuild({ anew: !values["skip-build"] }),
    access: accessOf(settings.accountId),
    folder,
    ofLaptop: existsSync(laptop) ? JSON.parse(readFileSync(laptop, "utf8")) : {},
    dryRun: values["dry-run"],
    movesOrigin: values["move-origin"],
    movesStore: values["other-store"],
    say: console.log,
  });
  if ("refusals" in outcome) {
    console.log("✗ Nothing was changed.");
    console.log(JSON.stringify({ refused: outcome.refusals.map(({ code }) => code) }));
    process.exitCode = 1;
  } else {
    const { steps, done } = outcome;
    if (steps.length === 0) console.log("✓ Everything stands as wanted; nothing was changed.");
    console.log(JSON.stringify({ [done ? "done" : "wouldDo"]: steps.length }));
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  console.error("  What was done stays; run it again to go on.");
  process.exitCode = 2;
}

/**
 * `npm run check`: everything that can be said about the tree without running it.
 * `npm run check -- types lint` runs only the parts named.
 */
import { readFileSync } from "node:fs";
import { type AuditException, judgeAudit } from "./audit-exceptions.ts";
import { buildLocal, buildProductionWorker } from "./build.ts";
import { checkTree } from "./check-imports.ts";
import { checkRules } from "./check-rules.ts";
import { newerThanFloor } from "./floors.ts";
import { oldSbom } from "./sbom.ts";
import { run, seconds } from "./steps.ts";

interface Part {
  name: string;
  title: string;
  /** Empty when all is well; `note` is said beside the tick. */
  check(): Promise<{ problems: string; note?: string }>;
}

const program = (command: string, args: string[]) => async () => {
  const { code, output } = await run(command, args);
  return { problems: code === 0 ? "" : output || `${command} ended with ${code}` };
};

const PARTS: Part[] = [
  { name: "types", title: "types (tsc)", check: program("tsc", ["-b", "--pretty", "false"]) },
  {
    name: "lint",
    title: "format and lint (biome)",
    check: program("biome", ["check", "--error-on-warnings", "--max-diagnostics=50"]),
  },
  {
    name: "imports",
    title: "who imports whom",
    check: async () => ({ problems: checkTree(process.cwd()).join("\n") }),
  },
  {
    name: "rules",
    title: "every rule of docs/SPEC.md is cited by a test",
    check: async () => {
      const { untested, unknown } = checkRules();
      return {
        problems: [
          ...untested.map((id) => `${id}: no test cites it`),
          ...unknown.map((id) => `${id}: cited by a test, but no rule of docs/SPEC.md`),
        ].join("\n"),
      };
    },
  },
  {
    name: "bundle",
    title: "production bundle without development modules",
    check: async () => {
      try {
        return { problems: (await buildProductionWorker()).join("\n") };
      } catch (error) {
        return { problems: (error as Error).message };
      }
    },
  },
  {
    name: "floors",
    title: "the wallet as built for the oldest phones (S19)",
    check: async () => {
      try {
        return { problems: newerThanFloor((await buildLocal(() => {})).webDir).join("\n") };
      } catch (error) {
        return { problems: (error as Error).message };
      }
    },
  },
  { name: "dead", title: "dead code, unused packages (knip)", check: program("knip", ["--no-progress"]) },
  {
    name: "sbom",
    title: "docs/sbom.cdx.json is of this lock file",
    check: async () => ({ problems: await oldSbom() }),
  },
  { name: "audit", title: "dependency audit (npm)", check: checkAudit },
];

async function checkAudit(): Promise<{ problems: string; note?: string }> {
  const { output } = await run("npm", ["audit", "--json", "--loglevel=silent", "--fetch-retries=0"]);
  const exceptions = JSON.parse(readFileSync("docs/audit-exceptions.json", "utf8")) as AuditException[];
  const verdict = judgeAudit(output, exceptions, new Date().toISOString().slice(0, 10));
  switch (verdict.kind) {
    case "found":
      return { problems: verdict.lines.join("\n") };
    case "clean":
      return { problems: "", note: verdict.excused > 0 ? `${verdict.excused} excused` : "nothing high" };
    case "not-offered":
      return { problems: "", note: `skipped, the registry offers none (${verdict.says})` };
  }
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !PARTS.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(`No part ${unknown.join(", ")}; there are ${PARTS.map((part) => part.name).join(", ")}.`);
  process.exit(2);
}

const failed: string[] = [];
for (const part of PARTS) {
  if (wanted.length > 0 && !wanted.includes(part.name)) continue;
  const started = performance.now();
  const { problems, note } = await part.check();
  const remark = note === undefined ? "" : `: ${note}`;
  if (problems === "") {
    console.log(`✓ ${part.title} ${seconds(started)}${remark}`);
  } else {
    failed.push(part.name);
    console.log(`✗ ${part.title} ${seconds(started)}\n${problems.trimEnd()}\n`);
  }
}
console.log(failed.length === 0 ? "check: all is well" : `check: failed in ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { csvCell } from "./csv.ts";

test("SEC-4: no cell begins as a formula, whichever sign it is and however wide", () => {
  for (const sign of ["=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠"]) {
    const cell = csvCell(`${sign}HYPERLINK(1)`);
    expect([sign, cell.replace(/^"/, "").startsWith(`'${sign}`)]).toEqual([sign, true]);
  }
  expect(csvCell("山の店")).toBe("山の店");
  expect(csvCell(-5)).toBe("-5");
});

/** Files that end lines as CSV does and write something else, and what that is. */
const NO_CSV: ReadonlySet<string> = new Set([
  // The bank's fixed-width records.
  "workers/settlement/zengin.ts",
  "workers/settlement/zengin-lines.ts",
  "workers/settlement/zengin-reader.ts",
  // Reads CSV.
  "workers/imports/csv-reader.ts",
  "scripts/region-municipalities.ts",
  // HTTP's own head of a message.
  "scripts/lan-https.ts",
  "scripts/operator-client.ts",
  // Letters between the digits of a code.
  "schema/charge-code.ts",
  // Talks about it.
  "workers/reports/csv.ts",
]);

function sources(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) && !/\.test(ing)?\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

test("SEC-4: whoever writes a CSV writes its cells here: no other file ends a line as one", () => {
  const writers = ["workers", "web", "wallet-pwa", "scripts", "durable-objects", "schema"]
    .flatMap(sources)
    .filter((file) => /\\r\\n|csvLine|csvCell|csvStart/.test(readFileSync(file, "utf8")));
  const strangers = writers.filter(
    (file) => !NO_CSV.has(file) && !/from "\.{1,2}\/(?:.*\/)?csv\.ts"/.test(readFileSync(file, "utf8")),
  );
  expect(strangers).toEqual([]);
  // Reports, statements, acceptances, rows left out: who finds fewer looks in the wrong place.
  expect(writers.filter((file) => !NO_CSV.has(file)).length).toBeGreaterThanOrEqual(7);
});

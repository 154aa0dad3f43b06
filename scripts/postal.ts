/**
 * Brings in Japan Post's list of postal codes, so that forms fill in an address (SDA-2):
 *
 *   npm run postal -- FILE [--state DIR | --origin URL]     (another server's key in OPERATOR_KEY)
 *
 * FILE is utf_ken_all.csv, unpacked from the ZIP that Japan Post publishes each month ("住所の郵便番号（UTF-8形式）"). What was
 * there before is replaced. Exit code 0, or 2 where the file can't be read or the server could not be asked.
 */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { MAX_POSTAL_ROWS } from "../schema/limits.ts";
import { serverOf } from "./operator-client.ts";
import { readPostalList } from "./postal-list.ts";
import { SeedClient } from "./seed/seed-client.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { origin: { type: "string" }, state: { type: "string", default: ".state" } },
});

try {
  const [file] = positionals;
  if (file === undefined || positionals.length > 1) throw new Error("npm run postal -- FILE");
  const { rows, repeated } = readPostalList(readFileSync(file, "utf8"));
  const server = serverOf(resolve(values.state), values.origin);
  const operator = new SeedClient(server.origin, { authorization: `Bearer ${server.operatorKey}` });
  for (let at = 0; at < rows.length; at += MAX_POSTAL_ROWS)
    await operator.done("POST", "operator/postal-codes", {
      first: at === 0,
      rows: rows.slice(at, at + MAX_POSTAL_ROWS),
    });
  console.log(`✓ ${rows.length} places are known by their postal code; ${repeated} lines repeated one.`);
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

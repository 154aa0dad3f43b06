/**
 * Fills the directory of banks and branches, or brings it up to date after `npm i` of a newer zengin-code:
 *
 *   node scripts/load-banks.ts [--state DIR | --origin URL]     (another server's key in OPERATOR_KEY)
 *
 * Doing it twice changes nothing. Exit code 0, or 2 where the server could not be asked.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { directoryRequests } from "./bank-directory.ts";
import { serverOf } from "./operator-client.ts";
import { SeedClient } from "./seed/seed-client.ts";

const { values } = parseArgs({
  options: { origin: { type: "string" }, state: { type: "string", default: ".state" } },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  const operator = new SeedClient(server.origin, { authorization: `Bearer ${server.operatorKey}` });
  let written = 0;
  for (const request of directoryRequests(false)) {
    const reply = await operator.done<{ banks: number; branches: number; refused: string[] }>(
      "POST",
      "operator/banks",
      request,
    );
    written += reply.banks + reply.branches;
    if (reply.refused.length > 0)
      console.log(`! names that bank files can't hold: ${reply.refused.join(", ")}`);
  }
  console.log(`✓ ${written} banks and branches are in the directory.`);
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

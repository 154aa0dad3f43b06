/**
 * `npm run erase`: who wants to be forgotten, and forgetting one of them (SEC-7).
 *
 *   npm run erase                                       lists who waits, the longest first
 *   npm run erase -- --resident ID --reason WHY         erases the number and what was read, ends every session
 *                    [--forfeit]                        even where something could still be spent
 *                    [--state DIR | --origin URL]       another server's key in OPERATOR_KEY
 *
 * Wallets, freezes, journals and the log stay: they hold ids, and the law asks for them. Exit code 0, or 2 where nothing
 * was done. The last line is JSON.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { askOperator, serverOf } from "./operator-client.ts";

const { values } = parseArgs({
  options: {
    resident: { type: "string" },
    reason: { type: "string" },
    forfeit: { type: "boolean", default: false },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  if (values.resident === undefined) {
    const reply = await askOperator(server, "GET", "/erasures");
    console.log(JSON.stringify(await reply.json()));
  } else {
    if (values.reason === undefined) throw new Error("--reason says why; it is written to the log");
    const reply = await askOperator(
      server,
      "POST",
      `/residents/${encodeURIComponent(values.resident)}/erasure`,
      {
        reason: values.reason,
        forfeit: values.forfeit,
      },
    );
    console.log(JSON.stringify(await reply.json()));
  }
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

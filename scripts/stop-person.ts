/**
 * `npm run stop-person`: stops a resident in every region, or lets them go on (FRZ-6).
 *
 *   npm run stop-person -- --resident ID --reason WHY [--lift]
 *                          [--state DIR | --origin URL]       another server's key in OPERATOR_KEY
 *
 * Every session ends within 15 seconds and no code signs in any more; what the wallets hold stays. Exit code 0, or 2 where
 * nothing was done. The last line is JSON.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { askOperator, serverOf } from "./operator-client.ts";

const { values } = parseArgs({
  options: {
    resident: { type: "string" },
    reason: { type: "string" },
    lift: { type: "boolean", default: false },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  if (values.resident === undefined) throw new Error("--resident says whom");
  if (values.reason === undefined) throw new Error("--reason says why; it is written to the log");
  const server = serverOf(resolve(values.state), values.origin);
  const reply = await askOperator(server, "POST", `/residents/${encodeURIComponent(values.resident)}/stop`, {
    stopped: !values.lift,
    reason: values.reason,
  });
  console.log(JSON.stringify(await reply.json()));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

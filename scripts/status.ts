/**
 * `npm run status`: what the system says of itself, and the operator's word about it (DEG-1, DEG-2).
 *
 *   npm run status                                     how it stands
 *   npm run status -- say KIND [--region ID]           says that something is disturbed, in a region or everywhere
 *   npm run status -- over KIND [--region ID]          says that it is over
 *   … --state DIR | --origin URL                       of another folder, or of another server (its key in OPERATOR_KEY)
 *
 * KIND is payments, records, messages, late or slow (schema/api/status.ts). Wallets show it within a minute or so; nothing is refused
 * because of it. Each word is logged. Exit code 0, or 2 where nothing was done. The last line is JSON.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { DISTURBANCES, type Disturbance } from "../schema/api/status.ts";
import { formatDateTime } from "../schema/calendar.ts";
import { askOperator, serverOf } from "./operator-client.ts";

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    region: { type: "string" },
    origin: { type: "string" },
    state: { type: "string", default: ".state" },
  },
});

try {
  const server = serverOf(resolve(values.state), values.origin);
  const [command, kind, ...more] = positionals;
  let reply: Response;
  if (command === undefined) reply = await fetch(`${server.origin}/api/status`);
  else if ((command === "say" || command === "over") && isKind(kind) && more.length === 0)
    reply = await askOperator(server, "POST", "/status", {
      kind,
      regionId: values.region ?? null,
      disturbed: command === "say",
    });
  else throw new Error(`usage: npm run status [-- say|over ${DISTURBANCES.join("|")} [--region ID]]`);
  const { disturbances } = (await reply.json()) as { readonly disturbances: readonly Disturbance[] };
  for (const one of disturbances) {
    const since =
      one.sinceMs === null ? "just noticed" : `since ${formatDateTime(one.sinceMs, "ja").join(" ")}`;
    console.log(`! ${one.kind}, ${one.regionId ?? "everywhere"}, ${since}`);
  }
  if (disturbances.length === 0) console.log("✓ nothing is disturbed");
  console.log(JSON.stringify(disturbances));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

function isKind(word: string | undefined): word is Disturbance["kind"] {
  return DISTURBANCES.some((one) => one === word);
}

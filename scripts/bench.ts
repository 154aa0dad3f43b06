/**
 * `npm run bench [-- --rounds N --round-ms N --connections N --state DIR]`: measures on this machine, prints a table
 * and, as its last line, one JSON object. Says more on a machine that does nothing else.
 */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { actorCall } from "../bench/actor-call.ts";

const ROOT = resolve(fileURLToPath(import.meta.url), "../..");

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "7" },
    "round-ms": { type: "string", default: "1500" },
    connections: { type: "string", default: "16" },
    state: { type: "string", default: join(ROOT, ".state", "bench") },
  },
});
const whole = (text: string, what: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${what} is a whole number from 1 on`);
  return value;
};

try {
  const figures = await actorCall({
    // A folder of its own, since it is taken away at the end.
    stateDir: join(resolve(values.state), String(process.pid)),
    rounds: whole(values.rounds, "--rounds"),
    roundMs: whole(values["round-ms"], "--round-ms"),
    connections: whole(values.connections, "--connections"),
  });
  console.log(`\n${JSON.stringify(figures)}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

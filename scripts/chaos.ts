/**
 * `npm run chaos -- --minutes M --seed S [--kills N] [--scenario mixed|issue|report|charge|freeze]`: the built system on
 * workerd under load, killed again and again, with consumers that fail and a disk that fills; then every word any client
 * was ever told is compared with the books.
 *
 * `--scenario grant [--wallets N]`: a grant to so many wallets, its system killed three times while it runs; then every
 * wallet's journal is read, and each has its part once (GRT-5).
 *
 * The last line is one JSON object. Exit code 1 where anything in it that must be zero isn't, or the audit doesn't hold.
 * A seed replays the plan of faults; what they meet is the machine's doing.
 */
import { parseArgs } from "node:util";
import { isWholeGrant, runGrantChaos } from "../tests/chaos/grant-run.ts";
import { SCENARIOS } from "../tests/chaos/plan.ts";
import { isWhole, runChaos } from "../tests/chaos/run.ts";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    seed: { type: "string", default: "1" },
    kills: { type: "string" },
    scenario: { type: "string", default: "mixed" },
    wallets: { type: "string", default: "20000" },
  },
});

const positive = (text: string, what: string): number => {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new Error(`${what} is a number above zero`);
  return value;
};
const whole = (text: string, what: string): number => {
  const value = positive(text, what);
  if (!Number.isSafeInteger(value)) throw new Error(`${what} is a whole number`);
  return value;
};

// A run that is broken off still ends what it started and takes its disk away.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(130));

/** A grant that is killed (GRT-5). */
async function grantRun(): Promise<boolean> {
  const wallets = whole(values.wallets, "--wallets");
  const seed = whole(values.seed, "--seed");
  const result = await runGrantChaos({ wallets, seed, log: (line) => console.log(line) });
  console.log(JSON.stringify(result));
  return isWholeGrant(result);
}

/** Everybody at work, and kills all the time. */
async function mixedRun(): Promise<boolean> {
  const scenario = SCENARIOS.find((name) => name === values.scenario);
  if (scenario === undefined) throw new Error(`--scenario is grant or one of ${SCENARIOS.join(", ")}`);
  const result = await runChaos({
    minutes: positive(values.minutes, "--minutes"),
    seed: whole(values.seed, "--seed"),
    kills: values.kills === undefined ? null : whole(values.kills, "--kills"),
    scenario,
    log: (line) => console.log(line),
  });
  if (result.diskFullRounds === 0) console.log("• no round with a full disk: not met");
  console.log(JSON.stringify(result));
  return isWhole(result);
}

try {
  process.exitCode = (await (values.scenario === "grant" ? grantRun() : mixedRun())) ? 0 : 1;
} catch (error) {
  console.error((error as Error).stack);
  process.exitCode = 1;
}
// After a failure people of the load may still be waiting for an answer that nobody will give.
process.exit();

/**
 * `npm run bench [-- PART…] [--rounds N] [--round-ms N] [--connections N] [--state DIR] [--quick] [--write-docs]`: measures
 * on this machine, prints tables and, as its last line, one JSON object. Parts: payments, report, queries, dashboard, office,
 * issuing,
 * wallet, scan, actor, profile; all of them without one. `--quick` only shows that it runs. `--write-docs` puts the tables and the
 * JSON into docs/, so that the two can't disagree. Says more on a machine that does nothing else.
 */
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { actorBench } from "../bench/actor-call.ts";
import { scanBench } from "../bench/browser/scan.ts";
import { walletStartBench } from "../bench/browser/wallet-start.ts";
import { dashboardBench } from "../bench/data/dashboard.ts";
import { issuingBench } from "../bench/data/issuing.ts";
import { officeBench } from "../bench/data/office.ts";
import { queryBench } from "../bench/data/queries.ts";
import { reportBench } from "../bench/data/report.ts";
import type { BenchResult } from "../bench/data/result.ts";
import { machineOf } from "../bench/machine.ts";
import { paymentsBench } from "../bench/payments/payments.ts";
import { profileBench } from "../bench/payments/profile.ts";
import { writeDocs, writePartsOfDocs } from "../bench/write-docs.ts";

const ROOT = resolve(fileURLToPath(import.meta.url), "../..");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "7" },
    "round-ms": { type: "string", default: "1500" },
    connections: { type: "string", default: "16" },
    state: { type: "string", default: join(ROOT, ".state", "bench") },
    quick: { type: "boolean", default: false },
    "write-docs": { type: "boolean", default: false },
  },
});

const whole = (text: string, what: string): number => {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`${what} is a whole number from 1 on`);
  return value;
};

interface Part {
  readonly title: string;
  readonly run: (options: {
    stateDir: string;
    rounds: number;
    roundMs: number;
    connections: number;
    quick: boolean;
  }) => Promise<BenchResult>;
}

/** In the order in which they run. */
const PARTS: Readonly<Record<string, Part>> = {
  payments: { title: "Payments", run: paymentsBench },
  report: { title: "A report of a million rows", run: reportBench },
  queries: { title: "Queries among a million rows", run: queryBench },
  dashboard: { title: "The dashboard among a million rows", run: dashboardBench },
  office: { title: "A head office with eighty stores", run: officeBench },
  issuing: { title: "Issuing", run: issuingBench },
  wallet: { title: "The wallet's start", run: walletStartBench },
  scan: { title: "A look of the scanner", run: scanBench },
  actor: { title: "One call of an actor", run: actorBench },
  profile: { title: "Where a payment's time goes", run: profileBench },
};

async function main(): Promise<void> {
  const unknown = positionals.find((name) => !Object.hasOwn(PARTS, name));
  if (unknown !== undefined)
    throw new Error(`No part ${unknown}; there are ${Object.keys(PARTS).join(", ")}.`);
  const wanted = Object.entries(PARTS).filter(
    ([name]) => positionals.length === 0 || positionals.includes(name),
  );
  if (values["write-docs"] && values.quick)
    throw new Error("--write-docs keeps what was measured: it doesn't take --quick.");
  const options = {
    rounds: whole(values.rounds, "--rounds"),
    roundMs: whole(values["round-ms"], "--round-ms"),
    connections: whole(values.connections, "--connections"),
    quick: values.quick,
  };
  // A folder of its own, since it is taken away at the end.
  const stateDir = join(resolve(values.state), String(process.pid));
  mkdirSync(stateDir, { recursive: true });
  // Ctrl-C ends the runtimes by itself (Miniflare); what they left goes too.
  process.once("exit", () => rmSync(stateDir, { recursive: true, force: true, maxRetries: 3 }));
  try {
    const machine = machineOf(stateDir);
    const figures: Record<string, unknown> = {};
    const tables: { title: string; table: string }[] = [];
    for (const [name, { title, run }] of wanted) {
      process.stderr.write(`\n${title}\n`);
      const part = await run({ ...options, stateDir: join(stateDir, name) });
      // A part that was measured closer to the money names its figures first.
      for (const [figure, value] of Object.entries(part.figures)) figures[figure] ??= value;
      tables.push({ title, table: part.table });
      console.log(`\n${title}\n\n${part.table}`);
    }
    const result = { machine, ...options, ...figures };
    if (values["write-docs"]) {
      if (wanted.length === Object.keys(PARTS).length) writeDocs(result, tables);
      else writePartsOfDocs(result, tables);
    }
    console.log(`\n${JSON.stringify(result)}`);
  } finally {
    rmSync(stateDir, { recursive: true, force: true });
  }
}

try {
  await main();
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");

/** A round of few milliseconds with few wallets says nothing about speed, and takes what it takes to set up. */
const LIMIT_MS = 180_000;

test(
  "B12: the bench runs, each answer is a receipt, the books hold in the end, and its last line names every figure",
  async () => {
    const state = join(tmpdir(), `bench-smoke-${process.pid}`);
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["scripts/bench.ts", "payments", "--quick", "--rounds", "1", "--round-ms", "300", "--state", state],
      { cwd: ROOT, maxBuffer: 10_000_000 },
    );
    const result = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Record<string, unknown>;
    // Without PostgreSQL, as here, there is no peer to compare with; its figures are named all the same.
    for (const name of ["payPeerRatio", "paySpreadPeerRatio"]) expect(result).toHaveProperty(name, null);
    for (const name of [
      "payHotRatio",
      "paySpreadRatio",
      "firstTouchRatio",
      "paperPayRatio",
      "chargeRatio",
      "projectionRowsPerSecond",
      "lagP99Ms",
      "screenLagP99Ms",
      "yenPerMillionPayments",
    ])
      expect(result, name).toHaveProperty(name);
    // Counted, hence the same on any machine.
    expect(result.actorRowsPerPayment).toBeLessThanOrEqual(6);
    expect(result.d1RowsPerPayment).toBeLessThanOrEqual(8);
    expect(result.payments).toMatchObject({ audit: { holds: true } });
    expect(existsSync(state) ? readdirSync(state) : []).toEqual([]);
  },
  LIMIT_MS,
);

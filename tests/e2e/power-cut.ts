import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "./harness.ts";

/** A power cut loses nothing that was written, and the folder can be taken up again at once. */
export const name = "power-cut";
export const unseeded = true;

export async function run(ctx: TestContext): Promise<void> {
  assert.ok(ctx.server.migrated > 0, "an empty folder is migrated");
  const { operatorKey, runtimePids } = ctx.server;
  await ctx.restart({
    kill: true,
    meanwhile: async () => {
      for (const pid of runtimePids) assert.throws(() => process.kill(pid, 0), "workerd is gone");
      assert.equal(existsSync(join(ctx.stateDir, "lock")), false, "the folder is given back");
    },
  });
  assert.equal(ctx.server.migrated, 0, "D1 remembers its migrations");
  assert.equal(ctx.server.operatorKey, operatorKey, "the secrets are kept");
  const inbox = await fetch(`${ctx.url}/dev/inbox.json`);
  assert.equal(inbox.status, 200, "the tables are there");
}

import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";
import { run as runProgram } from "../../scripts/steps.ts";
import type { TestContext } from "./harness.ts";

const REBUILD = fileURLToPath(new URL("../../scripts/rebuild.ts", import.meta.url));

export interface Rebuilt {
  readonly sealedDates: number;
  readonly journalRows: number;
  readonly coupons: number;
  readonly equal: boolean | null;
  readonly problems: number;
}

/** `npm run rebuild`; its last line. */
export async function rebuild(ctx: TestContext): Promise<Rebuilt> {
  const { code, output } = await runProgram(process.execPath, [REBUILD, "--state", ctx.stateDir]);
  const said = JSON.parse(output.trim().split("\n").at(-1) ?? "") as Rebuilt;
  assert.equal(code, said.problems === 0 && said.equal !== false ? 0 : 1, output);
  return said;
}

import { strict as assert } from "node:assert";
import { fileURLToPath } from "node:url";
import { run } from "../../scripts/steps.ts";

const AUDIT = fileURLToPath(new URL("../../scripts/audit.ts", import.meta.url));

/** The last line of `npm run audit` (AUD-5). */
export interface Verdict {
  readonly programmes: number;
  readonly actors: number;
  readonly journalRows: number;
  readonly holds: boolean;
  readonly firstBreak: {
    readonly place: string;
    readonly actor: string | null;
    readonly seq: number | null;
  } | null;
}

/** Runs the auditor's command on a running system, as a person would, and reads its verdict. */
export async function auditBooks(stateDir: string): Promise<Verdict> {
  const { code, output } = await run(process.execPath, [AUDIT, "--state", stateDir]);
  const verdict = JSON.parse(output.trim().split("\n").at(-1) ?? "") as Verdict;
  assert.equal(code, verdict.holds ? 0 : 1, output);
  return verdict;
}

/**
 * `npm run rebuild`: makes D1's books again from the journal log, the day files and the issues' manifests in R2 (PRJ-2),
 * and says for every table whether it came out as it was.
 *
 *   npm run rebuild                        the local server of .state/ (or of --state DIR)
 *   npm run rebuild -- --origin URL        another one; its operator key comes from OPERATOR_KEY
 *
 * People pay meanwhile; no new coupon opens, and nothing new is seen in reports until it has ended. Asked for while one
 * is under way, it follows that one. The last line is JSON:
 * {"sealedDates":…,"journalRows":…,"coupons":…,"equal":true,"problems":0}; `equal` is null where nothing was left to
 * compare with. Exit code 0 where all came back and nothing differs, 1 where something does, 2 where it could not be done.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { RebuildBody } from "../schema/api/operator-books.ts";
import { askOperator, type Server, serverOf } from "./operator-client.ts";
import { followJob } from "./operator-job.ts";

const { values } = parseArgs({
  options: { origin: { type: "string" }, state: { type: "string", default: ".state" } },
});

try {
  process.exitCode = report(await rebuild(serverOf(resolve(values.state), values.origin)));
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

/** Asks for a rebuild and follows it to its end. */
async function rebuild(server: Server): Promise<RebuildBody> {
  const ask = async <T>(method: "GET" | "POST", path: string) =>
    (await (await askOperator(server, method, `/rebuild${path}`)).json()) as T;
  const { rebuildId } = await ask<{ rebuildId: string }>("POST", "");
  return followJob("rebuild", () => ask<RebuildBody>("GET", `/${rebuildId}`));
}

/** Says what came of it; the exit code. */
function report(done: RebuildBody): 0 | 1 | 2 {
  for (const problem of done.problems) console.log(`✗ ${problem}`);
  if (done.problemCount > done.problems.length)
    console.log(`✗ … and ${done.problemCount - done.problems.length} more`);
  if (done.state === "failed") {
    console.log("✗ Nothing was emptied: what is in R2 would not bring it all back.");
    return 2;
  }
  for (const { table, rowsBefore, rowsAfter, equal } of done.tables) {
    if (equal === null) console.log(`• ${table}: ${rowsAfter} rows, nothing to compare with`);
    else if (equal) console.log(`✓ ${table}: ${rowsAfter} rows, as before`);
    else console.log(`✗ ${table}: ${rowsAfter} rows, different; there were ${rowsBefore}`);
  }
  const compared = done.tables.filter(({ equal }) => equal !== null);
  const equal = compared.length === 0 ? null : compared.every((table) => table.equal === true);
  const { sealedDates, journalRows, coupons, problemCount: problems } = done;
  console.log(
    `${problems === 0 ? "✓" : "✗"} Made again: ${journalRows} journal rows of which ${sealedDates} dates are sealed, ` +
      `${coupons} coupons.${equal === null ? " D1 was empty: there was nothing to compare with." : ""}`,
  );
  console.log(JSON.stringify({ sealedDates, journalRows, coupons, equal, problems }));
  return problems === 0 && equal !== false ? 0 : 1;
}

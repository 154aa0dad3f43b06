/**
 * `npm run audit`: asks a running server to prove its books, and says whether they hold (AUD-5).
 *
 *   npm run audit                          the local server of .state/ (or of --state DIR)
 *   npm run audit -- --origin URL          another one; its operator key comes from OPERATOR_KEY
 *
 * The last line is JSON: {"programmes":…,"actors":…,"journalRows":…,"holds":true,"firstBreak":null}.
 * Exit code 0 where the books hold, 1 where they don't, 2 where they could not be audited.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { AuditBody } from "../schema/api/operator-audit.ts";
import { askOperator, type Server, serverOf } from "./operator-client.ts";
import { followJob } from "./operator-job.ts";

const { values } = parseArgs({
  options: { origin: { type: "string" }, state: { type: "string", default: ".state" } },
});

try {
  const audit = await runAudit(serverOf(resolve(values.state), values.origin));
  process.exitCode = report(audit) ? 0 : 1;
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

/** Starts an audit and follows it to its end. */
async function runAudit(server: Server): Promise<AuditBody> {
  const { auditId } = await ask<{ auditId: string }>(server, "POST", "");
  return followJob("audit", () => ask<AuditBody>(server, "GET", `/${auditId}`));
}

async function ask<T>(server: Server, method: "GET" | "POST", path: string): Promise<T> {
  return (await (await askOperator(server, method, `/audit${path}`)).json()) as T;
}

/** Says what was found; whether the books hold. */
function report(audit: AuditBody): boolean {
  const { programmes, actors, journalRows, firstBreak } = audit;
  const holds = audit.holds === true;
  for (const each of audit.figures) {
    console.log(
      `  ${each.programmeId}: issued ${each.issuedYen} + granted ${each.grantedYen} + granting ${each.grantingYen} = ` +
        `live ${each.liveYen} + unopened ${each.unopenedYen} + in transit ${each.inTransitYen} + paid ${each.paidYen} ` +
        `- reversed ${each.reversedYen} + expired ${each.expiredYen} + cancelled ${each.cancelledYen}`,
    );
  }
  if (firstBreak) {
    const { rule, place, actorClass, actor, seq, programmeId, what } = firstBreak;
    const sums =
      place === "archive"
        ? "the archive"
        : place === "staff-log"
          ? "the log of staff"
          : `programme ${programmeId ?? "?"}`;
    const row = actor === null ? sums : `${actorClass ?? "actor"} ${actor} row ${seq ?? "?"}`;
    console.log(`✗ The books do not hold. First: ${row} (${place}, ${rule}): ${what}`);
  } else if (holds) {
    console.log(`✓ The books hold: ${programmes} programmes, ${actors} actors, ${journalRows} journal rows.`);
  } else {
    console.log("✗ The audit ended without a result.");
  }
  console.log(JSON.stringify({ programmes, actors, journalRows, holds, firstBreak }));
  return holds;
}

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

/** How often the audit is asked how far it is. */
const POLL_MS = 500;
/** An audit that shows no progress for this long has stopped; its entries on the way get 45 s. */
const SILENCE_MS = 10 * 60_000;
const BAR_LETTERS = 24;

const { values } = parseArgs({
  options: { origin: { type: "string" }, state: { type: "string", default: ".state" } },
});

let shownPhase = "";

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
  let changedAtMs = Date.now();
  let seen = "";
  for (;;) {
    const audit = await ask<AuditBody>(server, "GET", `/${auditId}`);
    show(audit);
    if (audit.state === "done" || audit.state === "failed") return audit;
    const mark = `${audit.phase}:${audit.done}:${audit.updatedAtMs}`;
    if (mark !== seen) changedAtMs = Date.now();
    seen = mark;
    if (Date.now() - changedAtMs > SILENCE_MS)
      throw new Error("the audit has stopped; look at the server's log");
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

async function ask<T>(server: Server, method: "GET" | "POST", path: string): Promise<T> {
  return (await (await askOperator(server, method, `/audit${path}`)).json()) as T;
}

/** A bar on a terminal, a line per part elsewhere. */
function show(audit: AuditBody): void {
  const line = `${audit.phaseNumber}/${audit.phases} ${audit.phase}`;
  if (!process.stdout.isTTY) {
    if (audit.phase !== shownPhase) console.log(`▸ ${line}`);
    shownPhase = audit.phase;
    return;
  }
  const part = audit.of > 0 ? Math.min(1, audit.done / audit.of) : 0;
  const filled = Math.round(((audit.phaseNumber - 1 + part) / audit.phases) * BAR_LETTERS);
  process.stdout.write(
    `\r\u001b[K${"█".repeat(filled)}${"░".repeat(BAR_LETTERS - filled)} ${line} ${audit.done}/${audit.of}`,
  );
}

/** Says what was found; whether the books hold. */
function report(audit: AuditBody): boolean {
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
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
    const sums = place === "archive" ? "the archive" : `programme ${programmeId ?? "?"}`;
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

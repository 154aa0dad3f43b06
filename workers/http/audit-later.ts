import { logLine } from "../../durable-objects/lib/log.ts";
import { type AuditRecord, writeAudits } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import type { Env } from "../env.ts";
import { errorText } from "./error-text.ts";
import { Gather } from "./gather.ts";

/** Records of one isolate are gathered at most this long, and at most so many, before they are written. */
const GATHER_MS = 100;
const MAX_BATCH = 200;
/** Kept for another try while the database is away; beyond it the oldest are given up, and said so. */
const MAX_KEPT = 2_000;

const gathers = new WeakMap<object, { readonly gather: Gather<AuditRecord>; kept: readonly AuditRecord[] }>();

/**
 * Logs what was done, after the reply and together with what others did in the same tenth of a second (AUD-4): for what a
 * queue of people waits for, and what a journal holds already. Where the database is away, the next record takes those
 * along that could not be written.
 */
export function auditLater(env: Env, ctx: Pick<ExecutionContext, "waitUntil">, record: AuditRecord): void {
  const known = gathers.get(env.DB) ?? gatherFor(env);
  known.gather.add(ctx, [...known.kept, record], (waiting) => waiting.length >= MAX_BATCH);
  known.kept = [];
}

function gatherFor(env: Env) {
  const made: { readonly gather: Gather<AuditRecord>; kept: readonly AuditRecord[] } = {
    kept: [],
    gather: new Gather(GATHER_MS, async (records) => {
      try {
        await writeAudits(databaseOf(env, null), records);
      } catch (error) {
        logLine("error", "the audit log is behind", { records: records.length, error: errorText(error) });
        made.kept = [...made.kept, ...records].slice(-MAX_KEPT);
      }
    }),
  };
  gathers.set(env.DB, made);
  return made;
}

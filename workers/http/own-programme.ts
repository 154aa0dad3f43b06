import type { Context } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail } from "../../durable-objects/lib/hash.ts";
import type { Programme } from "../../schema/api/programmes.ts";
import { fundName, type ProgrammeId } from "../../schema/ids.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { databaseOf } from "../data/database.ts";
import { findProgramme, type ProgrammeFacts, payFaceOf, type StoredProgramme } from "../data/programmes.ts";
import type { ApiContext } from "./context.ts";
import { logged } from "./logged.ts";
import { type ProblemReply, problem } from "./problem.ts";

/** A programme of the caller's region, fresh; any other doesn't exist (WHO-1). */
export async function ownProgramme(
  c: Context<ApiContext>,
  id: string,
  nowMs = clockOf(c.env).now(),
): Promise<StoredProgramme | null> {
  const { regionId } = c.get("staff");
  const programme = await findProgramme(databaseOf(c.env, regionId), id, nowMs);
  return programme?.regionId === regionId ? programme : null;
}

/** Why nothing is put into the fund of a programme or given out of it by hand: another region's, or settled (PRG-3). */
export async function fundRefusal(c: Context<ApiContext>, id: string): Promise<ProblemReply | null> {
  const programme = await ownProgramme(c, id);
  if (!programme) return problem(c, "not-found");
  return programme.state === "settled" ? problem(c, "programme-state") : null;
}

/** A programme as its secretariat sees it. */
export function programmeBody(p: ProgrammeFacts, nowMs: number): Programme {
  const { id, regionId: _region, regionName: _name, ...shown } = p;
  return {
    ...shown,
    programmeId: id,
    pay: payFaceOf(p, nowMs),
    rules: p.rules.map((rule) => ({ ...rule })),
    fundIdTail: idTail(fundName(id)),
  };
}

/** Writes down what the caller did with a programme (AUD-4). */
export function logProgramme(
  c: Context<ApiContext>,
  action: StaffAction,
  programmeId: ProgrammeId,
  record: { readonly before?: unknown; readonly after: unknown; readonly reason?: string | undefined },
): Promise<void> {
  return logged(c, {
    action,
    subjectKind: "programme",
    subjectId: programmeId,
    after: record.after,
    ...(record.before === undefined ? {} : { before: record.before }),
    ...(record.reason === undefined ? {} : { reason: record.reason }),
  });
}

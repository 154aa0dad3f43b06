import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { factorWasResetSchema, operatorFactorResetSchema } from "../../schema/api/staff-factors.ts";
import type { RegionId, StaffId } from "../../schema/ids.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { findSignIn } from "../data/staff-accounts.ts";
import { removeFactors } from "../data/staff-factors.ts";
import { valid } from "../http/body.ts";
import { forgetStaff } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** The level above a secretariat's last account. */
export const operatorStaff = new Hono<ApiContext>().post(
  "/factor-reset",
  doc("operator", "Take a lost second factor away, where no colleague can (FAC-4)", factorWasResetSchema),
  operatorOnly,
  valid("json", operatorFactorResetSchema),
  async (c) => {
    const { loginId, reason } = c.req.valid("json");
    const found = await findSignIn(databaseOf(c.env, null), loginId.normalize("NFKC").toLowerCase());
    if (!found) return problem(c, "not-found");
    const account = { staffId: found.id as StaffId, regionId: found.regionId as RegionId };
    const nowMs = clockOf(c.env).now();
    const db = databaseOf(c.env, account.regionId);
    await removeFactors(db, account, nowMs);
    forgetStaff(c.env.DB, account.staffId);
    await writeAudit(db, {
      regionId: account.regionId,
      atMs: nowMs,
      actor: "operator",
      action: "staff.factor-reset",
      subjectKind: "staff",
      subjectId: account.staffId,
      reason,
      requestId: c.get("requestId"),
    });
    return c.json({ reset: true as const });
  },
);

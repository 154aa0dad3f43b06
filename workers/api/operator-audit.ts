import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  auditIdParamSchema,
  auditSchema,
  auditStartedSchema,
  eraseLogRequestSchema,
  logErasedSchema,
} from "../../schema/api/operator-audit.ts";
import { readAudit, startAudit } from "../audit/run.ts";
import { eraseText } from "../data/staff-log.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** The operator's audit (AUD-5). Mounted at `/operator/audit` behind the operator key, the same in production. */
export const operatorAudit = new Hono<ApiContext>()
  .use(operatorOnly)
  .post("/", doc("operator", "Starts an audit of all books", auditStartedSchema), async (c) => {
    const auditId = newId<string>();
    await startAudit(c.env, auditId);
    return c.json({ auditId }, 202);
  })
  .get(
    "/:id",
    doc("operator", "How far an audit is, and what it found", auditSchema),
    valid("param", auditIdParamSchema),
    async (c) => {
      const audit = await readAudit(c.env, c.req.valid("param").id);
      return audit ? c.json(audit) : problem(c, "not-found");
    },
  )
  .post(
    "/log/erasures",
    doc(
      "operator",
      "Erase the text of entries of the log of staff; each erasure is an entry",
      logErasedSchema,
    ),
    valid("json", eraseLogRequestSchema),
    async (c) => {
      const { entryIds, reason } = c.req.valid("json");
      const by = {
        actor: "operator",
        reason,
        requestId: c.get("requestId"),
        nowMs: clockOf(c.env).now(),
      };
      return c.json({ erased: await eraseText(c.env.DB, entryIds, by) });
    },
  );

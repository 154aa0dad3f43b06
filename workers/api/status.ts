import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { type Disturbance, statusRequestSchema, statusSchema } from "../../schema/api/status.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { writeDisturbance } from "../data/status.ts";
import { valid } from "../http/body.ts";
import { EdgeCache } from "../http/cached.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { readDisturbances } from "../status/read.ts";
import { doc } from "./doc.ts";

/** Every open wallet asks once a minute: an isolate looks once in 15 seconds. */
const seen = new EdgeCache<readonly Disturbance[]>();
const KEY = "all";

/** What works now, and the operator's word about it (DEG-1, DEG-2). */
export const status = new Hono<ApiContext>()
  .get("/status", doc("anyone", "What is disturbed now, by region", statusSchema), async (c) => {
    const nowMs = clockOf(c.env).now();
    const disturbances = await seen.get(c.env.DB, KEY, () => readDisturbances(c.env, nowMs));
    return c.json({ disturbances: [...disturbances], serverNowMs: nowMs });
  })
  .post(
    "/operator/status",
    doc("operator", "Say that something is disturbed, or that it is over", statusSchema),
    operatorOnly,
    valid("json", statusRequestSchema),
    async (c) => {
      const { kind, regionId, disturbed } = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      await writeDisturbance(c.env.DB, { kind, regionId, disturbed }, nowMs);
      await writeAudit(databaseOf(c.env, regionId), {
        action: disturbed ? "status.disturbed" : "status.over",
        subjectKind: "system",
        subjectId: kind,
        regionId,
        atMs: nowMs,
        actor: "operator",
        requestId: c.get("requestId"),
      });
      seen.forget(c.env.DB, KEY);
      return c.json({ disturbances: [...(await readDisturbances(c.env, nowMs))], serverNowMs: nowMs });
    },
  );

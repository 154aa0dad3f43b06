import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  alertsPageSchema,
  alertsQuerySchema,
  statusRequestSchema,
  statusSchema,
} from "../../schema/api/status.ts";
import type { RegionId } from "../../schema/ids.ts";
import { listOpenAlerts } from "../data/alerts.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { writeDisturbance } from "../data/status.ts";
import { valid } from "../http/body.ts";
import { EdgeCache } from "../http/cached.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { readStanding, type Standing } from "../status/read.ts";
import { doc } from "./doc.ts";

/** Every open wallet asks once a minute: an isolate looks once in 15 seconds. */
const seen = new EdgeCache<Standing>();
const KEY = "all";

/** A standing as it is sent. */
function statusBody({ disturbances, books }: Standing, serverNowMs: number) {
  return { disturbances: [...disturbances], books, serverNowMs };
}

/** How things stand, the operator's word about it, and what a person has to look at (DEG-1, DEG-2, OPS-5). */
export const status = new Hono<ApiContext>()
  .get(
    "/status",
    doc("anyone", "How things stand: what is disturbed, and the books", statusSchema),
    async (c) => {
      const nowMs = clockOf(c.env).now();
      const standing = await seen.get(c.env.DB, KEY, () => readStanding(c.env, nowMs));
      return c.json(statusBody(standing, nowMs));
    },
  )
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
      return c.json(statusBody(await readStanding(c.env, nowMs), nowMs));
    },
  )
  .get(
    "/operator/alerts",
    doc("operator", "What a person has to look at, newest first", alertsPageSchema),
    operatorOnly,
    valid("query", alertsQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const rows = await listOpenAlerts(databaseOf(c.env, null), { after: readNumberKey(after), limit });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.raisedAtMs, row.id],
          ({ id, kind, regionId, subject, detail, raisedAtMs }) => ({
            ...{ alertId: id, kind, regionId: regionId as RegionId | null, subject, raisedAtMs },
            detail: JSON.parse(detail) as Record<string, unknown>,
          }),
        ),
      );
    },
  );

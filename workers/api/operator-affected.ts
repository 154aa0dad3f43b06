import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { affectedPageSchema, affectedQuerySchema } from "../../schema/api/operator-affected.ts";
import { type AffectedKey, affectedRows } from "../data/affected.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readKeys } from "../data/keyset.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { doc } from "./doc.ts";

/** After a disturbance: whose money it touched (OPS-4). That somebody asked is logged once, for the region (AUD-4). */
export const operatorAffected = new Hono<ApiContext>().get(
  "/operator/affected",
  doc(
    "operator",
    "Entries of wallets and coupons in a span of time, by their book's order",
    affectedPageSchema,
  ),
  operatorOnly,
  valid("query", affectedQuerySchema),
  async (c) => {
    const { regionId, programmeId, storeId, fromMs, untilMs, after, limit } = c.req.valid("query");
    const question = {
      ...{ regionId, fromMs, untilMs },
      ...{ programmeId: programmeId ?? null, storeId: storeId ?? null },
    };
    const key = readAffectedKey(after);
    if (key === null)
      await writeAudit(databaseOf(c.env, regionId), {
        regionId,
        atMs: clockOf(c.env).now(),
        actor: "operator",
        action: "affected.read",
        subjectKind: "region",
        subjectId: regionId,
        after: question,
        requestId: c.get("requestId"),
      });
    const rows = await affectedRows(c.env.DB, question, key, limit);
    return c.json(
      cutPage(
        rows,
        limit,
        (row) => [row.programmeId, row.bookDate, row.position],
        ({ position: _, bookDate: __, ...row }) => row,
      ),
    );
  },
);

function readAffectedKey(after: string | undefined): AffectedKey | null {
  const [programmeId, bookDate, position] = readKeys(after) ?? [];
  return typeof programmeId === "string" && typeof bookDate === "string" && typeof position === "number"
    ? { programmeId, bookDate, position }
    : null;
}

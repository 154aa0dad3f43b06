import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { retentionSchema, setRetentionRequestSchema } from "../../schema/api/retention.ts";
import { databaseOf } from "../data/database.ts";
import { findRetention, setRetention } from "../data/retention.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { doc } from "./doc.ts";

/** How long a region keeps what it doesn't need any more (RET-1, RET-2, RET-4). */
export const retentionApi = new Hono<ApiContext>()
  .get(
    "/region/retention",
    doc(
      "secretariat",
      "After how many days refused applications, old lists and files of reports are erased",
      retentionSchema,
    ),
    staffOnly("programme.read"),
    async (c) => {
      const { regionId } = c.get("staff");
      return c.json(await findRetention(databaseOf(c.env, regionId), regionId));
    },
  )
  .put(
    "/region/retention",
    doc("secretariat", "Set after how many days they are erased", retentionSchema),
    staffOnly("region.manage"),
    valid("json", setRetentionRequestSchema),
    async (c) => {
      const after = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const { applicationDays, importDays, reportDays } = await findRetention(db, regionId);
      await setRetention(db, regionId, after, { staffId, atMs: clockOf(c.env).now() });
      await logged(c, {
        action: "region.retention",
        subjectKind: "region",
        subjectId: regionId,
        before: { applicationDays, importDays, reportDays },
        after,
      });
      return c.json(await findRetention(db, regionId));
    },
  );

import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import { sealsPageSchema, verificationSchema } from "../../schema/api/seals.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { lastAudit } from "../audit/run.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { listSeals } from "../data/seals.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { doc } from "./doc.ts";

/** What a secretariat may know of the proof of the books: dates and a verdict, no other region's figures (WHO-1). */
export const seals = new Hono<ApiContext>()
  .get(
    "/seals",
    doc("secretariat", "Dates whose books no longer change, newest first", sealsPageSchema),
    staffOnly("report.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const rows = await listSeals(databaseOf(c.env, c.get("staff").regionId), {
        after: readTextKey(after)?.[0] ?? null,
        limit,
        sealedOnly: true,
      });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.bookDate, ""],
          (row) => ({ date: row.bookDate as BusinessDate, sealedAtMs: row.sealedAtMs }),
        ),
      );
    },
  )
  .get(
    "/verification",
    doc("secretariat", "When the books were last verified, and the result", verificationSchema),
    staffOnly("programme.read"),
    async (c) => {
      const db = databaseOf(c.env, c.get("staff").regionId);
      const [audit, [newest]] = await Promise.all([
        lastAudit(c.env.DB),
        listSeals(db, { after: null, limit: 1, sealedOnly: true }),
      ]);
      return c.json({
        lastAudit: audit,
        sealedThrough: (newest?.bookDate ?? null) as BusinessDate | null,
        serverNowMs: clockOf(c.env).now(),
      });
    },
  );

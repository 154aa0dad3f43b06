import { Hono } from "hono";
import { refusalsPageSchema, refusalsQuerySchema } from "../../schema/api/refusals.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { listRefusals } from "../data/refusals.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { doc } from "./doc.ts";

type Listed = Awaited<ReturnType<typeof listRefusals>>;

const pageOf = (rows: Listed, limit: number) =>
  cutPage(
    rows,
    limit,
    (row) => [row.hourMs, row.key],
    ({ key: _, ...row }) => row,
  );

/** Who was refused what (SEC-8): a region sees its own staff, the operator everybody. */
export const refusedAccess = new Hono<ApiContext>()
  .get(
    "/refusals",
    doc("secretariat", "What the region's staff were refused, the newest hour first", refusalsPageSchema),
    staffOnly("trace.read"),
    valid("query", refusalsQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const page = { after: readNumberKey(after), limit };
      return c.json(pageOf(await listRefusals(c.env.DB, regionId, page), limit));
    },
  )
  .get(
    "/operator/refusals",
    doc("operator", "What anybody was refused, the newest hour first", refusalsPageSchema),
    operatorOnly,
    valid("query", refusalsQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const page = { after: readNumberKey(after), limit };
      return c.json(pageOf(await listRefusals(c.env.DB, null, page), limit));
    },
  );

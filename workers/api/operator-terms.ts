import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import { operatorTermsRequestSchema, termsPageSchema, termsSchema } from "../../schema/api/terms.ts";
import type { OrganisationId, RegionId } from "../../schema/ids.ts";
import { writeAudit } from "../data/audit-log.ts";
import { OPERATOR } from "../data/consents.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { createTerms, listTerms } from "../data/terms.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";
import { listedTerms, termsBody } from "./terms.ts";

/** The operator's own terms for residents; they stand beside those of regions (RES-5). */
const OWNER = OPERATOR as RegionId;

/** Terms that every resident accepts, whatever regions they use. */
export const operatorTerms = new Hono<ApiContext>()
  .get(
    "/",
    doc("operator", "Every version of the operator's terms for residents, newest first", termsPageSchema),
    operatorOnly,
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const rows = await listTerms(databaseOf(c.env, null), OWNER, { after: readNumberKey(after), limit });
      return c.json(cutPage(rows, limit, (row) => [row.terms.createdAtMs, row.terms.id], listedTerms));
    },
  )
  .post(
    "/",
    doc("operator", "Publish the next version of the operator's terms for residents", termsSchema),
    operatorOnly,
    valid("json", operatorTermsRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, null);
      const row = await createTerms(db, {
        id: newId<OrganisationId>(),
        regionId: OWNER,
        kind: "resident",
        title: request.title,
        body: request.body,
        pledges: "[]",
        publishedAtMs: Math.max(request.publishedAtMs, nowMs),
        blocksFromMs: Math.max(request.blocksFromMs, nowMs),
        createdAtMs: nowMs,
        createdBy: OPERATOR,
      });
      if (!row) return problem(c, "conflict");
      await writeAudit(db, {
        regionId: null,
        atMs: nowMs,
        actor: OPERATOR,
        action: "terms.publish",
        subjectKind: "terms",
        subjectId: row.id,
        after: { version: row.version, title: row.title, publishedAtMs: row.publishedAtMs },
        requestId: c.get("requestId"),
      });
      return c.json(termsBody(row));
    },
  );

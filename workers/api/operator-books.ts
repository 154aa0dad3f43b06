import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import {
  type BreakBody,
  breakParamSchema,
  breakSchema,
  breaksPageSchema,
  breaksQuerySchema,
  mendRequestSchema,
  operatorSealsPageSchema,
  rebuildBegunSchema,
  rebuildParamSchema,
  rebuildSchema,
  sealBegunSchema,
  sealRequestSchema,
} from "../../schema/api/operator-books.ts";
import { writeAudit } from "../data/audit-log.ts";
import { type BreakRow, findBreak, listBreaks, mendBreak } from "../data/breaks.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey, readTextKey } from "../data/keyset.ts";
import { listSeals } from "../data/seals.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { keepMend } from "../rebuild/mends.ts";
import { readRebuild, startRebuild } from "../rebuild/run.ts";
import { sealNext } from "../sealing/run.ts";
import { doc } from "./doc.ts";

function breakBody(row: BreakRow): BreakBody {
  const { id, what, state, ...rest } = row;
  return { breakId: id, what: what as BreakBody["what"], state: state as BreakBody["state"], ...rest };
}

/** Sealing, breaks and the rebuild, for the operator's shell. Everything that changes something is logged (AUD-4). */
export const operatorBooks = new Hono<ApiContext>()
  .post(
    "/operator/seals",
    doc("operator", "Seal the dates that have ended", sealBegunSchema),
    operatorOnly,
    valid("json", sealRequestSchema),
    async (c) => {
      const { through } = c.req.valid("json");
      const date = await sealNext(c.env, through ?? null);
      await writeAudit(databaseOf(c.env, null), {
        regionId: null,
        atMs: clockOf(c.env).now(),
        actor: "operator",
        action: "seal.begin",
        subjectKind: "seal",
        subjectId: date ?? "none",
        after: { through: through ?? null },
        requestId: c.get("requestId"),
      });
      return c.json({ date }, 202);
    },
  )
  .get(
    "/operator/seals",
    doc("operator", "Closed and sealed dates, newest first", operatorSealsPageSchema),
    operatorOnly,
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const key = readTextKey(after)?.[0] ?? null;
      const rows = await listSeals(databaseOf(c.env, null), { after: key, limit, sealedOnly: false });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.bookDate, ""],
          ({ bookDate, late, ...row }) => ({
            ...row,
            date: bookDate,
            late: (JSON.parse(late) as unknown[]).length,
          }),
        ),
      );
    },
  )
  .get(
    "/operator/breaks",
    doc("operator", "What could not be projected and was kept aside, newest first", breaksPageSchema),
    operatorOnly,
    valid("query", breaksQuerySchema),
    async (c) => {
      const { after, limit, state } = c.req.valid("query");
      const page = { after: readNumberKey(after), limit, state };
      const rows = await listBreaks(databaseOf(c.env, null), page);
      return c.json(cutPage(rows, limit, (row) => [row.foundAtMs, row.id], breakBody));
    },
  )
  .post(
    "/operator/breaks/:id/mend",
    doc("operator", "Say that a break was looked into and that what D1 holds is right", breakSchema),
    operatorOnly,
    valid("param", breakParamSchema),
    valid("json", mendRequestSchema),
    async (c) => {
      const db = databaseOf(c.env, null);
      const { id } = c.req.valid("param");
      const found = await findBreak(db, id);
      if (found === null) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      await keepMend(c.env.LOG, id, nowMs);
      await mendBreak(db, id, nowMs);
      await writeAudit(db, {
        regionId: found.regionId,
        atMs: nowMs,
        actor: "operator",
        action: "break.mend",
        subjectKind: "journal-break",
        subjectId: id,
        before: { state: found.state },
        after: { state: "mended" },
        reason: c.req.valid("json").reason,
        requestId: c.get("requestId"),
      });
      return c.json(breakBody({ ...found, state: "mended" }));
    },
  )
  .post(
    "/operator/rebuild",
    doc("operator", "Make D1's books again from the log (PRJ-2)", rebuildBegunSchema),
    operatorOnly,
    async (c) => {
      const rebuildId = await startRebuild(c.env);
      await writeAudit(databaseOf(c.env, null), {
        regionId: null,
        atMs: clockOf(c.env).now(),
        actor: "operator",
        action: "rebuild.begin",
        subjectKind: "rebuild",
        subjectId: rebuildId,
        requestId: c.get("requestId"),
      });
      return c.json({ rebuildId }, 202);
    },
  )
  .get(
    "/operator/rebuild/:id",
    doc("operator", "How far a rebuild is, and what it found", rebuildSchema),
    operatorOnly,
    valid("param", rebuildParamSchema),
    async (c) => {
      const rebuild = await readRebuild(c.env, c.req.valid("param").id);
      return rebuild ? c.json(rebuild) : problem(c, "not-found");
    },
  );

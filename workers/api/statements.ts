import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { type StatementBody, statementParamSchema, statementsPageSchema } from "../../schema/api/closings.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ClosingId } from "../../schema/ids.ts";
import { statementCsv } from "../closing/statement-csv.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { findStatement, listStatements, type StatementRow, statementFacts } from "../data/statements.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { sheetFont } from "../pdf/font.ts";
import { lineBody } from "./closings.ts";
import { doc } from "./doc.ts";

function statementBody(row: StatementRow): StatementBody {
  return {
    closingId: row.closing.id as ClosingId,
    payName: row.payName,
    from: row.closing.fromOn as BusinessDate,
    to: row.closing.toOn as BusinessDate,
    payOn: (row.payoutOn ?? row.closing.payOn) as BusinessDate,
    line: lineBody(row),
    transferYen: row.itemYen,
  };
}

const formatQuery = z.object({ format: z.enum(["pdf", "csv"]).default("pdf") });

/** What stores were paid, for them and for the secretariat (S16). */
export const statements = new Hono<ApiContext>()
  .get(
    "/statements",
    doc("staff", "What the caller's stores were paid, newest closing first", statementsPageSchema),
    staffOnly("statement.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const caller = c.get("staff");
      const reach = reachWith(caller, "statement.read");
      const rows = await listStatements(
        databaseOf(c.env, caller.regionId),
        caller.regionId,
        reach.kind === "region" ? null : reach.ids,
        { after: readTextKey(after), limit },
      );
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.closing.toOn, `${row.closing.id}/${row.line.storeId}`],
          statementBody,
        ),
      );
    },
  )
  .get(
    "/statements/:closingId/:storeId/file",
    staffOnly("statement.read"),
    valid("param", statementParamSchema),
    valid("query", formatQuery),
    async (c) => {
      const { closingId, storeId } = c.req.valid("param");
      const { format } = c.req.valid("query");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const row = await findStatement(db, caller.regionId, closingId, storeId);
      if (!row || !reaches(reachWith(caller, "statement.read"), row.line.organisationId))
        return problem(c, "not-found");
      const facts = await statementFacts(db, row);
      const file = format === "csv" ? statementCsv(facts) : await pdfOf(c, facts);
      if (file === null) return problem(c, "file-not-ready");
      await logged(c, {
        action: "statement.download",
        subjectKind: "closing",
        subjectId: closingId,
        after: { storeId, format },
      });
      const name = `${facts.storeName}-${facts.to}.${format}`;
      return new Response(file as Uint8Array<ArrayBuffer>, {
        headers: {
          "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/pdf",
          "content-length": String(file.byteLength),
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        },
      });
    },
  );

async function pdfOf(c: Context<ApiContext>, facts: Awaited<ReturnType<typeof statementFacts>>) {
  const font = await sheetFont(c.env);
  if (font === null) return null;
  // Only whoever asks for a PDF pays for reading the writer of PDFs.
  const { statementPdf } = await import("../closing/statement-pdf.ts");
  return statementPdf(facts, font, clockOf(c.env).now());
}

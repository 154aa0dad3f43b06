import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type StatementBody,
  type StoreTransfer,
  statementParamSchema,
  statementsPageSchema,
  statementsQuerySchema,
  storeTransfersPageSchema,
} from "../../schema/api/closings.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import type { ClosingId } from "../../schema/ids.ts";
import { statementCsv } from "../closing/statement-csv.ts";
import { findClosing } from "../data/closings.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import {
  findStatement,
  listStatements,
  listStoreTransfers,
  referenceOf,
  type StatementRow,
  statementFacts,
  type TransferRow,
} from "../data/statements.ts";
import { valid } from "../http/body.ts";
import { reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { reachedStore } from "../http/reachable-store.ts";
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

function transferBody(row: TransferRow): StoreTransfer {
  const { closingId, payName, from, to, payOn, line } = statementBody(row);
  return {
    closingId,
    payName,
    from,
    to,
    payOn,
    payeeKind: line.payeeKind,
    payeeId: line.payeeId,
    payeeName: row.payeeName,
    stores: row.stores,
    storesYen: row.storesYen,
    yen: row.itemYen ?? row.storesYen,
    state: line.state,
    reference: referenceOf(row),
  };
}

const formatQuery = z.object({ format: z.enum(["pdf", "csv"]).default("pdf") });

/** What stores were paid, for them and for the secretariat (S16). */
export const statements = new Hono<ApiContext>()
  .get(
    "/statements",
    doc("staff", "What the caller's stores were paid, newest closing first", statementsPageSchema),
    staffOnly("statement.read"),
    valid("query", statementsQuerySchema),
    async (c) => {
      const { after, limit, storeId, closingId } = c.req.valid("query");
      const caller = c.get("staff");
      const reach = reachWith(caller, "statement.read");
      const db = databaseOf(c.env, caller.regionId);
      if (storeId) {
        const store = await reachedStore(c, "statement.read", storeId);
        if (!store.ok) return store.error;
      }
      if (closingId && !(await findClosing(db, caller.regionId, closingId))) return problem(c, "not-found");
      const rows = await listStatements(db, caller.regionId, reach.kind === "region" ? null : reach.ids, {
        after: readTextKey(after),
        limit,
        storeId,
        closingId,
      });
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
    "/statements/transfers",
    doc(
      "staff",
      "The transfers that the caller's stores were paid by, newest closing first",
      storeTransfersPageSchema,
    ),
    staffOnly("statement.read"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const caller = c.get("staff");
      const reach = reachWith(caller, "statement.read");
      const rows = await listStoreTransfers(
        databaseOf(c.env, caller.regionId),
        caller.regionId,
        reach.kind === "region" ? null : reach.ids,
        { after: readTextKey(after), limit },
      );
      return c.json(
        cutPage(
          rows,
          limit,
          ({ closing, line }) => [closing.toOn, `${closing.id}/${line.payeeKind}/${line.payeeId}`],
          transferBody,
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

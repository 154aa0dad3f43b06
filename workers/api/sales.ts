import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  type SalesBy,
  type SalesRow,
  salesFileQuerySchema,
  salesPageSchema,
  salesQuerySchema,
  type Taken,
} from "../../schema/api/sales.ts";
import { addDays, type BusinessDate, daysBetween } from "../../schema/calendar.ts";
import type { ProgrammeId, StoreId, TillId } from "../../schema/ids.ts";
import { MAX_SALES_FILE_ROWS } from "../../schema/limits.ts";
import { COLUMN_WORDS } from "../../schema/report-words.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { cutPage, readKeys } from "../data/keyset.ts";
import { payNames, type SalesScope, type SalesSum, salesKey, salesRows, salesTotal } from "../data/sales.ts";
import { valid } from "../http/body.ts";
import { reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { reachedStore, tillOf } from "../http/reachable-store.ts";
import { csvLine, csvStart, encodeCsv } from "../reports/csv.ts";
import { csvRows } from "../reports/csv-rows.ts";
import { FORMATS } from "../reports/file-format.ts";
import { salesCells, salesColumns } from "../sales/sales-file.ts";
import { doc } from "./doc.ts";

interface Question {
  readonly from: BusinessDate;
  readonly to: BusinessDate;
  readonly storeId?: StoreId | undefined;
  readonly tillId?: TillId | undefined;
  readonly programmeId?: ProgrammeId | undefined;
}

/** Of which stores the caller is told; a store, till or programme that isn't theirs doesn't exist (WHO-1, WHO-2). */
async function scopeOf(c: Context<ApiContext>, asked: Question): Promise<Result<SalesScope, ProblemReply>> {
  const caller = c.get("staff");
  const reach = reachWith(caller, "sales.read");
  if (asked.tillId && !asked.storeId) return err(problem(c, "store-not-found"));
  if (asked.storeId) {
    const store = await reachedStore(c, "sales.read", asked.storeId);
    if (!store.ok) return store;
    if (asked.tillId && !tillOf(store.value, asked.tillId)) return err(problem(c, "store-not-found"));
  }
  if (asked.programmeId && !(await ownProgramme(c, asked.programmeId))) return err(problem(c, "not-found"));
  return ok({
    regionId: caller.regionId,
    organisationIds: reach.kind === "region" ? [] : reach.ids,
    storeId: asked.storeId ?? null,
    tillId: asked.tillId ?? null,
    programmeId: asked.programmeId ?? null,
    from: asked.from,
    to: asked.to,
  });
}

/** The period just before, as long. */
function before({ from, to }: Pick<Question, "from" | "to">): { from: BusinessDate; to: BusinessDate } {
  return { from: addDays(from, -daysBetween(from, to) - 1), to: addDays(from, -1) };
}

function shownRow(by: SalesBy, names: ReadonlyMap<string, string>, sum: SalesSum): SalesRow {
  const { date, programmeId, storeId, storeName, tillId: _till, tillNumber, ...taken } = sum;
  const isEach = by === "each";
  return {
    when: isEach || by === "day" || by === "month" ? date : null,
    programme:
      isEach || by === "programme"
        ? { programmeId: programmeId as ProgrammeId, payName: names.get(programmeId) ?? programmeId }
        : null,
    store:
      isEach || by === "store" || by === "till" ? { storeId: storeId as StoreId, name: storeName } : null,
    till: isEach || by === "till" ? tillNumber : null,
    ...taken,
  };
}

/** What shops took, for themselves and the office above them (S16, SAL-1). */
export const sales = new Hono<ApiContext>()
  .get(
    "/sales",
    doc("staff", "What the caller's stores took, added up as asked", salesPageSchema),
    staffOnly("sales.read"),
    valid("query", salesQuerySchema),
    async (c) => {
      const { after, limit, by, ...asked } = c.req.valid("query");
      const scope = await scopeOf(c, asked);
      if (!scope.ok) return scope.error;
      const past = before(asked);
      const db = c.env.DB;
      const [[rows, total, earlier], names] = await Promise.all([
        db.batch([
          salesRows(db, scope.value, by, readKeys(after), limit + 1),
          salesTotal(db, scope.value),
          salesTotal(db, { ...scope.value, ...past }),
        ]),
        payNames(db, scope.value.regionId, clockOf(c.env).now()),
      ]);
      const page = cutPage(
        (rows?.results ?? []) as SalesSum[],
        limit,
        (row) => salesKey(by, row),
        (row) => shownRow(by, names, row),
      );
      return c.json({
        ...page,
        total: total?.results[0] as Taken,
        before: { ...past, total: earlier?.results[0] as Taken },
      });
    },
  )
  .get("/sales/file", staffOnly("sales.read"), valid("query", salesFileQuerySchema), async (c) => {
    const { by, format, ...asked } = c.req.valid("query");
    const scope = await scopeOf(c, asked);
    if (!scope.ok) return scope.error;
    const [{ results }, names] = await Promise.all([
      salesRows(c.env.DB, scope.value, by, null, MAX_SALES_FILE_ROWS + 1).all<SalesSum>(),
      payNames(c.env.DB, scope.value.regionId, clockOf(c.env).now()),
    ]);
    if (results.length > MAX_SALES_FILE_ROWS) return problem(c, "sales-too-long");
    const { regionId: _region, organisationIds: _offices, ...what } = scope.value;
    await logged(c, {
      action: "sales.download",
      subjectKind: "organisation",
      subjectId: c.get("staff").memberships[0]?.organisationId ?? "",
      after: { ...what, by, format },
    });
    const encoding = format === "csv" ? "utf-8" : "shift_jis";
    const columns = salesColumns(by);
    // A character that the encoding lacks becomes its number, as in every list of the offices.
    const line = csvRows(columns, encoding, () => undefined);
    const text = [
      csvStart(encoding),
      csvLine(columns.map((column) => COLUMN_WORDS[column])),
      ...results.map((row, at) => line(salesCells(by, shownRow(by, names, row)), at + 2)),
    ].join("");
    return new Response(encodeCsv(text, encoding) as Uint8Array<ArrayBuffer>, {
      headers: {
        "content-type": FORMATS[format].contentType,
        "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`売上-${asked.from}-${asked.to}.csv`)}`,
      },
    });
  });

import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  openTraceRequestSchema,
  type Trace,
  traceFileQuerySchema,
  traceIdParamSchema,
  traceLinesPageSchema,
  traceLinesQuerySchema,
  traceSchema,
} from "../../schema/api/traces.ts";
import { type BusinessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import type { TraceId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS, MAX_TRACE_LINES } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { type TracePage, traceLines } from "../data/trace-reading.ts";
import { findTrace, openTrace, type TraceRow } from "../data/traces.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { countMiss, isBlocked, overQuota } from "../http/throttled.ts";
import { csvStart } from "../reports/csv.ts";
import { namedLines, TRACE_HEAD, traceCsv } from "../trace/lines.ts";
import { beginTrace, traceSubject } from "../trace/start.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** A story is read for so long on one reason: about a working day. */
const READ_MS = 12 * 3_600_000;

function traceBody(row: TraceRow): Trace {
  return {
    traceId: row.id as TraceId,
    kind: row.subjectKind as Trace["kind"],
    subjectId: row.subjectId,
    subjectName: row.subjectName,
    openedAtMs: row.openedAtMs,
    untilMs: row.openedAtMs + READ_MS,
  };
}

/** The caller's own open story and what it reads by; null where there is none. */
async function openStory(c: Context<ApiContext>, id: string) {
  const { regionId, staffId } = c.get("staff");
  const sinceMs = clockOf(c.env).now() - READ_MS;
  const row = await findTrace(databaseOf(c.env, regionId), regionId, staffId, id, sinceMs);
  const subject =
    row &&
    (await traceSubject(c.env, regionId, { kind: row.subjectKind as Trace["kind"], id: row.subjectId }));
  return row && subject ? { row, subject } : null;
}

/** The span that dates name; open at either side where one is missing. */
function spanOf(query: {
  readonly from?: BusinessDate | undefined;
  readonly to?: BusinessDate | undefined;
}): Pick<TracePage, "fromMs" | "beforeMs"> {
  return {
    fromMs: query.from ? startOfDayMs(query.from) : 0,
    beforeMs: query.to ? endExclusiveMs(query.to) : Number.MAX_SAFE_INTEGER,
  };
}

/** A suspicion traced back step by step, across journal, sign-ins, staff actions and guesses (S22, TRC). */
export const traces = new Hono<ApiContext>()
  .post(
    "/traces",
    doc("secretariat", "Open the story of somebody or something, with the reason", traceSchema),
    staffOnly("trace.read"),
    valid("json", openTraceRequestSchema),
    async (c) => {
      const { kind, value, reason } = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const stopped =
        (await overQuota(c, "inspect:account", staffId)) ?? (await isBlocked(c, "look-up:account", staffId));
      if (stopped) return stopped;
      const begun = await beginTrace(c, kind, value);
      if (!begun.ok) {
        await countMiss(c, "look-up:account", staffId);
        // What was typed stays out, as of every look-up (CAL-3).
        await logged(c, {
          action: "trace.search",
          subjectKind: "search",
          subjectId: kind,
          after: { found: 0 },
          reason,
        });
        return begun.error;
      }
      const row: TraceRow = {
        id: newId<TraceId>(),
        regionId,
        staffId,
        subjectKind: kind,
        subjectId: begun.value.id,
        subjectName: begun.value.name,
        openedAtMs: clockOf(c.env).now(),
      };
      // Before anything is shown.
      await logged(c, {
        action: "trace.open",
        subjectKind: kind,
        subjectId: row.subjectId,
        after: { traceId: row.id },
        reason,
      });
      await openTrace(databaseOf(c.env, regionId), row);
      return c.json(traceBody(row));
    },
  )
  .get(
    "/traces/:id",
    doc("secretariat", "A story that the caller opened", traceSchema),
    staffOnly("trace.read"),
    valid("param", traceIdParamSchema),
    async (c) => {
      const story = await openStory(c, c.req.valid("param").id);
      return story ? c.json(traceBody(story.row)) : problem(c, "not-found");
    },
  )
  .get(
    "/traces/:id/lines",
    doc("secretariat", "What happened, newest first", traceLinesPageSchema),
    staffOnly("trace.read"),
    valid("param", traceIdParamSchema),
    valid("query", traceLinesQuerySchema),
    async (c) => {
      const { after, limit, source, ...dates } = c.req.valid("query");
      const story = await openStory(c, c.req.valid("param").id);
      if (!story) return problem(c, "not-found");
      const rows = await traceLines(c.env.DB, story.subject, source ?? null, {
        before: readNumberKey(after),
        ...spanOf(dates),
        limit,
      });
      const page = cutPage(
        rows,
        limit,
        (row) => [row.atMs, row.key],
        (row) => row,
      );
      return c.json({ rows: [...(await namedLines(c.env, story.subject, page.rows))], next: page.next });
    },
  )
  .get(
    "/traces/:id/file",
    staffOnly("trace.read"),
    valid("param", traceIdParamSchema),
    valid("query", traceFileQuerySchema),
    async (c) => {
      const { source, ...dates } = c.req.valid("query");
      const story = await openStory(c, c.req.valid("param").id);
      if (!story) return problem(c, "not-found");
      const { row, subject } = story;
      await logged(c, {
        action: "trace.file",
        subjectKind: row.subjectKind,
        subjectId: row.subjectId,
        after: { traceId: row.id, source: source ?? null, ...dates },
      });
      const encoder = new TextEncoder();
      let before: readonly [number, string] | null | "done" = null;
      let written = 0;
      const lines = new ReadableStream<Uint8Array>({
        start: (out) => out.enqueue(encoder.encode(csvStart("utf-8") + TRACE_HEAD)),
        async pull(out) {
          if (before === "done") return out.close();
          const rows = await traceLines(c.env.DB, subject, source ?? null, {
            before,
            ...spanOf(dates),
            limit: MAX_PAGE_ROWS,
          });
          const shown = rows.slice(0, MAX_PAGE_ROWS);
          const last = shown.at(-1);
          written += shown.length;
          const more = rows.length > MAX_PAGE_ROWS && last && written < MAX_TRACE_LINES;
          before = more ? [last.atMs, last.key] : "done";
          const named = await namedLines(c.env, subject, shown);
          out.enqueue(encoder.encode(named.map(traceCsv).join("")));
        },
      });
      return new Response(lines, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="trace-${row.id}.csv"`,
        },
      });
    },
  );

import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  beginGrantRequestSchema,
  createGrantListQuerySchema,
  createGrantRequestSchema,
  type GrantBody,
  type GrantRow,
  grantOrWaitingSchema,
  grantParamSchema,
  grantRowsPageSchema,
  grantRowsQuerySchema,
  grantSchema,
  grantsPageSchema,
  type Segment,
  segmentSchema,
  stopGrantRequestSchema,
} from "../../schema/api/grants.ts";
import { MAX_IMPORT_BYTES } from "../../schema/api/imports.ts";
import { type BusinessDate, businessDate, compareDates } from "../../schema/calendar.ts";
import type { GrantId, ProgrammeId } from "../../schema/ids.ts";
import { onUnit, type Yen } from "../../schema/money.ts";
import type { StaffAction } from "../../schema/staff-actions.ts";
import { aboutGrant } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { databaseOf } from "../data/database.ts";
import {
  begunFromSameFile,
  createGrant,
  findGrant,
  type GrantOfRegion,
  leftOutRows,
  listGrantRows,
  listGrants,
} from "../data/grants.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { factsAt, type ProgrammeFacts, ruleNow } from "../data/programmes.ts";
import { beginGrant, discardGrant, stopGrant } from "../grants/begin.ts";
import { leftOutLines, leftOutOfList } from "../grants/left-out.ts";
import { reserve } from "../grants/reserve.ts";
import { grantJobId } from "../grants/run.ts";
import { asksAnswers } from "../grants/segment.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { type ProblemReply, problem, refused } from "../http/problem.ts";
import type { CsvRecord } from "../imports/csv-reader.ts";
import { fileRows } from "../imports/file-rows.ts";
import { readAtMost, readOnce, textOf } from "../imports/text-encoding.ts";
import { lastDayOf } from "../issuing/terms.ts";
import type { JobMessage } from "../queue/jobs.ts";
import { createJob } from "../queue/lease.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

async function grantBody(c: Context<ApiContext>, row: GrantOfRegion): Promise<GrantBody> {
  const same = row.begunAtMs === null ? await begunFromSameFile(databaseOf(c.env, row.regionId), row) : null;
  const counted = (rows: number, yen: number) => ({ rows, yen: yen as Yen });
  const ended = row.endedAtMs !== null;
  return {
    grantId: row.id as GrantId,
    programmeId: row.programmeId as ProgrammeId,
    title: row.title,
    source: row.source as GrantBody["source"],
    segment: row.segment === null ? null : segmentSchema.parse(JSON.parse(row.segment)),
    fileName: row.fileName,
    amountYen: row.amountYen as Yen | null,
    expiresOn: row.expiresOn as BusinessDate,
    state: row.state as GrantBody["state"],
    fault:
      row.fault === null
        ? null
        : { code: row.fault as NonNullable<GrantBody["fault"]>["code"], line: row.faultLine },
    readRows: row.readRows,
    ready: counted(row.readyRows, row.readyYen),
    duplicateRows: row.duplicateRows,
    unknownRows: row.unknownRows,
    badRows: row.badRows,
    credited: counted(row.creditedRows, row.creditedYen),
    failed: counted(row.failedRows, row.failedYen),
    unsent: ended
      ? counted(
          row.readyRows - row.creditedRows - row.failedRows,
          row.readyYen - row.creditedYen - row.failedYen,
        )
      : counted(0, 0),
    sameFileAs: same && { grantId: same.id as GrantId, title: same.title },
    createdByName: row.createdByName,
    createdAtMs: row.createdAtMs,
    begunByName: row.begunByName,
    begunAtMs: row.begunAtMs,
    stopReason: row.stopReason,
    endedAtMs: row.endedAtMs,
  };
}

/** A grant of the caller's region; any other doesn't exist (WHO-1). */
function own(c: Context<ApiContext>, id: string): Promise<GrantOfRegion | null> {
  const { regionId } = c.get("staff");
  return findGrant(databaseOf(c.env, regionId), regionId, id);
}

function log(c: Context<ApiContext>, action: StaffAction, id: string, after: object, reason?: string) {
  return logged(c, {
    action,
    subjectKind: "grant",
    subjectId: id,
    after,
    ...(reason === undefined ? {} : { reason }),
  });
}

/** Why nothing can be granted on a programme with this last day: it isn't open, or the day is outside (GRT-7). */
async function grantable(
  c: Context<ApiContext>,
  programmeId: string,
  expiresOn: BusinessDate,
): Promise<{ readonly facts: ProgrammeFacts } | { readonly refusal: ProblemReply }> {
  const nowMs = clockOf(c.env).now();
  const programme = await ownProgramme(c, programmeId, nowMs);
  if (!programme) return { refusal: problem(c, "not-found") };
  if (programme.state !== "open") return { refusal: problem(c, "programme-state") };
  const facts = factsAt(programme, nowMs);
  const today = businessDate(nowMs);
  if (compareDates(expiresOn, today) < 0 || compareDates(expiresOn, lastDayOf(facts, today)) > 0)
    return {
      refusal: problem(c, "invalid-request", {
        fields: [{ path: "expiresOn", message: "outside the programme" }],
      }),
    };
  return { facts };
}

/** Writes a grant down and has who is meant read by its job. */
async function create(
  c: Context<ApiContext>,
  row: Omit<
    Parameters<typeof createGrant>[1],
    "id" | "regionId" | "state" | "createdBy" | "createdAtMs" | "updatedAtMs"
  > & { readonly id: GrantId },
) {
  const { regionId, staffId } = c.get("staff");
  const nowMs = clockOf(c.env).now();
  await createGrant(databaseOf(c.env, regionId), {
    ...row,
    regionId,
    state: "reading",
    createdBy: staffId,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  });
  const jobId = grantJobId.read(row.id);
  await createJob(c.env.DB, { jobId, kind: "grant", work: { step: "read", grantId: row.id } }, nowMs);
  await c.env.JOBS_QUEUE.send({ kind: "grant", jobId } satisfies JobMessage);
  const { id, programmeId, title, source, amountYen, expiresOn, segment, fileSha256 } = row;
  await log(c, "grant.create", id, { programmeId, title, source, amountYen, expiresOn, segment, fileSha256 });
  return answer(c, id);
}

async function answer(c: Context<ApiContext>, id: string) {
  const row = await own(c, id);
  return row ? c.json(await grantBody(c, row)) : problem(c, "internal");
}

/** Bringing in a list: its body is not JSON, so it stands before whatever demands that. */
export const grantUpload = new Hono<ApiContext>().post(
  "/programmes/:id/grant-lists",
  doc("secretariat", "Prepare a grant to the people of a CSV file (the body, text/csv)", grantSchema),
  staffOnly("fund.manage"),
  valid("param", programmeParam),
  valid("query", createGrantListQuerySchema),
  async (c) => {
    const { id: programmeId } = c.req.valid("param");
    const { title, fileName, amountYen, expiresOn } = c.req.valid("query");
    const { regionId } = c.get("staff");
    const may = await grantable(c, programmeId, expiresOn);
    if ("refusal" in may) return may.refusal;
    if (c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "text/csv")
      return problem(c, "unsupported-media-type");
    const bytes = await readAtMost(c.req.raw.body, MAX_IMPORT_BYTES);
    if (bytes === null) return problem(c, "body-too-large");
    const { sha256, encoding } = await readOnce(inOnePiece(bytes));
    if (encoding === null)
      return problem(c, "file-unreadable", { fields: [{ path: "file", message: "not-text" }] });
    const id = newId<GrantId>();
    const fileKey = `grants/${regionId}/${id}.csv`;
    await c.env.FILES.put(fileKey, bytes);
    return create(c, {
      id,
      programmeId,
      title,
      source: "list",
      fileKey,
      fileName,
      fileSha256: sha256,
      encoding,
      amountYen: amountYen ?? null,
      expiresOn,
    });
  },
);

/** What of a list got nothing, out of the list itself: it comes once more as the body, and isn't kept (GRT-8). */
export const grantLeftOut = new Hono<ApiContext>().post(
  "/grants/:id/left-out.csv",
  staffOnly("fund.manage"),
  valid("param", grantParamSchema),
  async (c) => {
    const row = await own(c, c.req.valid("param").id);
    if (!row) return problem(c, "not-found");
    if (row.source !== "list" || row.state === "reading" || row.state === "unreadable")
      return problem(c, "grant-state");
    if (c.req.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== "text/csv")
      return problem(c, "unsupported-media-type");
    const bytes = await readAtMost(c.req.raw.body, MAX_IMPORT_BYTES);
    if (bytes === null) return problem(c, "body-too-large");
    const { sha256, encoding } = await readOnce(inOnePiece(bytes));
    if (encoding === null || sha256 !== row.fileSha256)
      return problem(c, "file-unreadable", { fields: [{ path: "file", message: "another-file" }] });
    await log(c, "grant.download", row.id, { fileSha256: sha256 });
    const lines = leftOutRows(databaseOf(c.env, row.regionId), row);
    return csvFile(row, leftOutOfList(readRecords(textOf(inOnePiece(bytes), encoding)), lines));
  },
);

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The lines of a list that was read before: what couldn't be read then ends it now. */
async function* readRecords(texts: AsyncIterable<string>): AsyncGenerator<CsvRecord> {
  for await (const one of fileRows(texts)) {
    if (!one.ok) return;
    yield one.value;
  }
}

function csvFile(row: GrantOfRegion, bytes: AsyncGenerator<Uint8Array>): Response {
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await bytes.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await bytes.return(undefined)),
  });
  const name = encodeURIComponent(`left-out-${row.fileName ?? `${row.title}.csv`}`);
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename*=UTF-8''${name}`,
    },
  });
}

/** Grants of a programme (B15): prepared, looked at, begun with a second person where they are large, followed, stopped. */
export const grants = new Hono<ApiContext>()
  .post(
    "/programmes/:id/grants",
    doc("secretariat", "Prepare a grant to a part of those who have this Pay", grantSchema),
    staffOnly("fund.manage"),
    valid("param", programmeParam),
    valid("json", createGrantRequestSchema),
    async (c) => {
      const { id: programmeId } = c.req.valid("param");
      const { title, segment, amountYen, expiresOn } = c.req.valid("json");
      const may = await grantable(c, programmeId, expiresOn);
      if ("refusal" in may) return may.refusal;
      const fields = segmentFaults(segment, may.facts);
      const { unitYen, personCapYen } = ruleNow(may.facts, clockOf(c.env).now());
      if (!onUnit(amountYen, unitYen)) fields.push({ path: "amountYen", message: "outside the unit" });
      if (personCapYen !== null && amountYen > personCapYen)
        fields.push({ path: "amountYen", message: "more than one person may receive" });
      if (fields.length > 0) return problem(c, "invalid-request", { fields });
      return create(c, {
        id: newId<GrantId>(),
        programmeId,
        title,
        source: "segment",
        segment: JSON.stringify(segment),
        amountYen,
        expiresOn,
      });
    },
  )
  .get(
    "/programmes/:id/grants",
    doc("secretariat", "Grants of a programme, newest first", grantsPageSchema),
    staffOnly("programme.read"),
    valid("param", programmeParam),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      if (!(await ownProgramme(c, id))) return problem(c, "not-found");
      const db = databaseOf(c.env, regionId);
      const rows = await listGrants(db, regionId, id, { after: readNumberKey(after), limit });
      const page = cutPage(
        rows,
        limit,
        (row) => [row.createdAtMs, row.id],
        (row) => row,
      );
      return c.json({
        rows: await Promise.all(page.rows.map((row) => grantBody(c, row))),
        next: page.next,
      });
    },
  )
  .get(
    "/grants/:id",
    doc("secretariat", "A grant and how far it is", grantSchema),
    staffOnly("programme.read"),
    valid("param", grantParamSchema),
    async (c) => {
      const row = await own(c, c.req.valid("param").id);
      return row ? c.json(await grantBody(c, row)) : problem(c, "not-found");
    },
  )
  .get(
    "/grants/:id/rows",
    doc("secretariat", "Lines of a grant that don't go, or didn't, by their number", grantRowsPageSchema),
    staffOnly("programme.read"),
    valid("param", grantParamSchema),
    valid("query", grantRowsQuerySchema),
    async (c) => {
      const { state, after, limit } = c.req.valid("query");
      const row = await own(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const { regionId } = c.get("staff");
      const lines = await listGrantRows(databaseOf(c.env, regionId), regionId, row.id, {
        state,
        afterRow: readNumberKey(after)?.[0] ?? 0,
        limit,
      });
      return c.json(
        cutPage(
          lines,
          limit,
          (line) => [line.row, ""],
          (line): GrantRow => ({
            row: line.row,
            amountYen: line.amountYen as Yen,
            state: line.state as GrantRow["state"],
            code: line.code,
          }),
        ),
      );
    },
  )
  .get(
    "/grants/:id/left-out.csv",
    staffOnly("programme.read"),
    valid("param", grantParamSchema),
    async (c) => {
      const row = await own(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      await log(c, "grant.download", row.id, {});
      return csvFile(row, leftOutLines(leftOutRows(databaseOf(c.env, row.regionId), row)));
    },
  )
  .post(
    "/grants/:id/begin",
    doc(
      "secretariat",
      "Grant it: the fund sets the sum aside, then every wallet is credited once",
      grantOrWaitingSchema,
    ),
    staffOnly("fund.manage"),
    valid("param", grantParamSchema),
    valid("json", beginGrantRequestSchema),
    fourEyes("grant", aboutGrant),
    async (c) => {
      const { operationId, sumYen } = c.req.valid("json");
      const row = await own(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      if (row.operationId === operationId && row.state !== "beginning") return begun(c, row.id);
      if (row.operationId !== operationId) {
        if (row.state !== "ready") return problem(c, "grant-state", { outcome: "not-done" });
        const may = await grantable(c, row.programmeId, row.expiresOn as BusinessDate);
        if ("refusal" in may) return may.refusal;
        // What is granted is what somebody has looked at; a reading that found nobody grants nothing.
        if (row.readyYen !== sumYen) return problem(c, "changed-meanwhile", { outcome: "not-done" });
        const by = { staffId: c.get("staff").staffId, operationId };
        if (!(await beginGrant(c.env.DB, row, by, clockOf(c.env).now())))
          return problem(c, "grant-state", { outcome: "not-done" });
      }
      const { outcome, entries } = await reserve(c.env, { ...row, operationId }, clockOf(c.env).now());
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      const { readyRows, readyYen, programmeId, expiresOn } = row;
      await log(c, "grant.begin", row.id, {
        operationId,
        programmeId,
        wallets: readyRows,
        sumYen: readyYen,
        expiresOn,
      });
      const jobId = grantJobId.credit(row.id, operationId);
      await c.env.JOBS_QUEUE.send({ kind: "grant", jobId } satisfies JobMessage);
      return begun(c, row.id);
    },
  )
  .post(
    "/grants/:id/stop",
    doc("secretariat", "Send it to nobody else; what isn't sent goes back to the fund", grantSchema),
    staffOnly("fund.manage"),
    valid("param", grantParamSchema),
    valid("json", stopGrantRequestSchema),
    async (c) => {
      const { reason } = c.req.valid("json");
      const row = await own(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      if (row.state === "stopping" || row.state === "stopped") return answer(c, row.id);
      const { staffId } = c.get("staff");
      if (!(await stopGrant(c.env.DB, row.id, { staffId, reason }, clockOf(c.env).now())))
        return problem(c, "grant-state");
      await log(c, "grant.stop", row.id, { credited: row.creditedRows, of: row.readyRows }, reason);
      return answer(c, row.id);
    },
  )
  .post(
    "/grants/:id/discard",
    doc("secretariat", "Put away a grant that was not begun", grantSchema),
    staffOnly("fund.manage"),
    valid("param", grantParamSchema),
    async (c) => {
      const row = await own(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      if (row.state === "discarded") return answer(c, row.id);
      if (!(await discardGrant(c.env, row, clockOf(c.env).now()))) return problem(c, "grant-state");
      await log(c, "grant.discard", row.id, { title: row.title });
      return answer(c, row.id);
    },
  );

async function begun(c: Context<ApiContext>, id: string) {
  const row = await own(c, id);
  return row ? c.json({ outcome: "done" as const, grant: await grantBody(c, row) }) : problem(c, "internal");
}

/** What a segment asks that the programme doesn't. */
function segmentFaults(
  segment: Segment,
  { residentAsks }: ProgrammeFacts,
): { path: string; message: string }[] {
  if (!asksAnswers(segment)) return [];
  const { attributes } = residentAsks;
  const wants = [
    ["municipalities", "municipality", segment.municipalities],
    ["bornFrom", "birthYear", segment.bornFrom],
    ["bornUntil", "birthYear", segment.bornUntil],
    ["sex", "sex", segment.sex],
  ] as const;
  return wants
    .filter(([, attribute, value]) => value !== null && !attributes.includes(attribute))
    .map(([path]) => ({ path: `segment.${path}`, message: "the programme doesn't ask it" }));
}

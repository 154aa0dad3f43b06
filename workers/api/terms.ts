import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { pageQuerySchema } from "../../schema/api/common.ts";
import {
  acceptancesPageSchema,
  acceptTermsRequestSchema,
  createTermsRequestSchema,
  type Terms,
  type TermsKind,
  type TermsListed,
  termsIdParamSchema,
  termsPageSchema,
  termsQuerySchema,
  termsSchema,
} from "../../schema/api/terms.ts";
import { formatDateTime } from "../../schema/calendar.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import {
  acceptTerms,
  createTerms,
  findTerms,
  listAcceptances,
  listTerms,
  type TermsRow,
} from "../data/terms.ts";
import { valid } from "../http/body.ts";
import { forgetStaff, reaches, reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { csvLine, csvStart } from "../reports/csv.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** Terms as they are read before they are accepted. */
export function termsBody(row: TermsRow): Terms {
  return {
    termsId: row.id,
    kind: row.kind as TermsKind,
    version: row.version,
    title: row.title,
    body: row.body,
    pledges: JSON.parse(row.pledges) as string[],
    publishedAtMs: row.publishedAtMs,
    blocksFromMs: row.blocksFromMs,
  };
}

/** A version as it stands in a list: without its text. */
export function listedTerms(row: { readonly terms: TermsRow; readonly acceptances: number }): TermsListed {
  const { body: _, pledges: __, ...listed } = termsBody(row.terms);
  return { ...listed, acceptances: row.acceptances };
}

/** Whether every pledge was ticked, each once. */
export function allPledged(row: TermsRow, ticked: readonly number[]): boolean {
  const pledges = JSON.parse(row.pledges) as string[];
  return new Set(ticked).size === pledges.length && pledges.every((_, at) => ticked.includes(at));
}

/** Versioned terms, and who accepted them in an organisation's name (S25, ORG-5). */
export const terms = new Hono<ApiContext>()
  .get(
    "/terms",
    doc("secretariat", "Every version of the region's terms, newest first", termsPageSchema),
    staffOnly("organisation.read"),
    valid("query", termsQuerySchema),
    async (c) => {
      const { after, limit, kind } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listTerms(databaseOf(c.env, regionId), regionId, {
        after: readNumberKey(after),
        limit,
        kind,
      });
      return c.json(cutPage(rows, limit, (row) => [row.terms.createdAtMs, row.terms.id], listedTerms));
    },
  )
  .post(
    "/terms",
    doc("secretariat", "Publish the next version of terms, now or at a moment to come", termsSchema),
    staffOnly("terms.manage"),
    valid("json", createTermsRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const { regionId, staffId } = c.get("staff");
      const nowMs = clockOf(c.env).now();
      const row = await createTerms(databaseOf(c.env, regionId), {
        id: newId<OrganisationId>(),
        regionId,
        kind: request.kind,
        title: request.title,
        body: request.body,
        pledges: JSON.stringify(request.pledges),
        publishedAtMs: Math.max(request.publishedAtMs, nowMs),
        blocksFromMs: Math.max(request.blocksFromMs, nowMs),
        createdAtMs: nowMs,
        createdBy: staffId,
      });
      if (!row) return problem(c, "conflict");
      await logged(c, {
        action: "terms.publish",
        subjectKind: "terms",
        subjectId: row.id,
        after: { kind: row.kind, version: row.version, title: row.title, publishedAtMs: row.publishedAtMs },
      });
      return c.json(termsBody(row));
    },
  )
  .get(
    "/terms/:id",
    doc("staff", "One version, with its text and pledges", termsSchema),
    staffOnly(undefined, { terms: true }),
    valid("param", termsIdParamSchema),
    async (c) => {
      const { regionId } = c.get("staff");
      const row = await findTerms(databaseOf(c.env, regionId), regionId, c.req.valid("param").id);
      return row ? c.json(termsBody(row)) : problem(c, "not-found");
    },
  )
  .post(
    "/terms/:id/acceptances",
    doc("staff", "Accept terms by name, for the organisation and its branches", termsSchema),
    staffOnly("terms.accept", { terms: true }),
    valid("param", termsIdParamSchema),
    valid("json", acceptTermsRequestSchema),
    async (c) => {
      const { organisationId, pledges } = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const row = await findTerms(db, caller.regionId, c.req.valid("param").id);
      const nowMs = clockOf(c.env).now();
      // Residents accept for themselves (RES-5).
      if (!row || row.kind === "resident") return problem(c, "not-found");
      if (row.publishedAtMs > nowMs || !reaches(reachWith(caller, "terms.accept"), organisationId))
        return problem(c, "not-found");
      if (!allPledged(row, pledges))
        return problem(c, "invalid-request", { fields: [{ path: "pledges", message: "tick every one" }] });
      await acceptTerms(db, {
        organisationId,
        termsId: row.id,
        regionId: caller.regionId,
        name: caller.name,
        staffId: caller.staffId,
        acceptedAtMs: nowMs,
      });
      forgetStaff(c.env.DB, caller.staffId);
      await logged(c, {
        action: "terms.accept",
        subjectKind: "organisation",
        subjectId: organisationId,
        after: { termsId: row.id, kind: row.kind, version: row.version },
      });
      return c.json(termsBody(row));
    },
  )
  .get(
    "/terms/:id/acceptances",
    doc("secretariat", "Who accepted a version, oldest first", acceptancesPageSchema),
    staffOnly("organisation.read"),
    valid("param", termsIdParamSchema),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      if (!(await findTerms(db, regionId, id))) return problem(c, "not-found");
      const rows = await listAcceptances(db, regionId, id, {
        after: readNumberKey(after),
        limit,
      });
      return c.json(
        cutPage(
          rows,
          limit,
          (row) => [row.acceptedAtMs, row.organisationId],
          (row) => ({ ...row, organisationId: row.organisationId as OrganisationId }),
        ),
      );
    },
  )
  .get(
    "/terms/:id/acceptances.csv",
    staffOnly("organisation.read"),
    valid("param", termsIdParamSchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      const row = await findTerms(db, regionId, id);
      if (!row) return problem(c, "not-found");
      await logged(c, { action: "terms.export", subjectKind: "terms", subjectId: id });
      const encoder = new TextEncoder();
      let after: readonly [number, string] | null | "done" = null;
      const lines = new ReadableStream<Uint8Array>({
        start(out) {
          const head = ["事業者ID", "事業者", "規約", "版", "同意した人", "同意した日時"];
          out.enqueue(encoder.encode(csvStart("utf-8") + csvLine(head)));
        },
        async pull(out) {
          if (after === "done") return out.close();
          const page = await listAcceptances(db, regionId, id, { after, limit: MAX_PAGE_ROWS });
          const shown = page.slice(0, MAX_PAGE_ROWS);
          const last = shown.at(-1);
          after = page.length > MAX_PAGE_ROWS && last ? [last.acceptedAtMs, last.organisationId] : "done";
          const text = shown.map((one) =>
            csvLine([
              one.organisationId,
              one.organisationName,
              row.title,
              row.version,
              one.name,
              formatDateTime(one.acceptedAtMs, "ja").join(" "),
            ]),
          );
          out.enqueue(encoder.encode(text.join("")));
        },
      });
      return new Response(lines, {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(`同意の一覧_${row.title}_${row.version}.csv`)}`,
        },
      });
    },
  );

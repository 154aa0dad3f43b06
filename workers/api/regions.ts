import { Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity } from "../../schema/api/common.ts";
import {
  type PageVersion,
  pageVersionSchema,
  pageVersionsQuerySchema,
  pageVersionsSchema,
  publicRegionSchema,
  publishPageRequestSchema,
} from "../../schema/api/regions.ts";
import type { RegionId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import {
  currentPages,
  findRegion,
  listPageVersions,
  type PageBody,
  type PageRow,
  publishPage,
} from "../data/regions.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

const regionParam = z.object({ id: entity<RegionId>("region") });

const textOf = (body: PageBody) => ("text" in body ? body.text : null);
const contactOf = (body: PageBody) => ("contact" in body ? body.contact : null);

function pageVersion(row: PageRow): PageVersion {
  const { body, ...rest } = row;
  return { ...rest, text: textOf(body), contact: contactOf(body) };
}

/** What a region says of itself: for everybody to read, for its secretariat to publish (S25). */
export const regions = new Hono<ApiContext>()
  .get(
    "/regions/:id",
    doc("anyone", "A region's legal notice, privacy page and call centre", publicRegionSchema),
    valid("param", regionParam),
    async (c) => {
      const { id } = c.req.valid("param");
      const db = databaseOf(c.env, id);
      const [region, pages] = await Promise.all([findRegion(db, id), currentPages(db, id)]);
      if (!region) return problem(c, "not-found");
      const text = (page: PageRow | undefined) => {
        const words = page && textOf(page.body);
        return page && words
          ? { version: page.version, text: words, publishedAtMs: page.publishedAtMs }
          : null;
      };
      const contact = pages.get("contact");
      return c.json({
        regionId: region.id,
        name: region.name,
        domain: region.domain,
        contact: contact ? contactOf(contact.body) : null,
        legalNotice: text(pages.get("legal-notice")),
        privacy: text(pages.get("privacy")),
      });
    },
  )
  .get(
    "/region/pages",
    doc("secretariat", "The versions of one of the region's pages, newest first", pageVersionsSchema),
    staffOnly("programme.read"),
    valid("query", pageVersionsQuerySchema),
    async (c) => {
      const { kind, after, limit } = c.req.valid("query");
      const { regionId } = c.get("staff");
      const rows = await listPageVersions(databaseOf(c.env, regionId), regionId, kind, {
        beforeVersion: readNumberKey(after)?.[0] ?? null,
        limit,
      });
      return c.json(cutPage(rows, limit, (row) => [row.version, row.kind], pageVersion));
    },
  )
  .post(
    "/region/pages",
    doc("secretariat", "Publish a new version of a page, for everybody at once", pageVersionSchema),
    staffOnly("region.manage"),
    valid("json", publishPageRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const { kind, basedOn } = request;
      const caller = c.get("staff");
      const { regionId } = caller;
      const db = databaseOf(c.env, regionId);
      const nowMs = clockOf(c.env).now();
      const before = (await currentPages(db, regionId)).get(kind);
      if ((before?.version ?? 0) !== basedOn) return problem(c, "conflict");
      const body: PageBody =
        request.kind === "contact" ? { contact: request.contact } : { text: request.text };
      const row = { kind, version: basedOn + 1, body, publishedAtMs: nowMs };
      if (!(await publishPage(db, { ...row, regionId, publishedBy: caller.staffId })))
        return problem(c, "conflict");
      await logged(c, {
        action: "region.page",
        subjectKind: "region",
        subjectId: regionId,
        before: before ? { kind, version: before.version, ...before.body } : undefined,
        after: { kind, version: row.version, ...body },
      });
      return c.json(pageVersion({ ...row, publishedByName: caller.name }));
    },
  );

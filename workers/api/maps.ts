import { Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { entity, pageQuerySchema } from "../../schema/api/common.ts";
import {
  mapSettingsSchema,
  municipalitiesOnMapSchema,
  municipalityOnMapSchema,
  setOutlineRequestSchema,
} from "../../schema/api/maps.ts";
import { municipalityCodeSchema } from "../../schema/api/stores.ts";
import type { RegionId } from "../../schema/ids.ts";
import { OUTLINES_PER_PAGE } from "../../schema/limits.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { listOutlines, setOutline } from "../data/outlines.ts";
import { findRegion } from "../data/regions.ts";
import { mapTiles } from "../gateways/map-tiles.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

const regionParam = z.object({ id: entity<RegionId>("region") });

/** What the wallet draws its map from, besides the coast line that comes with it. */
export const maps = new Hono<ApiContext>()
  .get("/map", doc("anyone", "Where finer map tiles come from", mapSettingsSchema), (c) =>
    c.json({ tiles: mapTiles(c.env) }),
  )
  .get(
    "/regions/:id/municipalities",
    doc("anyone", "A region's municipalities and where they lie, by code", municipalitiesOnMapSchema),
    valid("param", regionParam),
    valid("query", pageQuerySchema),
    async (c) => {
      const { id } = c.req.valid("param");
      const { after, limit } = c.req.valid("query");
      const db = databaseOf(c.env, id);
      if (!(await findRegion(db, id))) return problem(c, "not-found");
      const rowsPerPage = Math.min(limit, OUTLINES_PER_PAGE);
      const rows = await listOutlines(db, id, {
        after: readTextKey(after)?.[0] ?? null,
        limit: rowsPerPage,
      });
      return c.json(
        cutPage(
          rows,
          rowsPerPage,
          (row) => [row.code, ""],
          (row) => row,
        ),
      );
    },
  )
  .post(
    "/operator/regions/:id/municipalities/:code/outline",
    doc("operator", "Say where a municipality lies", municipalityOnMapSchema.pick({ code: true })),
    operatorOnly,
    valid("param", regionParam.extend({ code: municipalityCodeSchema })),
    valid("json", setOutlineRequestSchema),
    async (c) => {
      const { id, code } = c.req.valid("param");
      const { outline } = c.req.valid("json");
      const db = databaseOf(c.env, id);
      if (!(await setOutline(db, id, code, outline))) return problem(c, "not-found");
      await writeAudit(db, {
        regionId: id,
        atMs: clockOf(c.env).now(),
        actor: "operator",
        action: "region.outline",
        subjectKind: "region",
        subjectId: id,
        after: { code, points: outline.flat(2).length },
        requestId: c.get("requestId"),
      });
      return c.json({ code });
    },
  );

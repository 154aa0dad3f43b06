import { Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { regionDatabase } from "../../durable-objects/lib/region-database.ts";
import { entity } from "../../schema/api/common.ts";
import { type Dashboard, dashboardQuerySchema, dashboardSchema } from "../../schema/api/dashboard.ts";
import { businessDate } from "../../schema/calendar.ts";
import type { ProgrammeId } from "../../schema/ids.ts";
import { type Period, readPeriod } from "../data/dashboard.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { ownProgramme } from "../http/own-programme.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";

const programmeParam = z.object({ id: entity<ProgrammeId>("programme") });

/** What the dashboard tells of a period (S18); what is live stands with the programme's figures. */
export const dashboard = new Hono<ApiContext>().get(
  "/programmes/:id/dashboard",
  doc("secretariat", "A period of a programme by day, place, industry, issuer and store", dashboardSchema),
  staffOnly("programme.read"),
  valid("param", programmeParam),
  valid("query", dashboardQuerySchema),
  async (c) => {
    const { id } = c.req.valid("param");
    const { from, to } = c.req.valid("query");
    const { regionId } = c.get("staff");
    if (!(await ownProgramme(c, id))) return problem(c, "not-found");
    const nowMs = clockOf(c.env).now();
    const of = { programmeId: id, regionId };
    const period = await readPeriod(regionDatabase(c.env, regionId), of, { from, to }, businessDate(nowMs));
    return c.json(dashboardBody(id, period, nowMs));
  },
);

/** A period as it is told. */
function dashboardBody(programmeId: ProgrammeId, period: Period, serverNowMs: number): Dashboard {
  return {
    programmeId,
    from: period.from,
    to: period.to,
    total: period.total,
    days: period.days.map((day) => ({ ...day })),
    towns: period.towns.map(({ id, name, stores, payments, netYen }) => ({
      code: id,
      name,
      stores,
      payments,
      netYen,
    })),
    industries: period.industries.map(({ id, stores, payments, netYen }) => ({
      division: id,
      stores,
      payments,
      netYen,
    })),
    issuers: [...period.issuers],
    otherIssuers: period.otherIssuers,
    stores: period.stores.map(({ id, name, town, payments, netYen }) => ({
      storeId: id,
      name,
      town,
      payments,
      netYen,
    })),
    otherStores: period.otherStores,
    serverNowMs,
  };
}

import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  askErasureReplySchema,
  askErasureRequestSchema,
  eraseReplySchema,
  eraseRequestSchema,
  erasuresSchema,
  regionErasuresSchema,
  residentParamSchema,
} from "../../schema/api/erasures.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import type { ActorName } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { askErasure, eraseResident, erasuresOf, listErasures } from "../data/erasures.ts";
import { findResident, walletLinksInRegion, walletLinksOf } from "../data/residents.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { viewWallet } from "./wallets.ts";

/** For so long a call centre can say that it was done. */
const SHOWN_MS = 90 * DAY_MS;

/** Being forgotten (SEC-7): the call centre passes it on, the operator does it, since a resident is of no region (WHO-1). */
export const erasures = new Hono<ApiContext>()
  .post(
    "/holders/residents/:id/erasure",
    doc("secretariat", "Pass on that a resident wants to be erased", askErasureReplySchema),
    staffOnly("holder.personal"),
    valid("param", residentParamSchema),
    valid("json", askErasureRequestSchema),
    async (c) => {
      const { id: residentId } = c.req.valid("param");
      const { reason } = c.req.valid("json");
      const { regionId } = c.get("staff");
      const db = databaseOf(c.env, regionId);
      // Somebody without a Pay of this region is nobody here (S23).
      if ((await walletLinksInRegion(db, regionId, residentId)).length === 0) return problem(c, "not-found");
      const askedAtMs = clockOf(c.env).now();
      await askErasure(db, { residentId, regionId, atMs: askedAtMs });
      await logged(c, {
        action: "resident.erasure-asked",
        subjectKind: "resident",
        subjectId: residentId,
        reason,
      });
      return c.json({ askedAtMs });
    },
  )
  .get(
    "/erasures",
    doc("secretariat", "Residents who asked to be erased, and whether it was done", regionErasuresSchema),
    staffOnly("holder.personal"),
    async (c) => {
      const { regionId } = c.get("staff");
      const sinceMs = clockOf(c.env).now() - SHOWN_MS;
      return c.json({
        rows: await erasuresOf(databaseOf(c.env, regionId), regionId, sinceMs, MAX_PAGE_ROWS),
      });
    },
  )
  .get(
    "/operator/erasures",
    doc("operator", "Residents who wait to be erased, the longest first", erasuresSchema),
    operatorOnly,
    async (c) => c.json({ rows: await listErasures(databaseOf(c.env, null), MAX_PAGE_ROWS) }),
  )
  .post(
    "/operator/residents/:id/erasure",
    doc("operator", "Erase what says who a resident is; what moved money stays", eraseReplySchema),
    operatorOnly,
    valid("param", residentParamSchema),
    valid("json", eraseRequestSchema),
    async (c) => {
      const { id: residentId } = c.req.valid("param");
      const { reason, forfeit } = c.req.valid("json");
      const db = databaseOf(c.env, null);
      if (!(await findResident(db, residentId))) return problem(c, "not-found");
      const links = await walletLinksOf(db, residentId);
      const views = await Promise.all(links.map((link) => viewWallet(c.env, link.actor as ActorName)));
      const known = views.filter((view) => view !== null);
      // A wallet that doesn't answer is no empty wallet.
      if (known.length < links.length) return problem(c, "try-again");
      const forfeitedYen = known.reduce((sum, view) => sum + view.spendableYen, 0);
      if (forfeitedYen > 0 && !forfeit)
        return problem(c, "conflict", { detail: `${forfeitedYen} yen can still be spent; forfeit says so` });
      const nowMs = clockOf(c.env).now();
      const gone = await eraseResident(db, residentId, nowMs);
      await writeAudit(db, {
        regionId: null,
        atMs: nowMs,
        actor: "operator",
        action: "resident.erase",
        subjectKind: "resident",
        subjectId: residentId,
        after: { ...gone, forfeitedYen },
        reason,
        requestId: c.get("requestId"),
      });
      return c.json({ residentId, forfeitedYen, ...gone, wallets: links.length });
    },
  );

import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  accountClosedSchema,
  askErasureReplySchema,
  askErasureRequestSchema,
  closeAccountRequestSchema,
  eraseReplySchema,
  eraseRequestSchema,
  erasuresSchema,
  regionErasuresSchema,
  residentParamSchema,
} from "../../schema/api/erasures.ts";
import { DAY_MS } from "../../schema/calendar.ts";
import type { ActorName, ResidentId } from "../../schema/ids.ts";
import { MAX_PAGE_ROWS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { askErasure, eraseResident, erasuresOf, listErasures } from "../data/erasures.ts";
import { findResident, walletLinksInRegion, walletLinksOf } from "../data/residents.ts";
import type { Env } from "../env.ts";
import { valid } from "../http/body.ts";
import { forgetDevices, residentOnly, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { logged } from "../http/logged.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { endSession } from "../http/session.ts";
import { isProven } from "../passkeys/own.ts";
import { doc } from "./doc.ts";
import { viewWallet } from "./wallets.ts";

/** For so long a call centre can say that it was done. */
const SHOWN_MS = 90 * DAY_MS;

/** What a resident's wallets hold; null where one doesn't answer. */
async function heldBy(env: Env, residentId: ResidentId) {
  const links = await walletLinksOf(databaseOf(env, null), residentId);
  const views = await Promise.all(links.map((link) => viewWallet(env, link.actor as ActorName)));
  const known = views.filter((view) => view !== null);
  if (known.length < links.length) return null;
  return {
    wallets: links.length,
    spendableYen: known.reduce((sum, view) => sum + view.spendableYen, 0) as Yen,
    frozen: known.some((view) => view.frozen),
  };
}

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
  .post(
    "/residents/erasure",
    doc("resident", "Close the account: what says who its owner is goes at once", accountClosedSchema),
    residentOnly,
    valid("json", closeAccountRequestSchema),
    async (c) => {
      const { giveUpYen } = c.req.valid("json");
      const { residentId, session } = c.get("resident");
      const nowMs = clockOf(c.env).now();
      if (!isProven(c.get("resident"), nowMs)) return problem(c, "code-needed");
      const held = await heldBy(c.env, residentId);
      if (!held) return problem(c, "try-again");
      // Who was stopped is looked into; that ends with the secretariat, not with the number.
      if (held.frozen) return problem(c, "frozen");
      if (held.spendableYen !== giveUpYen) return problem(c, "changed-meanwhile");
      const gone = await eraseResident(databaseOf(c.env, null), residentId, nowMs);
      await writeAudit(databaseOf(c.env, null), {
        regionId: null,
        atMs: nowMs,
        actor: "resident",
        action: "resident.erase",
        subjectKind: "resident",
        subjectId: residentId,
        after: { ...gone, forfeitedYen: giveUpYen },
        requestId: c.get("requestId"),
      });
      forgetDevices(c.env.DB, [session.sessionId]);
      endSession(c, "resident");
      return c.json({ closed: true as const });
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
      const held = await heldBy(c.env, residentId);
      // A wallet that doesn't answer is no empty wallet.
      if (!held) return problem(c, "try-again");
      const { spendableYen: forfeitedYen } = held;
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
      return c.json({ residentId, forfeitedYen, ...gone, wallets: held.wallets });
    },
  );

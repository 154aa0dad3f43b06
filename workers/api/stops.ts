import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { residentParamSchema } from "../../schema/api/erasures.ts";
import type { Capability } from "../../schema/api/staff.ts";
import {
  STOP_KINDS,
  type Stop,
  type StopKind,
  stopPersonReplySchema,
  stopPersonRequestSchema,
  stopsPageSchema,
  stopsQuerySchema,
} from "../../schema/api/stops.ts";
import type { ResidentId } from "../../schema/ids.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey } from "../data/keyset.ts";
import { listDevices } from "../data/resident-devices.ts";
import { findResident, setPersonStopped, walletLinksOf } from "../data/residents.ts";
import { listStops, type StopRow } from "../data/stops.ts";
import { valid } from "../http/body.ts";
import { callerCan, forgetDevices, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { operatorOnly } from "../http/operator.ts";
import { problem } from "../http/problem.ts";
import { phoneEndOf } from "../residents/phone-end.ts";
import { doc } from "./doc.ts";

/** Who may see that something is stopped: whoever may stop it. */
const SEES: { readonly [K in StopKind]: Capability } = {
  person: "freeze.manage",
  resident: "freeze.manage",
  coupon: "freeze.manage",
  store: "store.manage",
  organisation: "organisation.manage",
  staff: "organisation.manage",
  issue: "issue.read",
};

async function stopBody(c: Context<ApiContext>, row: StopRow): Promise<Stop> {
  const isPerson = row.kind === "person" || row.kind === "resident";
  const { kind, id, sinceMs, byName, reason, coupons } = row;
  const name = isPerson ? await phoneEndOf(c.env, id as ResidentId) : row.name;
  return { kind, id, name, of: row.ofName, sinceMs, byName, reason, complete: row.complete === 1, coupons };
}

/** Everything that is stopped, in one place (FRZ-2), and the operator's stop of a person (FRZ-6). */
export const stops = new Hono<ApiContext>()
  .get(
    "/stops",
    doc("secretariat", "What is stopped in the region now, the newest first", stopsPageSchema),
    staffOnly(["freeze.manage", "store.manage"]),
    valid("query", stopsQuerySchema),
    async (c) => {
      const { kind, text, after, limit } = c.req.valid("query");
      const caller = c.get("staff");
      const kinds = STOP_KINDS.filter(
        (one) => (kind === undefined || kind === one) && callerCan(caller, SEES[one]),
      );
      const rows = await listStops(c.env.DB, caller.regionId, {
        kinds,
        text,
        before: readNumberKey(after),
        limit,
      });
      const page = cutPage(
        rows,
        limit,
        (row) => [row.sinceMs, row.id],
        (row) => row,
      );
      return c.json({ rows: await Promise.all(page.rows.map((row) => stopBody(c, row))), next: page.next });
    },
  )
  .post(
    "/operator/residents/:id/stop",
    doc("operator", "Stop a person in every region, or let them go on", stopPersonReplySchema),
    operatorOnly,
    valid("param", residentParamSchema),
    valid("json", stopPersonRequestSchema),
    async (c) => {
      const { id: residentId } = c.req.valid("param");
      const { stopped, reason } = c.req.valid("json");
      const db = databaseOf(c.env, null);
      if (!(await findResident(db, residentId))) return problem(c, "not-found");
      const nowMs = clockOf(c.env).now();
      await writeAudit(db, {
        regionId: null,
        atMs: nowMs,
        actor: "operator",
        action: stopped ? "person.stop" : "person.start",
        subjectKind: "resident",
        subjectId: residentId,
        reason,
        requestId: c.get("requestId"),
      });
      const stoppedAtMs = await setPersonStopped(db, residentId, stopped, nowMs);
      const devices = await listDevices(db, residentId);
      forgetDevices(
        c.env.DB,
        devices.map((device) => device.sessionId),
      );
      const links = await walletLinksOf(db, residentId);
      return c.json({ residentId, stoppedAtMs, regions: new Set(links.map((link) => link.regionId)).size });
    },
  );

import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail } from "../../durable-objects/lib/hash.ts";
import { couponStub } from "../../durable-objects/lib/money-actor.ts";
import {
  freezeReplySchema,
  freezeRequestSchema,
  type HolderReply,
  holderReplySchema,
  holderRequestSchema,
} from "../../schema/api/coupons.ts";
import type { ActorName, ProgrammeId, ResidentId } from "../../schema/ids.ts";
import { writeAudit } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { findCoupon } from "../data/issues.ts";
import { findResidentByPhone, freezeOf, recordFreeze, walletLinksInRegion } from "../data/residents.ts";
import { driveResidentFreeze } from "../freezing/resident.ts";
import { ask } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { scanCoupon } from "../http/coupon-code.ts";
import { inspectActor } from "../http/coupon-lookup.ts";
import { heldCouponView } from "../http/coupon-view.ts";
import { programmeFacts } from "../http/facts.ts";
import { problem, refused } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { mobileNumber, phoneLookup } from "./residents.ts";
import { viewWallet, walletBody } from "./wallets.ts";

/** The call centre's view of a coupon or a resident (S13), and stopping either (FRZ-1). */
export const holders = new Hono<ApiContext>()
  .post(
    "/holders",
    doc(
      "secretariat",
      "A coupon by code or id, or a resident by phone, within the region",
      holderReplySchema,
    ),
    staffOnly("holder.read"),
    valid("json", holderRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const reply =
        "phone" in request ? await residentHolder(c, request.phone) : await couponHolder(c, request);
      if (reply instanceof Response) return reply;
      const caller = c.get("staff");
      await writeAudit(databaseOf(c.env, caller.regionId), {
        regionId: caller.regionId,
        atMs: clockOf(c.env).now(),
        actor: caller.staffId,
        action: "holder.read",
        subjectKind: reply.kind,
        subjectId: reply.kind === "coupon" ? reply.couponId : reply.residentId,
        requestId: c.get("requestId"),
      });
      return c.json(reply);
    },
  )
  .post(
    "/freezes",
    doc(
      "secretariat",
      "Stop or free a coupon, or every wallet of a resident in the region",
      freezeReplySchema,
    ),
    staffOnly("freeze.manage"),
    valid("json", freezeRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const caller = c.get("staff");
      const { operationId, frozen } = request;
      const db = databaseOf(c.env, caller.regionId);
      const nowMs = clockOf(c.env).now();
      const log = (kind: string, id: string) =>
        writeAudit(db, {
          regionId: caller.regionId,
          atMs: nowMs,
          actor: caller.staffId,
          action: frozen ? "freeze" : "unfreeze",
          subjectKind: kind,
          subjectId: id,
          after: { operationId },
          reason: request.reason,
          requestId: c.get("requestId"),
        });

      if (request.kind === "coupon") {
        const [programmeId = "", serial = ""] = request.couponId.split("-");
        const row = await findCoupon(db, caller.regionId, programmeId, Number(serial));
        if (!row) return problem(c, "coupon-not-found");
        await log("coupon", request.couponId);
        const { outcome, entries } = await ask(() =>
          couponStub(c.env, row.actor as ActorName).freeze({ operationId, frozen }),
        );
        afterCommand(c, entries);
        if (!outcome.ok) return refused(c, outcome.error);
        const { atMs } = outcome.value;
        return c.json({ outcome: "done" as const, operationId, reached: 1, total: 1, atMs });
      }

      // Only residents who hold something here exist here (S23).
      const { residentId } = request;
      const links = await walletLinksInRegion(db, caller.regionId, residentId);
      if (links.length === 0) return problem(c, "not-found");
      await log("resident", residentId);
      // The record before the links are listed: a wallet born meanwhile reads it (FRZ-1).
      const record = { residentId: residentId as ResidentId, regionId: caller.regionId, frozen, operationId };
      const recorded = await recordFreeze(db, record, nowMs);
      if (recorded === "conflict") return problem(c, "operation-conflict", { outcome: "not-done" });
      if (recorded === "superseded") {
        // A late copy of what another has followed: told to the wallets now, it would undo that one.
        const total = links.length;
        return c.json({ outcome: "done" as const, operationId, reached: total, total, atMs: nowMs });
      }
      const { reached, total, entries } = await driveResidentFreeze(c.env, record, nowMs);
      afterCommand(c, entries);
      return c.json({
        outcome: reached === total ? ("done" as const) : ("pending" as const),
        operationId,
        reached,
        total,
        atMs: nowMs,
      });
    },
  );

async function couponHolder(
  c: Context<ApiContext>,
  request: { readonly code: string } | { readonly couponId: string },
): Promise<HolderReply | Response> {
  const caller = c.get("staff");
  const db = databaseOf(c.env, caller.regionId);
  let view: Parameters<typeof heldCouponView>[1];
  let codeEnd = "";
  if ("code" in request) {
    const scanned = await scanCoupon(c, request.code, {
      id: caller.staffId,
      misses: "guess:account",
      staffOf: caller.regionId,
    });
    if (!scanned.ok) return scanned.error;
    ({ view, codeEnd } = scanned.value);
  } else {
    const [programmeId = "", serial = ""] = request.couponId.split("-");
    const row = await findCoupon(db, caller.regionId, programmeId, Number(serial));
    if (!row) return problem(c, "coupon-not-found");
    const found = await inspectActor(c.env, row.actor as ActorName);
    if (!found.ok) return problem(c, found.error === "coupon-unknown" ? "coupon-not-found" : found.error);
    view = found.value;
  }
  const programme = await programmeFacts(c.env, view.programmeId);
  if (!programme || view.regionId !== caller.regionId || !view.coupon) return problem(c, "coupon-not-found");
  const nowMs = clockOf(c.env).now();
  return {
    kind: "coupon",
    couponId: `${view.programmeId}-${view.coupon.serial}`,
    serial: view.coupon.serial,
    issueId: view.coupon.issueId,
    issuerId: view.coupon.issuerId,
    coupon: await heldCouponView(c.env, view, programme, codeEnd, caller.session.sessionId, nowMs),
  };
}

async function residentHolder(c: Context<ApiContext>, written: string): Promise<HolderReply | Response> {
  const caller = c.get("staff");
  const phone = mobileNumber(written);
  if (!phone) return problem(c, "phone-not-mobile");
  const residentId = await findResidentByPhone(databaseOf(c.env, null), phoneLookup(c.env, phone));
  const db = databaseOf(c.env, caller.regionId);
  const links = residentId ? await walletLinksInRegion(db, caller.regionId, residentId) : [];
  // Somebody without a Pay of this region is nobody here (S23).
  if (!residentId || links.length === 0) return problem(c, "not-found");
  const nowMs = clockOf(c.env).now();
  const freeze = await freezeOf(db, caller.regionId, residentId);
  const wallets = await Promise.all(
    links.map(async (link) => {
      const actor = link.actor as ActorName;
      const programmeId = link.programmeId as ProgrammeId;
      const [view, programme] = await Promise.all([
        viewWallet(c.env, actor),
        programmeFacts(c.env, programmeId),
      ]);
      if (!view || !programme) return null;
      const body = await walletBody(c.env, view, programme, caller.session.sessionId, nowMs);
      const { pay, spendableYen, frozen, lots, handle } = body;
      return { programmeId, pay, spendableYen, frozen, lots, idTail: idTail(actor), handle };
    }),
  );
  if (wallets.includes(null)) return problem(c, "try-again");
  return {
    kind: "resident",
    residentId: residentId satisfies ResidentId,
    phoneEnd: phone.slice(-4),
    frozen: freeze?.frozen === 1,
    wallets: wallets.filter((wallet) => wallet !== null),
  };
}

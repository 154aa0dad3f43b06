import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { couponStub, walletStub } from "../../durable-objects/lib/money-actor.ts";
import { freezeOrWaitingSchema, freezeRequestSchema } from "../../schema/api/coupons.ts";
import { extensionReplySchema, extensionRequestSchema } from "../../schema/api/holders.ts";
import { judgeExtension } from "../../schema/extension.ts";
import type { ActorName, ResidentId } from "../../schema/ids.ts";
import { aboutUnfreeze } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { databaseOf } from "../data/database.ts";
import { findCoupon } from "../data/issues.ts";
import { recordFreeze, walletLinksInRegion } from "../data/residents.ts";
import { driveResidentFreeze } from "../freezing/resident.ts";
import { ask } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem, refused } from "../http/problem.ts";
import { doc } from "./doc.ts";

/** What the call centre does to a holder: stopping it (FRZ-1), and giving it more time (EXP-3). */
export const holderMoves = new Hono<ApiContext>()
  .post(
    "/freezes",
    doc(
      "secretariat",
      "Stop or free a coupon, or every wallet of a resident in the region",
      freezeOrWaitingSchema,
    ),
    staffOnly("freeze.manage"),
    valid("json", freezeRequestSchema),
    fourEyes("unfreeze", aboutUnfreeze),
    async (c) => {
      const request = c.req.valid("json");
      const caller = c.get("staff");
      const { operationId, frozen } = request;
      const db = databaseOf(c.env, caller.regionId);
      const nowMs = clockOf(c.env).now();
      const log = (kind: string, id: string) =>
        logged(c, {
          action: frozen ? "freeze" : "unfreeze",
          subjectKind: kind,
          subjectId: id,
          after: { operationId },
          reason: request.reason,
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
  )
  .post(
    "/extensions",
    doc(
      "secretariat",
      "Make the live lots of a coupon or a wallet good until a later date",
      extensionReplySchema,
    ),
    staffOnly("expiry.extend"),
    valid("json", extensionRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const { operationId, expiresOn, reason } = request;
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const nowMs = clockOf(c.env).now();
      let holder: { actorClass: "coupon" | "wallet"; actor: ActorName; programmeId: string };
      if (request.kind === "coupon") {
        const [programmeId = "", serial = ""] = request.couponId.split("-");
        const row = await findCoupon(db, caller.regionId, programmeId, Number(serial));
        if (!row) return problem(c, "coupon-not-found");
        holder = { actorClass: "coupon", actor: row.actor as ActorName, programmeId };
      } else {
        const { residentId, programmeId } = request;
        const links = await walletLinksInRegion(db, caller.regionId, residentId);
        const link = links.find((one) => one.programmeId === programmeId);
        if (!link) return problem(c, "not-found");
        holder = { actorClass: "wallet", actor: link.actor as ActorName, programmeId };
      }
      const programme = await programmeFacts(c.env, holder.programmeId);
      if (programme?.regionId !== caller.regionId) return problem(c, "try-again");
      const command = { operationId, expiresOn, verdict: judgeExtension(programme, expiresOn, nowMs) };
      const { outcome, entries } = await ask(() =>
        holder.actorClass === "coupon"
          ? couponStub(c.env, holder.actor).extend(command)
          : walletStub(c.env, holder.actor).extend(command),
      );
      afterCommand(c, entries);
      await logged(c, {
        action: "expiry.extend",
        subjectKind: request.kind === "coupon" ? "coupon" : "resident",
        subjectId: request.kind === "coupon" ? request.couponId : request.residentId,
        after: {
          operationId,
          expiresOn,
          programmeId: holder.programmeId,
          ...(outcome.ok ? {} : { refused: outcome.error.code }),
        },
        reason,
      });
      if (!outcome.ok) return refused(c, outcome.error);
      const { atMs, replayed } = outcome.value;
      return c.json({ outcome: "done" as const, operationId, expiresOn, atMs, replayed });
    },
  );

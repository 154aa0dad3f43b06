import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  discardPayoutRequestSchema,
  payoutItemParamSchema,
  payoutMovedOrWaitingSchema,
  payoutMovedSchema,
  payoutParamSchema,
  payoutSchema,
  returnItemRequestSchema,
  sendPayoutRequestSchema,
} from "../../schema/api/payouts.ts";
import type { OperationId, PayoutItemId, ProgrammeId } from "../../schema/ids.ts";
import type { Yen } from "../../schema/money.ts";
import { aboutPayout } from "../approvals/about.ts";
import { fourEyes } from "../approvals/four-eyes.ts";
import { databaseOf } from "../data/database.ts";
import * as moves from "../data/payout-moves.ts";
import { findItem } from "../data/payouts.ts";
import { ask, fundActor } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { problem, refused } from "../http/problem.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";
import { logPayout, ownPayout, payoutNow } from "./payout-bodies.ts";

/** What becomes of a file: sent, answered by the bank, given up; and of a transfer that comes back (STL-10, FND-12). */
export const payoutMoves = new Hono<ApiContext>()
  .post(
    "/payouts/:id/send",
    doc(
      "secretariat",
      "The bank has taken the file: the money leaves the fund, once",
      payoutMovedOrWaitingSchema,
    ),
    staffOnly("closing.manage"),
    valid("param", payoutParamSchema),
    valid("json", sendPayoutRequestSchema),
    fourEyes("payout", aboutPayout),
    async (c) => {
      const { operationId } = c.req.valid("json");
      const row = await ownPayout(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const held = await moves.claimSending(db, row, operationId);
      if (held === null) return problem(c, "payout-state", { outcome: "not-done" });
      const command = { operationId: held as OperationId, amountYen: row.sumYen as Yen };
      const programmeId = row.programmeId as ProgrammeId;
      const { outcome, entries } = await ask(() => fundActor(c.env, programmeId).payOut(command));
      afterCommand(c, entries);
      if (!outcome.ok) {
        if (outcome.error.outcome === "not-done") await moves.releaseSending(db, row, held);
        return refused(c, outcome.error);
      }
      await moves.markSent(db, row, { staffId: caller.staffId, atMs: clockOf(c.env).now() });
      await logPayout(
        c,
        "payout.send",
        { kind: "payout", id: row.id },
        { before: { state: row.state }, after: { operationId: held, sumYen: row.sumYen } },
      );
      const payout = await payoutNow(c, row.id);
      if (!payout) return problem(c, "try-again");
      const { replayed } = outcome.value;
      return c.json({ outcome: "done" as const, operationId: command.operationId, replayed, payout });
    },
  )
  .post(
    "/payouts/:id/settle",
    doc("secretariat", "The bank has answered: what hasn't come back has arrived", payoutSchema),
    staffOnly("closing.manage"),
    valid("param", payoutParamSchema),
    async (c) => {
      const row = await ownPayout(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const db = databaseOf(c.env, c.get("staff").regionId);
      if (!(await moves.settlePayout(db, row, clockOf(c.env).now()))) return problem(c, "payout-state");
      await logPayout(c, "payout.settle", { kind: "payout", id: row.id }, { before: { state: row.state } });
      const body = await payoutNow(c, row.id);
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .post(
    "/payouts/:id/discard",
    doc("secretariat", "Give up a file that was never sent to the bank", payoutSchema),
    staffOnly("closing.manage"),
    valid("param", payoutParamSchema),
    valid("json", discardPayoutRequestSchema),
    async (c) => {
      const row = await ownPayout(c, c.req.valid("param").id);
      if (!row) return problem(c, "not-found");
      const caller = c.get("staff");
      // Whoever holds the file could send it to the bank all the same: somebody else must say that it wasn't (B9).
      if (row.downloadedBy === caller.staffId) return problem(c, "same-person");
      if (!(await moves.discardPayout(databaseOf(c.env, caller.regionId), row)))
        return problem(c, "payout-state");
      await logPayout(
        c,
        "payout.discard",
        { kind: "payout", id: row.id },
        { before: { state: row.state, sumYen: row.sumYen }, reason: c.req.valid("json").reason },
      );
      const body = await payoutNow(c, row.id);
      return body ? c.json(body) : problem(c, "internal");
    },
  )
  .post(
    "/payout-items/:id/return",
    doc(
      "secretariat",
      "A transfer came back: the money is in the fund again, and it waits",
      payoutMovedSchema,
    ),
    staffOnly("closing.manage"),
    valid("param", payoutItemParamSchema),
    valid("json", returnItemRequestSchema),
    async (c) => {
      const { operationId, reason } = c.req.valid("json");
      const caller = c.get("staff");
      const db = databaseOf(c.env, caller.regionId);
      const found = await findItem(db, caller.regionId, c.req.valid("param").id);
      const row = found?.item.payoutId ? await ownPayout(c, found.item.payoutId) : null;
      if (!found || !row?.operationId) return problem(c, found ? "payout-state" : "not-found");
      const { item } = found;
      const held = await moves.claimReturn(db, item, operationId, reason);
      if (held === null) return problem(c, "payout-state", { outcome: "not-done" });
      const command = {
        operationId: held as OperationId,
        payOut: row.operationId as OperationId,
        amountYen: item.amountYen as Yen,
      };
      const programmeId = item.programmeId as ProgrammeId;
      const { outcome, entries } = await ask(() => fundActor(c.env, programmeId).payOutReturned(command));
      afterCommand(c, entries);
      if (!outcome.ok) {
        if (outcome.error.outcome === "not-done") await moves.releaseReturn(db, item, held);
        return refused(c, outcome.error);
      }
      await moves.markReturned(db, item, newId<PayoutItemId>(), clockOf(c.env).now());
      await logPayout(
        c,
        "payout.return",
        { kind: "payout-item", id: item.id },
        { before: { state: item.state }, after: { operationId: held, amountYen: item.amountYen }, reason },
      );
      const payout = await payoutNow(c, row.id);
      if (!payout) return problem(c, "try-again");
      const { replayed } = outcome.value;
      return c.json({ outcome: "done" as const, operationId: command.operationId, replayed, payout });
    },
  );

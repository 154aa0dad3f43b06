import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import {
  claimedMoveSchema,
  claimMoveRequestSchema,
  moveParamSchema,
  moveSchema,
  moveSessionRequestSchema,
  moveSessionSchema,
  startedMoveSchema,
} from "../../schema/api/moves.ts";
import type { DeviceId, MoveId, ResidentId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import {
  claimMove,
  confirmMove,
  type DeviceMoveRow,
  findClaimed,
  findMove,
  moveDone,
  refuseMove,
  startMove,
} from "../data/device-moves.ts";
import { findResident } from "../data/residents.ts";
import { recordSignIn } from "../data/sign-ins.ts";
import { valid } from "../http/body.ts";
import { residentOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { deviceOf } from "../http/device.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { overQuota } from "../http/throttled.ts";
import { codeNeeded } from "../residents/away.ts";
import { startMovedSession } from "../residents/device-session.ts";
import { residentMe } from "../residents/me.ts";
import {
  MOVE_VALID_MS,
  moveCheck,
  moveCode,
  moveCodeHash,
  moveKeyHash,
  moveStateAt,
} from "../residents/moving.ts";
import { doc } from "./doc.ts";
import { newId } from "./new-id.ts";

/** A move as the old phone sees it. */
function moveBody(c: Context<ApiContext>, move: DeviceMoveRow) {
  const serverNowMs = clockOf(c.env).now();
  return {
    state: moveStateAt(move, serverNowMs),
    name: move.name,
    check: move.keyHash === null ? null : moveCheck(move.keyHash),
    untilMs: move.untilMs,
    serverNowMs,
  };
}

/** Moving to a phone that has no number yet: the old one shows digits, the new one reads them, the old one confirms (RES-13). */
export const moves = new Hono<ApiContext>()
  .post(
    "/residents/moves",
    doc("resident", "Begin to move to another phone; the digits are told this once", startedMoveSchema),
    residentOnly,
    async (c) => {
      const { residentId } = c.get("resident");
      const stopped = await overQuota(c, "move:resident", residentId);
      if (stopped) return stopped;
      if (await codeNeeded(c)) return problem(c, "away-too-long");
      const nowMs = clockOf(c.env).now();
      const code = moveCode((bytes) => crypto.getRandomValues(bytes));
      const move = {
        id: newId<MoveId>(),
        residentId,
        codeHash: moveCodeHash(c.env, code),
        newDeviceId: newId<DeviceId>(),
        createdAtMs: nowMs,
        untilMs: nowMs + MOVE_VALID_MS,
      };
      await startMove(databaseOf(c.env, null), move);
      return c.json({
        moveId: move.id,
        code,
        // In the fragment, which no server, log or referrer sees.
        link: `${new URL(c.env.PUBLIC_ORIGIN).origin}/wallet/move#${code}`,
        untilMs: move.untilMs,
        serverNowMs: nowMs,
      });
    },
  )
  .post(
    "/residents/moves/claim",
    doc("anyone", "Read the digits with the new phone; the same phone may send it again", claimedMoveSchema),
    valid("json", claimMoveRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "sign-in:ip", callerAddress(c));
      if (stopped) return stopped;
      const { code, key } = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      const claim = {
        codeHash: moveCodeHash(c.env, code),
        keyHash: moveKeyHash(key),
        name: deviceOf(c.req.header("user-agent") ?? ""),
      };
      const move = await claimMove(databaseOf(c.env, null), claim, nowMs);
      if (!move || moveStateAt(move, nowMs) === "ended") return problem(c, "move-ended");
      return c.json({
        moveId: move.id as MoveId,
        check: moveCheck(claim.keyHash),
        untilMs: move.untilMs,
        serverNowMs: nowMs,
      });
    },
  )
  .post(
    "/residents/moves/session",
    doc("anyone", "How far the move is; once confirmed it signs the new phone in", moveSessionSchema),
    valid("json", moveSessionRequestSchema),
    async (c) => {
      const stopped = await overQuota(c, "move:ip", callerAddress(c));
      if (stopped) return stopped;
      const { moveId, key } = c.req.valid("json");
      const nowMs = clockOf(c.env).now();
      const db = databaseOf(c.env, null);
      const move = await findClaimed(db, moveId, moveKeyHash(key));
      if (!move) return problem(c, "move-ended");
      const state = moveStateAt(move, nowMs);
      if (state !== "confirmed" && state !== "done") return c.json({ state, me: null, serverNowMs: nowMs });
      const residentId = move.residentId as ResidentId;
      if ((await findResident(db, residentId))?.stoppedAtMs !== null) return problem(c, "account-stopped");
      // A reply that was lost is asked for again: the same device gets another session in place of the one nobody received.
      if (!(await startMovedSession(c, residentId, move.newDeviceId as DeviceId)))
        return c.json({ state: "ended" as const, me: null, serverNowMs: nowMs });
      await moveDone(db, move.id);
      if (state === "confirmed")
        recordSignIn(c, {
          kind: "resident",
          regionId: null,
          subjectId: residentId,
          outcome: "success",
          factor: "old-phone",
        });
      const me = await residentMe(c.env, residentId, { registered: false, codeNeeded: false });
      return c.json({ state: "done" as const, me, serverNowMs: nowMs });
    },
  )
  .get(
    "/residents/moves/:id",
    doc("resident", "How far a move of one's own is", moveSchema),
    residentOnly,
    valid("param", moveParamSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      const move = await findMove(databaseOf(c.env, null), residentId, c.req.valid("param").id);
      return move ? c.json(moveBody(c, move)) : problem(c, "not-found");
    },
  )
  .post(
    "/residents/moves/:id/confirm",
    doc("resident", "The new phone is one's own", moveSchema),
    residentOnly,
    valid("param", moveParamSchema),
    async (c) => {
      const { residentId, device } = c.get("resident");
      const { id } = c.req.valid("param");
      if (await codeNeeded(c)) return problem(c, "away-too-long");
      const db = databaseOf(c.env, null);
      await confirmMove(db, { id, residentId, device: device.id }, clockOf(c.env).now());
      const move = await findMove(db, residentId, id);
      return move ? c.json(moveBody(c, move)) : problem(c, "not-found");
    },
  )
  .post(
    "/residents/moves/:id/refusal",
    doc("resident", "The new phone is not one's own, or there is to be no move", moveSchema),
    residentOnly,
    valid("param", moveParamSchema),
    async (c) => {
      const { residentId } = c.get("resident");
      const { id } = c.req.valid("param");
      const db = databaseOf(c.env, null);
      await refuseMove(db, residentId, id);
      const move = await findMove(db, residentId, id);
      return move ? c.json(moveBody(c, move)) : problem(c, "not-found");
    },
  );

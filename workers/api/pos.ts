import { type Context, Hono } from "hono";
import * as z from "zod";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { anyOperationIdSchema } from "../../schema/api/common.ts";
import { storePaymentsPageSchema } from "../../schema/api/counter.ts";
import { resolveReplySchema, resolveRequestSchema } from "../../schema/api/operations.ts";
import { paymentReplySchema, reversalReplySchema } from "../../schema/api/payments.ts";
import {
  posInspectReplySchema,
  posInspectRequestSchema,
  posKeyFactsSchema,
  posPaymentsQuerySchema,
  posPayRequestSchema,
  posVoidRequestSchema,
} from "../../schema/api/pos.ts";
import { businessDate } from "../../schema/calendar.ts";
import type { TillId } from "../../schema/ids.ts";
import { parsePaymentCode } from "../../schema/payment-code.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { valid } from "../http/body.ts";
import type { ApiContext } from "../http/context.ts";
import { openHandle } from "../http/handles.ts";
import { posKeyOnly } from "../http/pos-caller.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { tillOf } from "../http/reachable-store.ts";
import { type AtTill, posActor } from "../till/at-till.ts";
import { dayPage } from "../till/day-list.ts";
import { inspectPaper, inspectShownCode } from "../till/inspect.ts";
import { resolveBehind } from "../till/resolve.ts";
import { takePayment, voidPayment } from "../till/take.ts";
import { doc } from "./doc.ts";

const paymentParam = z.object({ operationId: anyOperationIdSchema });

/** The till system behind the key. What it looked at pays by the same key alone (POS-3). */
function systemAt(c: Context<ApiContext>): AtTill {
  const { keyId, regionId, store } = c.get("posKey");
  const actor = posActor(keyId);
  return { regionId, store, actor, sessionId: actor, staffId: null };
}

/** The till that a request is about: what it says, what its key says, or the only one there is. */
function tillFor(c: Context<ApiContext>, said: TillId | undefined): Result<TillId, ProblemReply> {
  const { store, tillId: own } = c.get("posKey");
  const [first, ...others] = store.tills;
  const tillId = said ?? own ?? (others.length === 0 ? first?.tillId : undefined);
  if (tillId === undefined)
    return err(
      problem(c, "invalid-request", { fields: [{ path: "tillId", message: "the store has several" }] }),
    );
  const fits = (own === null || own === tillId) && tillOf(store, tillId) !== null;
  return fits ? ok(tillId) : err(problem(c, "store-not-found"));
}

/** The till's work for till systems, by the key of their store (B6, POS-3). */
export const pos = new Hono<ApiContext>()
  .get(
    "/pos/v1/key",
    doc("pos", "What the key is for, and its store with the tills", posKeyFactsSchema),
    posKeyOnly(),
    (c) => {
      const { keyId, name, operations, goodUntilMs, store, tillId } = c.get("posKey");
      return c.json({
        keyId,
        name,
        operations: [...operations],
        store: { storeId: store.id, name: store.name, town: store.town },
        open: store.state === "open",
        tills: store.tills.filter((till) => tillId === null || till.tillId === tillId),
        goodUntilMs,
        serverNowMs: clockOf(c.env).now(),
      });
    },
  )
  .post(
    "/pos/v1/inspections",
    doc("pos", "Look at a scanned code, and whether the store may take it", posInspectReplySchema),
    posKeyOnly("inspect"),
    valid("json", posInspectRequestSchema),
    async (c) => {
      const { code, tillId } = c.req.valid("json");
      const till = tillFor(c, tillId);
      if (!till.ok) return till.error;
      const shown = parsePaymentCode(code);
      if (shown !== null) {
        const seen = await inspectShownCode(c, systemAt(c), shown);
        return seen.ok ? c.json({ kind: "wallet" as const, ...seen.value }) : seen.error;
      }
      const seen = await inspectPaper(c, systemAt(c), code);
      return seen.ok ? c.json({ kind: "coupon" as const, ...seen.value }) : seen.error;
    },
  )
  .post(
    "/pos/v1/payments",
    doc("pos", "Take a payment of what was looked at", paymentReplySchema),
    posKeyOnly("pay"),
    valid("json", posPayRequestSchema),
    async (c) => {
      const { tillId, ...taking } = c.req.valid("json");
      const till = tillFor(c, tillId);
      if (!till.ok) return till.error;
      const taken = await takePayment(c, systemAt(c), { ...taking, tillId: till.value });
      return taken.ok ? c.json(taken.value) : taken.error;
    },
  )
  .post(
    "/pos/v1/operations/resolve",
    doc(
      "pos",
      "What became of a payment or a void; where nothing is known it will never happen",
      resolveReplySchema,
    ),
    posKeyOnly("pay", "void"),
    valid("json", resolveRequestSchema),
    async (c) => {
      const { operationId, handle: sealed } = c.req.valid("json");
      const handle = await openHandle(c.env, sealed);
      if (!handle)
        return problem(c, "invalid-request", { fields: [{ path: "handle", message: "not ours" }] });
      const { keyId, regionId } = c.get("posKey");
      if (handle.regionId !== regionId) return problem(c, "not-found");
      const resolved = await resolveBehind(c, handle, operationId, keyId);
      return resolved.ok ? c.json(resolved.value) : resolved.error;
    },
  )
  .post(
    "/pos/v1/payments/:operationId/void",
    doc("pos", "Void a whole payment of the store, with the reason", reversalReplySchema),
    posKeyOnly("void"),
    valid("param", paymentParam),
    valid("json", posVoidRequestSchema),
    async (c) => {
      const { operationId: payment } = c.req.valid("param");
      const voided = await voidPayment(c, systemAt(c), { ...c.req.valid("json"), payment });
      return voided.ok ? c.json(voided.value) : voided.error;
    },
  )
  .get(
    "/pos/v1/payments",
    doc("pos", "Payments, voids and refunds of the store on one day, newest first", storePaymentsPageSchema),
    posKeyOnly("read"),
    valid("query", posPaymentsQuerySchema),
    async (c) => {
      const { date, after, limit } = c.req.valid("query");
      const nowMs = clockOf(c.env).now();
      const page = { date: date ?? businessDate(nowMs), after, limit };
      return c.json({ ...(await dayPage(c.env, c.get("posKey").store, page)), serverNowMs: nowMs });
    },
  );

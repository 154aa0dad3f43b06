import { type Context, Hono } from "hono";
import * as z from "zod";
import { openFeed } from "../../durable-objects/feed/client.ts";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { anyOperationIdSchema, pageQuerySchema } from "../../schema/api/common.ts";
import {
  counterInspectReplySchema,
  counterInspectRequestSchema,
  counterPayRequestSchema,
  counterStoresSchema,
  feedQuerySchema,
  storeDaySchema,
  storePaymentsPageSchema,
  storePaymentsQuerySchema,
  storeQrSchema,
  storeQuerySchema,
  storeSummarySchema,
  voidRequestSchema,
} from "../../schema/api/counter.ts";
import { paymentReplySchema, reversalReplySchema } from "../../schema/api/payments.ts";
import { businessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import { ACCEPTED } from "../../schema/commands.ts";
import { ZERO_YEN } from "../../schema/money.ts";
import type { AuditRecord } from "../data/audit-log.ts";
import { databaseOf } from "../data/database.ts";
import { movesOfStore, projectedOperations, sumsOfStore } from "../data/journal.ts";
import { cutPage, keyAfter, readNumberKey, readTextKey } from "../data/keyset.ts";
import { endCode } from "../data/payment-codes.ts";
import { payFaceOf, programmesOfRegion, ruleNow } from "../data/programmes.ts";
import { listManagedStores } from "../data/stores.ts";
import { ask, balanceActor, storeFeed } from "../http/actors.ts";
import { afterCommand } from "../http/after-command.ts";
import { auditLater } from "../http/audit-later.ts";
import { valid } from "../http/body.ts";
import { reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { scanCoupon, stateVerdict } from "../http/coupon-code.ts";
import { heldCouponView } from "../http/coupon-view.ts";
import { programmeFacts } from "../http/facts.ts";
import { handleVerdict, openHandle } from "../http/handles.ts";
import { sessionTag, staffTag, storeTag } from "../http/open-screens.ts";
import { paymentFacts } from "../http/payment-reply.ts";
import { problem, refused } from "../http/problem.ts";
import { reachedStore, tillOf } from "../http/reachable-store.ts";
import { receiptHandle, recentMoves, type StoreMove, storePayment } from "../http/store-payments.ts";
import { dayProofOf, tillQrText } from "../http/store-qr.ts";
import { overQuota } from "../http/throttled.ts";
import { firstRefusal, judgePayment } from "../http/verdict.ts";
import { publicStore } from "./anyone.ts";
import { doc } from "./doc.ts";
import { reachableStore } from "./staff.ts";

/** Moves of one store and day that a list merges; a day with more is paged before it is merged. */
const MAX_DAY_MOVES = 2_000;

const paymentParam = z.object({ operationId: anyOperationIdSchema });

/** Logs what a clerk did, after the reply: a queue is waiting, and the journal has the money already (AUD-4). */
function logLater(
  c: Context<ApiContext>,
  record: Omit<AuditRecord, "regionId" | "actor" | "atMs" | "requestId">,
): void {
  const caller = c.get("staff");
  auditLater(c.env, c.executionCtx, {
    ...record,
    regionId: caller.regionId,
    actor: caller.staffId,
    atMs: clockOf(c.env).now(),
    requestId: c.get("requestId"),
  });
}

/** Newest first, by time and then id, as the database sorts them. */
function newestFirst(a: StoreMove, b: StoreMove): number {
  return b.atMs - a.atMs || (a.operationId < b.operationId ? 1 : -1);
}

/** The till (S12, S14): scanning paper, taking payments, voiding, the list of the day, the store's own QR. */
export const counter = new Hono<ApiContext>()
  .get(
    "/counter/stores",
    doc("counter", "The stores and tills this account may use", counterStoresSchema),
    staffOnly("counter.use"),
    valid("query", pageQuerySchema),
    async (c) => {
      const { after, limit } = c.req.valid("query");
      const caller = c.get("staff");
      const reach = reachWith(caller, "counter.use");
      const rows = await listManagedStores(
        databaseOf(c.env, caller.regionId),
        caller.regionId,
        reach.kind === "region" ? null : reach.ids,
        { after: readTextKey(after), limit },
      );
      return c.json(cutPage(rows, limit, (row) => [row.kana, row.id], reachableStore));
    },
  )
  .post(
    "/counter/inspect",
    doc("counter", "A scanned coupon, and whether this store may take it", counterInspectReplySchema),
    staffOnly("counter.use"),
    valid("json", counterInspectRequestSchema),
    async (c) => {
      const { storeId, tillId, code } = c.req.valid("json");
      const caller = c.get("staff");
      const store = await reachedStore(c, "counter.use", storeId);
      if (!store.ok) return store.error;
      if (!tillOf(store.value, tillId)) return problem(c, "store-not-found");
      const scanned = await scanCoupon(c, code, {
        id: storeId,
        misses: "guess:store",
        staffOf: caller.regionId,
      });
      if (!scanned.ok) return scanned.error;
      const { view, codeEnd } = scanned.value;
      const programme = await programmeFacts(c.env, view.programmeId);
      if (!programme) return problem(c, "try-again");
      const nowMs = clockOf(c.env).now();
      return c.json({
        coupon: await heldCouponView(c.env, view, programme, codeEnd, caller.session.sessionId, nowMs),
        verdict: firstRefusal(judgePayment(store.value, programme, "cpm", nowMs), stateVerdict(view)),
        payLimitYen: ruleNow(programme, nowMs).payLimitYen,
        serverNowMs: nowMs,
      });
    },
  )
  .post(
    "/counter/payments",
    doc("counter", "Take a payment from a scanned coupon", paymentReplySchema),
    staffOnly("counter.use"),
    valid("json", counterPayRequestSchema),
    async (c) => {
      const { operationId, handle: sealed, storeId, tillId, amountYen } = c.req.valid("json");
      const caller = c.get("staff");
      const handle = await openHandle(c.env, sealed);
      // A wallet's handle pays by its code's own operation alone: the code is good for one payment (COD-3).
      if (!handle || (handle.actorClass === "wallet" && handle.operationId !== operationId))
        return problem(c, "invalid-request", { fields: [{ path: "handle", message: "not for this" }] });
      if (handle.regionId !== caller.regionId) return problem(c, "coupon-not-found");
      const store = await reachedStore(c, "counter.use", storeId);
      if (!store.ok) return store.error;
      if (!tillOf(store.value, tillId)) return problem(c, "store-not-found");
      // Counted only now: nobody else may use up a store's share.
      const stopped = await overQuota(c, "payment:store", storeId);
      if (stopped) return stopped;
      const programme = await programmeFacts(c.env, handle.programmeId);
      if (!programme) return problem(c, "try-again");
      const nowMs = clockOf(c.env).now();
      const { outcome, entries } = await ask(() =>
        balanceActor(c.env, handle).pay({
          operationId,
          amountYen,
          storeId,
          tillId,
          verdict: firstRefusal(
            handleVerdict(handle, caller.session.sessionId, nowMs),
            amountYen > (handle.mostYen ?? amountYen) ? { ok: false, code: "over-limit" } : ACCEPTED,
            judgePayment(store.value, programme, "cpm", nowMs),
          ),
          rules: programme.rules,
        }),
      );
      // Decided either way: nobody need scan it again to hear that it is over.
      if (handle.actorClass === "wallet" && (outcome.ok || outcome.error.outcome === "not-done"))
        c.executionCtx.waitUntil(endCode(databaseOf(c.env, handle.regionId), handle.actor, operationId));
      const receipt = receiptHandle(c.env, handle);
      afterCommand(c, entries, receipt);
      if (!outcome.ok) return refused(c, outcome.error);
      if (!outcome.value.replayed)
        logLater(c, {
          action: "payment.take",
          subjectKind: "payment",
          subjectId: operationId,
          after: { storeId, tillId, amountYen },
        });
      const facts = await paymentFacts(c.env, outcome.value, handle.programmeId, receipt, nowMs);
      return c.json({ outcome: "done" as const, ...facts, serverNowMs: clockOf(c.env).now() });
    },
  )
  .post(
    "/counter/payments/:operationId/void",
    doc("counter", "Void a whole payment of this store", reversalReplySchema),
    staffOnly("counter.void"),
    valid("param", paymentParam),
    valid("json", voidRequestSchema),
    async (c) => {
      const { operationId: payment } = c.req.valid("param");
      const { operationId, handle: sealed, storeId } = c.req.valid("json");
      const caller = c.get("staff");
      const handle = await openHandle(c.env, sealed);
      if (!handle)
        return problem(c, "invalid-request", { fields: [{ path: "handle", message: "not ours" }] });
      if (handle.regionId !== caller.regionId) return problem(c, "payment-not-found");
      const store = await reachedStore(c, "counter.void", storeId);
      if (!store.ok) return store.error;
      const stopped = await overQuota(c, "payment:store", storeId);
      if (stopped) return stopped;
      const { outcome, entries } = await ask(() =>
        balanceActor(c.env, handle).reverse({
          operationId,
          payment,
          mode: "void",
          amountYen: ZERO_YEN,
          storeId,
          verdict: ACCEPTED,
        }),
      );
      afterCommand(c, entries);
      if (!outcome.ok) return refused(c, outcome.error);
      if (!outcome.value.replayed)
        logLater(c, {
          action: "payment.void",
          subjectKind: "payment",
          subjectId: payment,
          after: { operationId, storeId, amountYen: outcome.value.amountYen },
        });
      return c.json({ outcome: "done" as const, ...outcome.value, serverNowMs: clockOf(c.env).now() });
    },
  )
  .get(
    "/counter/payments",
    doc("counter", "Payments, voids and refunds of one store and day, newest first", storePaymentsPageSchema),
    staffOnly("counter.use"),
    valid("query", storePaymentsQuerySchema),
    async (c) => {
      const query = c.req.valid("query");
      const store = await reachedStore(c, "counter.use", query.storeId);
      if (!store.ok) return store.error;
      const { id, regionId } = store.value;
      const nowMs = clockOf(c.env).now();
      const date = query.date ?? businessDate(nowMs);
      const time = { fromMs: startOfDayMs(date), beforeMs: endExclusiveMs(date) };
      const db = databaseOf(c.env, regionId);
      // The projection and what this isolate has just seen, without doubles (FED-1).
      const projected = await movesOfStore(db, regionId, id, time, MAX_DAY_MOVES);
      const known = new Set(projected.map((move) => move.operationId));
      const fresh = recentMoves(c.env, id).filter(
        (move) => !known.has(move.operationId) && move.atMs >= time.fromMs && move.atMs < time.beforeMs,
      );
      const all = [...fresh, ...projected].sort(newestFirst);
      const reversed = new Map<string, number>();
      const receipts = new Map(
        all.filter((m) => m.kind === "pay").map((m) => [m.operationId, m.receiptNumber]),
      );
      for (const move of all)
        if (move.kind === "reverse" && move.payment)
          reversed.set(move.payment, (reversed.get(move.payment) ?? 0) + move.amountYen);
      const after = readNumberKey(query.after);
      const rest = after
        ? all.filter(
            (move) => move.atMs < after[0] || (move.atMs === after[0] && move.operationId < after[1]),
          )
        : all;
      const page = rest.slice(0, query.limit);
      const last = page.at(-1);
      const rows = await Promise.all(
        page.map((move) =>
          storePayment(
            c.env,
            {
              ...move,
              receiptNumber: move.receiptNumber || (move.payment ? (receipts.get(move.payment) ?? "") : ""),
            },
            reversed.get(move.operationId) ?? 0,
          ),
        ),
      );
      return c.json({
        rows,
        next: last && rest.length > page.length ? keyAfter([last.atMs, last.operationId]) : null,
        serverNowMs: nowMs,
      });
    },
  )
  .get(
    "/counter/summary",
    doc("counter", "What a store took today", storeSummarySchema),
    staffOnly("counter.use"),
    valid("query", storeQuerySchema),
    async (c) => {
      const store = await reachedStore(c, "counter.use", c.req.valid("query").storeId);
      if (!store.ok) return store.error;
      const { id, regionId } = store.value;
      const nowMs = clockOf(c.env).now();
      const date = businessDate(nowMs);
      const time = { fromMs: startOfDayMs(date), beforeMs: endExclusiveMs(date) };
      const db = databaseOf(c.env, regionId);
      const recent = recentMoves(c.env, id).filter((move) => move.atMs >= time.fromMs);
      const [sums, projected] = await Promise.all([
        sumsOfStore(db, regionId, id, time),
        projectedOperations(
          db,
          recent.map((move) => move.operationId),
        ),
      ]);
      const parts = [
        ...sums,
        ...recent
          .filter((move) => !projected.has(move.operationId))
          .map((move) => ({ actorClass: move.actorClass, kind: move.kind, count: 1, sum: move.amountYen })),
      ];
      const way = (actorClass: string) =>
        parts
          .filter((part) => part.actorClass === actorClass)
          .reduce(
            (total, part) =>
              part.kind === "pay"
                ? { totalYen: total.totalYen + part.sum, count: total.count + part.count }
                : { totalYen: total.totalYen - part.sum, count: total.count },
            { totalYen: 0, count: 0 },
          );
      const app = way("wallet");
      const paper = way("coupon");
      return c.json({
        businessDate: date,
        totalYen: app.totalYen + paper.totalYen,
        count: app.count + paper.count,
        app,
        paper,
        serverNowMs: nowMs,
      });
    },
  )
  .get(
    "/counter/day",
    doc("counter", "Word and colour of the day of a store", storeDaySchema),
    staffOnly("counter.use"),
    valid("query", storeQuerySchema),
    async (c) => {
      const store = await reachedStore(c, "counter.use", c.req.valid("query").storeId);
      if (!store.ok) return store.error;
      const { id, name, town } = store.value;
      const nowMs = clockOf(c.env).now();
      return c.json({
        proof: dayProofOf(c.env, id, nowMs),
        store: { storeId: id, name, town },
        serverNowMs: nowMs,
      });
    },
  )
  .get(
    "/counter/qr",
    doc("counter", "What the printed store sheet says, per till", storeQrSchema),
    staffOnly("counter.use"),
    valid("query", storeQuerySchema),
    async (c) => {
      const found = await reachedStore(c, "counter.use", c.req.valid("query").storeId);
      if (!found.ok) return found.error;
      const store = found.value;
      const nowMs = clockOf(c.env).now();
      const programmes = await programmesOfRegion(databaseOf(c.env, store.regionId), store.regionId, nowMs);
      const { storeId, name, town, kana, address, accepts } = publicStore(store);
      return c.json({
        store: { storeId, name, town, kana, address, accepts },
        pays: programmes
          .filter((p) => judgePayment(store, p, "mpm", nowMs).ok)
          .map((p) => payFaceOf(p, nowMs)),
        tills: store.tills.map((till) => ({
          ...till,
          qrText: tillQrText(c.env, store.id, till.tillId, till.rotation),
        })),
      });
    },
  )
  .get("/counter/feed", staffOnly("counter.use"), valid("query", feedQuerySchema), async (c) => {
    const { storeId, after } = c.req.valid("query");
    const store = await reachedStore(c, "counter.use", storeId);
    if (!store.ok) return store.error;
    if (c.req.header("upgrade")?.toLowerCase() !== "websocket") return problem(c, "invalid-request");
    const caller = c.get("staff");
    return openFeed(storeFeed(c.env, storeId), {
      tags: [staffTag(caller.staffId), sessionTag(caller.session.idHash), storeTag(storeId)],
      untilMs: caller.session.expiresAtMs,
      after: after ?? null,
    });
  });

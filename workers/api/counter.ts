import { Hono } from "hono";
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
import { databaseOf } from "../data/database.ts";
import { projectedOperations, sumsOfStore } from "../data/journal.ts";
import { cutPage, readTextKey } from "../data/keyset.ts";
import { payFaceOf, programmesOfRegion } from "../data/programmes.ts";
import { listManagedStores } from "../data/stores.ts";
import { storeFeed } from "../http/actors.ts";
import { valid } from "../http/body.ts";
import { reachWith, staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { sessionTag, staffTag, storeTag } from "../http/open-screens.ts";
import { problem } from "../http/problem.ts";
import { reachedStore } from "../http/reachable-store.ts";
import { recentMoves } from "../http/store-payments.ts";
import { dayProofOf, tillQrText } from "../http/store-qr.ts";
import { judgePayment } from "../http/verdict.ts";
import { clerkAt, clerkAtTill } from "../till/at-till.ts";
import { dayPage } from "../till/day-list.ts";
import { inspectPaper } from "../till/inspect.ts";
import { takePayment, voidPayment } from "../till/take.ts";
import { publicStore } from "./anyone.ts";
import { doc } from "./doc.ts";
import { reachableStore } from "./staff.ts";

const paymentParam = z.object({ operationId: anyOperationIdSchema });

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
      const { code, ...place } = c.req.valid("json");
      const by = await clerkAtTill(c, place);
      if (!by.ok) return by.error;
      const seen = await inspectPaper(c, by.value, code);
      return seen.ok ? c.json(seen.value) : seen.error;
    },
  )
  .post(
    "/counter/payments",
    doc("counter", "Take a payment from a scanned coupon", paymentReplySchema),
    staffOnly("counter.use"),
    valid("json", counterPayRequestSchema),
    async (c) => {
      const { storeId, ...taking } = c.req.valid("json");
      const by = await clerkAtTill(c, { storeId, tillId: taking.tillId });
      if (!by.ok) return by.error;
      const taken = await takePayment(c, by.value, taking);
      return taken.ok ? c.json(taken.value) : taken.error;
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
      const { operationId, handle, storeId } = c.req.valid("json");
      const by = await clerkAt(c, "counter.void", storeId);
      if (!by.ok) return by.error;
      const voided = await voidPayment(c, by.value, { operationId, payment, handle });
      return voided.ok ? c.json(voided.value) : voided.error;
    },
  )
  .get(
    "/counter/payments",
    doc("counter", "Payments, voids and refunds of one store and day, newest first", storePaymentsPageSchema),
    staffOnly("counter.use"),
    valid("query", storePaymentsQuerySchema),
    async (c) => {
      const { storeId, date, after, limit } = c.req.valid("query");
      const store = await reachedStore(c, "counter.use", storeId);
      if (!store.ok) return store.error;
      const nowMs = clockOf(c.env).now();
      const page = await dayPage(c.env, store.value, { date: date ?? businessDate(nowMs), after, limit });
      return c.json({ ...page, serverNowMs: nowMs });
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

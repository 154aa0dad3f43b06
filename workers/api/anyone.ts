import { Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { couponViewSchema, inspectCouponRequestSchema } from "../../schema/api/coupons.ts";
import { healthSchema } from "../../schema/api/health.ts";
import {
  type PublicStore,
  type StoresQuery,
  storeDetailSchema,
  storeIdParamSchema,
  storesAroundQuerySchema,
  storesAroundSchema,
  storesPageSchema,
  storesQuerySchema,
} from "../../schema/api/stores.ts";
import { openPaysPageSchema, openPaysQuerySchema } from "../../schema/api/wallets.ts";
import { parseChargeCode } from "../../schema/charge-code.ts";
import { MAP_CELLS, MAX_STORES_ON_MAP } from "../../schema/limits.ts";
import { databaseOf } from "../data/database.ts";
import { cutPage, readNumberKey, readTextKey } from "../data/keyset.ts";
import { payFaceOf, programmesOfRegion } from "../data/programmes.ts";
import { groupOpenStores, listOpenStores, type StoreFacts } from "../data/stores.ts";
import { valid } from "../http/body.ts";
import { EDGE_CACHE_MS } from "../http/cached.ts";
import type { ApiContext } from "../http/context.ts";
import { inspectByCode } from "../http/coupon-lookup.ts";
import { couponView } from "../http/coupon-view.ts";
import { openPays, programmeFacts, storeFacts } from "../http/facts.ts";
import { missLater } from "../http/miss-later.ts";
import { callerAddress } from "../http/network.ts";
import { problem } from "../http/problem.ts";
import { countMiss, evenOut, isBlocked, overQuota } from "../http/throttled.ts";
import { judgePayment } from "../http/verdict.ts";
import { foundPays } from "../pay-search/open-pays.ts";
import { doc } from "./doc.ts";

/** The API's own version; the paths change only with it. */
export const API_VERSION = "0.1.0";

/** A store as everybody may see it. */
export function publicStore(store: StoreFacts): PublicStore {
  return {
    storeId: store.id,
    name: store.name,
    town: store.town,
    kana: store.kana,
    address: store.address,
    municipality: store.municipality,
    industry: store.industry,
    accepts: store.accepts,
  };
}

/** What visitors read about a store (S16). */
export function publicStoreDetails(store: StoreFacts) {
  return {
    postalCode: store.postalCode,
    address: store.address,
    phone: store.phone,
    hours: store.hours && {
      weekly: store.hours.weekly.map((day) => [...day]),
      closedOn: [...store.hours.closedOn],
      note: store.hours.note,
    },
    notices: store.notices,
    pin: store.pin,
    picture: store.picture,
  };
}

/** What somebody on the way asks of stores, as the database is asked. */
export function visited(query: Pick<StoresQuery, "accepts" | "kind" | "open">, nowMs: number) {
  const { accepts, kind, open } = query;
  return { accepts, kind, openAtMs: open === "now" ? nowMs : undefined };
}

/** What anybody may ask without signing in. */
export const anyone = new Hono<ApiContext>()
  .get("/health", doc("anyone", "The server is there, and its clock", healthSchema), (c) =>
    c.json({ ok: true as const, nowMs: clockOf(c.env).now(), version: API_VERSION }),
  )
  .get(
    "/programmes/open",
    doc(
      "anyone",
      "The open Pays of all regions, the nearest to what is looked for first",
      openPaysPageSchema,
    ),
    valid("query", openPaysQuerySchema),
    async (c) => {
      const { text, regionId, after, limit } = c.req.valid("query");
      const found = foundPays(await openPays(c.env), { text, regionId, after: readNumberKey(after) });
      // The same for everybody who asks, and no staler than the edge's own memory.
      c.header("cache-control", `public, max-age=${EDGE_CACHE_MS / 1000}`);
      return c.json(
        cutPage(
          found,
          limit,
          (one) => [one.nearness, one.place],
          (one) => one.pay,
        ),
      );
    },
  )
  .get(
    "/stores",
    doc("anyone", "Open stores by kana, narrowed by programme, municipality or text", storesPageSchema),
    valid("query", storesQuerySchema),
    async (c) => {
      const query = c.req.valid("query");
      const programme = query.programmeId ? await programmeFacts(c.env, query.programmeId) : null;
      if (query.programmeId && !programme) return problem(c, "not-found");
      const rows = await listOpenStores(databaseOf(c.env, null), {
        after: readTextKey(query.after),
        limit: query.limit,
        municipality: query.municipality,
        text: query.text,
        within: programme ?? undefined,
        ...visited(query, clockOf(c.env).now()),
      });
      return c.json(cutPage(rows, query.limit, (row) => [row.kana, row.id], publicStore));
    },
  )
  .get(
    "/stores/around",
    doc("anyone", "Open stores in a part of the map, or how many stand where", storesAroundSchema),
    valid("query", storesAroundQuerySchema),
    async (c) => {
      const { south, west, north, east, ...query } = c.req.valid("query");
      const programme = query.programmeId ? await programmeFacts(c.env, query.programmeId) : null;
      if (query.programmeId && !programme) return problem(c, "not-found");
      const db = databaseOf(c.env, null);
      const filter = {
        after: null,
        limit: MAX_STORES_ON_MAP,
        municipality: query.municipality,
        text: query.text,
        within: programme ?? undefined,
        box: { south, west, north, east },
        ...visited(query, clockOf(c.env).now()),
      };
      const found = await listOpenStores(db, filter);
      if (found.length > MAX_STORES_ON_MAP)
        return c.json({ rows: [], groups: [...(await groupOpenStores(db, filter, MAP_CELLS))] });
      const rows = found.flatMap((store) => {
        const { pin, hours, picture } = publicStoreDetails(store);
        return pin ? [{ ...publicStore(store), pin, hours, picture }] : [];
      });
      return c.json({ rows, groups: [] });
    },
  )
  .get(
    "/stores/:id",
    doc("anyone", "A store and the Pays it takes", storeDetailSchema),
    valid("param", storeIdParamSchema),
    async (c) => {
      const store = await storeFacts(c.env, c.req.valid("param").id);
      if (!store) return problem(c, "store-not-found");
      const nowMs = clockOf(c.env).now();
      const programmes = await programmesOfRegion(databaseOf(c.env, store.regionId), store.regionId, nowMs);
      const pays = programmes
        .map((p) => ({
          pay: payFaceOf(p, nowMs),
          paper: judgePayment(store, p, "cpm", nowMs).ok,
          app: judgePayment(store, p, "mpm", nowMs).ok,
        }))
        .filter((each) => each.app);
      return c.json({ ...publicStore(store), ...publicStoreDetails(store), pays });
    },
  )
  .post(
    "/coupons/inspect",
    doc("anyone", "What is left on a coupon sheet, and until when", couponViewSchema),
    valid("json", inspectCouponRequestSchema),
    async (c) => {
      const startedAtMs = Date.now();
      const address = callerAddress(c);
      const stopped =
        (await overQuota(c, "inspect:ip", address)) ?? (await isBlocked(c, "guess:ip", address));
      if (stopped) return stopped;
      const code = parseChargeCode(c.req.valid("json").code);
      if (!code.ok)
        return problem(c, code.error.code === "check-digit" ? "code-check-digit" : "code-incomplete");
      const view = await inspectByCode(c.env, code.value);
      if (!view.ok && view.error !== "coupon-unknown") return problem(c, view.error);
      // Unknown, cancelled and never issued look and take the same (CPN-4).
      if (!view.ok || view.value.state === "cancelled") {
        await countMiss(c, "guess:ip", address);
        if (!view.ok) missLater(c, { staffOf: null });
        await evenOut(startedAtMs);
        return problem(c, "coupon-not-found");
      }
      const programme = await programmeFacts(c.env, view.value.programmeId);
      if (!programme) return problem(c, "try-again");
      const nowMs = clockOf(c.env).now();
      return c.json(await couponView(c.env, view.value, programme, code.value.slice(-4), nowMs));
    },
  );

import { type Context, Hono } from "hono";
import { clockOf } from "../../durable-objects/lib/clock.ts";
import { idTail } from "../../durable-objects/lib/hash.ts";
import {
  type HolderHit,
  type HolderReply,
  holderHitsSchema,
  holderReplySchema,
  holderRequestSchema,
  holderSearchRequestSchema,
} from "../../schema/api/holders.ts";
import type { ActorName, ProgrammeId, ResidentId } from "../../schema/ids.ts";
import { databaseOf } from "../data/database.ts";
import { couponIdsOf, entriesOfOperation, holderNameOf, paymentsByReceipt } from "../data/holders.ts";
import { findCoupon } from "../data/issues.ts";
import { payFaceOf } from "../data/programmes.ts";
import { findResidentByPhone, freezeOf, phoneRowOf, walletLinksInRegion } from "../data/residents.ts";
import { storesByIds } from "../data/stores.ts";
import { couponIssueBody } from "../holders/coupon-issue.ts";
import { valid } from "../http/body.ts";
import { staffOnly } from "../http/caller.ts";
import type { ApiContext } from "../http/context.ts";
import { scanCoupon } from "../http/coupon-code.ts";
import { inspectActor } from "../http/coupon-lookup.ts";
import { heldCouponView } from "../http/coupon-view.ts";
import { programmeFacts } from "../http/facts.ts";
import { logged } from "../http/logged.ts";
import { problem } from "../http/problem.ts";
import { countMiss, isBlocked, overQuota } from "../http/throttled.ts";
import { mobileNumber, phoneLookup } from "../phones/number.ts";
import { phoneOfResident } from "../residents/me.ts";
import { doc } from "./doc.ts";
import { viewWallet, walletBody } from "./wallets.ts";

/** Payments that one search by receipt number lists. */
const MAX_HITS = 20;

/** The brakes on looking people up by what may be guessed (CAL-3). A scanned code has its own (CPN-3). */
async function lookUpBrake(c: Context<ApiContext>) {
  const { staffId } = c.get("staff");
  return (await overQuota(c, "inspect:account", staffId)) ?? (await isBlocked(c, "look-up:account", staffId));
}

/**
 * The call centre's view of a coupon or a resident (S13). Every look-up is logged, whether it found anybody or not; what was
 * typed stays out (CAL-3).
 */
export const holders = new Hono<ApiContext>()
  .post(
    "/holders",
    doc(
      "secretariat",
      "A coupon by code or id, or a resident by phone or id, within the region",
      holderReplySchema,
    ),
    staffOnly("holder.read"),
    valid("json", holderRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const by = Object.keys(request)[0] as string;
      const reply =
        "phone" in request || "residentId" in request
          ? await residentHolder(c, request)
          : await couponHolder(c, request);
      if (reply instanceof Response) {
        await logged(c, {
          action: "holder.search",
          subjectKind: "search",
          subjectId: by,
          after: { found: 0 },
        });
        return reply;
      }
      await logged(c, {
        action: "holder.read",
        subjectKind: reply.kind,
        subjectId: reply.kind === "coupon" ? reply.couponId : reply.residentId,
        after: { by },
      });
      return c.json(reply);
    },
  )
  .post(
    "/holders/search",
    doc(
      "secretariat",
      "Holders by an operation id, or by receipt number, store and date, within the region",
      holderHitsSchema,
    ),
    staffOnly("holder.read"),
    valid("json", holderSearchRequestSchema),
    async (c) => {
      const request = c.req.valid("json");
      const caller = c.get("staff");
      const { regionId } = caller;
      const stopped = await lookUpBrake(c);
      if (stopped) return stopped;
      const db = databaseOf(c.env, regionId);
      const entries =
        request.by === "operation"
          ? await entriesOfOperation(db, regionId, request.operationId)
          : await paymentsByReceipt(db, regionId, request, MAX_HITS + 1);
      const [couponIds, stores] = await Promise.all([
        couponIdsOf(
          db,
          regionId,
          entries.filter((entry) => entry.actorClass === "coupon").map((entry) => entry.actor),
        ),
        storesByIds(
          db,
          entries.flatMap((entry) => entry.storeId ?? []),
        ),
      ]);
      const nowMs = clockOf(c.env).now();
      const rows = await Promise.all(
        entries.slice(0, MAX_HITS).map(async (entry): Promise<HolderHit | null> => {
          const programme = await programmeFacts(c.env, entry.programmeId);
          const holder = holderNameOf(entry, couponIds);
          if (!holder || !programme) return null;
          const store = entry.storeId ? stores.get(entry.storeId) : undefined;
          return {
            holder,
            operationId: entry.operationId,
            pay: payFaceOf(programme, nowMs),
            amountYen: entry.amountYen as HolderHit["amountYen"],
            atMs: entry.atMs,
            store: store ? { storeId: store.id, name: store.name, town: store.town } : null,
            receiptNumber: entry.receiptNumber,
          };
        }),
      );
      const shown = rows.filter((row) => row !== null);
      await logged(c, {
        action: "holder.search",
        subjectKind: "search",
        subjectId: request.by,
        after: { ...request, found: shown.length },
      });
      if (shown.length === 0) await countMiss(c, "look-up:account", caller.staffId);
      return c.json({ rows: shown, more: entries.length > MAX_HITS });
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
      guesser: { staffId: caller.staffId },
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
  const [coupon, issue] = await Promise.all([
    heldCouponView(c.env, view, programme, codeEnd, caller.session.sessionId, nowMs),
    couponIssueBody(c.env, caller, programme, view.coupon.issueId, nowMs),
  ]);
  if (!issue) return problem(c, "try-again");
  return {
    kind: "coupon",
    couponId: `${view.programmeId}-${view.coupon.serial}`,
    serial: view.coupon.serial,
    issueId: view.coupon.issueId,
    issuerId: view.coupon.issuerId,
    coupon,
    issue,
    programmeEndsOn: programme.endsOn,
  };
}

/** The resident behind a phone, or of an id that an earlier look-up gave; null where there is none here (S23). */
async function residentOf(
  c: Context<ApiContext>,
  request: { readonly phone: string } | { readonly residentId: string },
): Promise<{ readonly residentId: ResidentId; readonly phoneEnd: string } | Response> {
  const caller = c.get("staff");
  const stopped = await lookUpBrake(c);
  if (stopped) return stopped;
  const db = databaseOf(c.env, null);
  if ("residentId" in request) {
    const residentId = request.residentId as ResidentId;
    const phone = await phoneOfResident(c.env, residentId);
    return { residentId, phoneEnd: phone?.slice(-4) ?? "" };
  }
  const phone = mobileNumber(request.phone);
  if (!phone) return problem(c, "phone-not-mobile");
  const residentId = await findResidentByPhone(db, phoneLookup(c.env, phone));
  if (residentId) return { residentId, phoneEnd: phone.slice(-4) };
  await countMiss(c, "look-up:account", caller.staffId);
  return problem(c, "not-found");
}

async function residentHolder(
  c: Context<ApiContext>,
  request: { readonly phone: string } | { readonly residentId: string },
): Promise<HolderReply | Response> {
  const caller = c.get("staff");
  const resident = await residentOf(c, request);
  if (resident instanceof Response) return resident;
  const { residentId, phoneEnd } = resident;
  const db = databaseOf(c.env, caller.regionId);
  const links = await walletLinksInRegion(db, caller.regionId, residentId);
  if (links.length === 0) {
    // Somebody without a Pay of this region is nobody here (S23), and a guess like any other.
    await countMiss(c, "look-up:account", caller.staffId);
    return problem(c, "not-found");
  }
  const nowMs = clockOf(c.env).now();
  const [freeze, phone] = await Promise.all([
    freezeOf(db, caller.regionId, residentId),
    phoneRowOf(db, residentId),
  ]);
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
      const programmeEndsOn = programme.endsOn;
      return { programmeId, pay, spendableYen, frozen, lots, idTail: idTail(actor), handle, programmeEndsOn };
    }),
  );
  if (wallets.includes(null)) return problem(c, "try-again");
  return {
    kind: "resident",
    residentId,
    phoneEnd,
    numberReleased: phone?.released ?? false,
    frozen: freeze?.frozen === 1,
    wallets: wallets.filter((wallet) => wallet !== null),
  };
}

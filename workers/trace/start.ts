import type { Context } from "hono";
import type { TraceStart } from "../../schema/api/traces.ts";
import { ENTITY_ID, type RegionId, type ResidentId } from "../../schema/ids.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { databaseOf } from "../data/database.ts";
import { findCoupon } from "../data/issues.ts";
import { findResidentByPhone, walletLinksInRegion } from "../data/residents.ts";
import type { TraceSubject } from "../data/trace-reading.ts";
import { staffByIdOrLogin, storeByIdOrName } from "../data/traces.ts";
import type { Env } from "../env.ts";
import type { ApiContext } from "../http/context.ts";
import { scanCoupon } from "../http/coupon-code.ts";
import { networkOf } from "../http/network.ts";
import { networkMark } from "../http/network-mark.ts";
import { type ProblemReply, problem } from "../http/problem.ts";
import { mobileNumber, phoneLookup } from "../phones/number.ts";
import { phoneEndOf } from "../residents/phone-end.ts";

/** Whom a story begins with: an id, and what people call it. */
export interface Started {
  readonly id: string;
  readonly name: string;
}

const NETWORK_ID = /^[0-9a-f]{32}$/;
const COUPON_ID = /^([0-9a-hjkmnp-tv-z]{12})-(\d{1,9})$/;

type Begin = (c: Context<ApiContext>, value: string) => Promise<Result<Started, ProblemReply>>;

/**
 * Finds whom a story is to begin with, within the caller's region (WHO-1): whoever isn't there, or only elsewhere, is not
 * found. Errors are the reply to give.
 */
const BEGINS: { readonly [K in TraceStart]: Begin } = {
  resident: async (c, value) => {
    const { regionId } = c.get("staff");
    const db = databaseOf(c.env, null);
    const phone = mobileNumber(value);
    const id = ENTITY_ID.test(value)
      ? value
      : phone && (await findResidentByPhone(db, phoneLookup(c.env, phone)));
    const links = id ? await walletLinksInRegion(databaseOf(c.env, regionId), regionId, id) : [];
    const [link] = links;
    if (!link) return err(problem(c, "not-found"));
    return ok({ id: link.residentId, name: await phoneEndOf(c.env, link.residentId as ResidentId) });
  },
  staff: async (c, value) => {
    const { regionId } = c.get("staff");
    const found = await staffByIdOrLogin(databaseOf(c.env, regionId), regionId, value);
    return found ? ok(found) : err(problem(c, "not-found"));
  },
  coupon: async (c, value) => {
    const { regionId, staffId } = c.get("staff");
    const [, programmeId, serial] = COUPON_ID.exec(value) ?? [];
    if (programmeId !== undefined && serial !== undefined) {
      const row = await findCoupon(databaseOf(c.env, regionId), regionId, programmeId, Number(serial));
      return row ? ok({ id: value, name: value }) : err(problem(c, "coupon-not-found"));
    }
    const scanned = await scanCoupon(c, value, {
      id: staffId,
      misses: "guess:account",
      staffOf: regionId,
      guesser: { staffId },
    });
    if (!scanned.ok) return scanned;
    const { coupon, programmeId: own } = scanned.value.view;
    if (!coupon) return err(problem(c, "coupon-not-found"));
    const id = `${own}-${coupon.serial}`;
    return ok({ id, name: id });
  },
  store: async (c, value) => {
    const { regionId } = c.get("staff");
    const found = await storeByIdOrName(databaseOf(c.env, regionId), regionId, value);
    return found ? ok(found) : err(problem(c, "store-not-found"));
  },
  // Whether a network was ever seen here its story says.
  network: async (c, value) => {
    if (NETWORK_ID.test(value)) return ok({ id: value, name: "" });
    const { id, shown } = networkMark(c.env, networkOf(value.normalize("NFKC").toLowerCase()));
    return ok({ id, name: shown });
  },
};

/** See {@link BEGINS}. */
export function beginTrace(
  c: Context<ApiContext>,
  kind: TraceStart,
  value: string,
): Promise<Result<Started, ProblemReply>> {
  return BEGINS[kind](c, value);
}

/** What a story reads by, of whoever it was opened about. Null where that isn't in the region any more. */
export async function traceSubject(
  env: Env,
  regionId: RegionId,
  { kind, id }: { readonly kind: TraceStart; readonly id: string },
): Promise<TraceSubject | null> {
  const subject = { regionId, kind, id, actors: [], issueId: null };
  const db = databaseOf(env, regionId);
  if (kind === "resident") {
    const links = await walletLinksInRegion(db, regionId, id);
    return links.length === 0 ? null : { ...subject, actors: links.map(({ actor }) => actor) };
  }
  if (kind !== "coupon") return subject;
  const [programmeId = "", serial = ""] = id.split("-");
  const row = await findCoupon(db, regionId, programmeId, Number(serial));
  return row && { ...subject, actors: [row.actor], issueId: row.issueId };
}

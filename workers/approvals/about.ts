import type { Context } from "hono";
import type { FreezeRequest } from "../../schema/api/coupons.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import { fileName } from "../api/payout-bodies.ts";
import { databaseOf } from "../data/database.ts";
import { findCoupon } from "../data/issues.ts";
import { organisationsByIds } from "../data/organisations.ts";
import { findPayout } from "../data/payouts.ts";
import { walletLinksInRegion } from "../data/residents.ts";
import type { ApiContext } from "../http/context.ts";
import { ownProgramme } from "../http/own-programme.ts";
import type { About } from "./four-eyes.ts";

/** Money of a fund: a deposit, or a share of one or two issuers. Null where the route will turn it away. */
export async function aboutFund(
  c: Context<ApiContext>,
  body: { readonly amountYen: number; readonly note?: string | undefined },
  issuers: readonly OrganisationId[] = [],
): Promise<About | null> {
  const programme = await ownProgramme(c, c.req.param("id") ?? "");
  if (!programme || programme.state === "settled") return null;
  const { regionId } = c.get("staff");
  const names = await organisationsByIds(databaseOf(c.env, regionId), regionId, [...issuers]);
  if (names.size < new Set(issuers).size) return null;
  return {
    programmeId: programme.id,
    subject: { kind: "programme", id: programme.id },
    about: issuers.map((id) => names.get(id)?.name ?? "").join(" → "),
    amountYen: body.amountYen,
    reason: body.note ?? null,
  };
}

/** A file of transfers that the bank has taken. */
export async function aboutPayout(c: Context<ApiContext>): Promise<About | null> {
  const { regionId } = c.get("staff");
  const row = await findPayout(databaseOf(c.env, regionId), regionId, c.req.param("id") ?? "");
  if (!row) return null;
  return {
    programmeId: row.programmeId,
    subject: { kind: "payout", id: row.id },
    about: fileName(row),
    amountYen: row.sumYen,
    reason: null,
  };
}

/** A coupon or a resident that is to be let go again; stopping needs nobody else. */
export async function aboutUnfreeze(c: Context<ApiContext>, body: FreezeRequest): Promise<About | null> {
  if (body.frozen) return null;
  const { regionId } = c.get("staff");
  const db = databaseOf(c.env, regionId);
  const about = { about: "", amountYen: null, reason: body.reason };
  if (body.kind === "coupon") {
    const [programmeId = "", serial = ""] = body.couponId.split("-");
    const row = await findCoupon(db, regionId, programmeId, Number(serial));
    return row && { ...about, programmeId, subject: { kind: "coupon", id: body.couponId } };
  }
  const links = await walletLinksInRegion(db, regionId, body.residentId);
  if (links.length === 0) return null;
  return { ...about, programmeId: null, subject: { kind: "resident", id: body.residentId } };
}

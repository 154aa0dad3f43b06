import type { Context } from "hono";
import type { FreezeRequest } from "../../schema/api/coupons.ts";
import type { SuspensionRequest } from "../../schema/api/stores.ts";
import type { OrganisationId } from "../../schema/ids.ts";
import { manages } from "../api/managed-staff.ts";
import { fileName } from "../api/payout-bodies.ts";
import { databaseOf } from "../data/database.ts";
import { findGrant } from "../data/grants.ts";
import { findCoupon } from "../data/issues.ts";
import { findOrganisation, organisationsByIds } from "../data/organisations.ts";
import { findPayout } from "../data/payouts.ts";
import { walletLinksInRegion } from "../data/residents.ts";
import { staffOfRegion } from "../data/staff-accounts.ts";
import { findStore } from "../data/stores.ts";
import { callerCan } from "../http/caller.ts";
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

/** A grant to many wallets, once it is known how many. */
export async function aboutGrant(c: Context<ApiContext>): Promise<About | null> {
  const { regionId } = c.get("staff");
  const row = await findGrant(databaseOf(c.env, regionId), regionId, c.req.param("id") ?? "");
  if (row?.state !== "ready") return null;
  return {
    programmeId: row.programmeId,
    subject: { kind: "grant", id: row.id },
    about: row.title,
    amountYen: row.readyYen,
    reason: null,
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

/** A store that is to take payments again (ORG-4). */
export async function aboutStore(c: Context<ApiContext>, body: SuspensionRequest): Promise<About | null> {
  if (body.suspended) return null;
  const { regionId } = c.get("staff");
  const row = await findStore(databaseOf(c.env, regionId), c.req.param("id") ?? "");
  if (row?.regionId !== regionId || row.suspendedBy !== "store") return null;
  return lifting({ kind: "store", id: row.id }, row.name, body.reason);
}

/** An organisation that is to go on. */
export async function aboutOrganisation(
  c: Context<ApiContext>,
  body: SuspensionRequest,
): Promise<About | null> {
  if (body.suspended) return null;
  const { regionId } = c.get("staff");
  const row = await findOrganisation(databaseOf(c.env, regionId), regionId, c.req.param("id") ?? "");
  if (row?.state !== "stopped") return null;
  return lifting({ kind: "organisation", id: row.id }, row.name, body.reason);
}

/** An account that is to sign in again. The accounts of an issuer's or a merchant's office are its own to answer for. */
export async function aboutStaff(
  c: Context<ApiContext>,
  body: { readonly reason: string },
): Promise<About | null> {
  const caller = c.get("staff");
  if (!callerCan(caller, "approval.read")) return null;
  const row = await staffOfRegion(
    databaseOf(c.env, caller.regionId),
    caller.regionId,
    c.req.param("id") ?? "",
  );
  if (row?.state !== "stopped" || !manages(caller, row)) return null;
  return lifting({ kind: "staff", id: row.id }, row.name, body.reason);
}

function lifting(subject: About["subject"], about: string, reason: string): About {
  return { programmeId: null, subject, about, amountYen: null, reason };
}

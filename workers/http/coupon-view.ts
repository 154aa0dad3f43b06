import type { CouponViewBody } from "../../schema/api/coupons.ts";
import type { BalanceView } from "../../schema/commands.ts";
import { INSPECT_HANDLE_MS } from "../../schema/limits.ts";
import type { Yen } from "../../schema/money.ts";
import { databaseOf } from "../data/database.ts";
import { findOrganisation } from "../data/organisations.ts";
import { type ProgrammeFacts, payFaceOf } from "../data/programmes.ts";
import type { Env } from "../env.ts";
import { programmeFacts } from "./facts.ts";
import { sealHandle } from "./handles.ts";

/** A coupon as anybody with the sheet may see it (B4). `codeEnd` is the last four digits, or empty where unknown. */
export async function couponView(
  env: Env,
  view: BalanceView,
  programme: ProgrammeFacts,
  codeEnd: string,
  nowMs: number,
): Promise<CouponViewBody> {
  const { coupon } = view;
  if (!coupon) throw new Error("a coupon's view has no coupon");
  const into = coupon.chargedInto ? await programmeFacts(env, coupon.chargedInto) : null;
  return {
    pay: payFaceOf(programme, nowMs),
    state: view.state,
    frozen: view.frozen,
    spendableYen: view.spendableYen,
    faceYen: coupon.faceYen,
    paidYen: coupon.paidYen,
    expiresOn: coupon.expiresOn,
    notBeforeOn: coupon.notBeforeOn,
    lots: view.lots.map(({ remainingYen, expiresOn, expired }) => ({ remainingYen, expiresOn, expired })),
    codeEnd,
    chargedInto: into?.payName ?? null,
    serverNowMs: nowMs,
  };
}

/** The same with what a command needs: issuer, id tail, and a handle good for 15 minutes in this session (OPR-7). */
export async function heldCouponView(
  env: Env,
  view: BalanceView,
  programme: ProgrammeFacts,
  codeEnd: string,
  sessionId: string,
  nowMs: number,
) {
  const { coupon } = view;
  if (!coupon) throw new Error("a coupon's view has no coupon");
  const handleExpiresAtMs = nowMs + INSPECT_HANDLE_MS;
  const [shown, issuer, handle] = await Promise.all([
    couponView(env, view, programme, codeEnd, nowMs),
    findOrganisation(databaseOf(env, view.regionId), view.regionId, coupon.issuerId),
    sealHandle(env, {
      actorClass: "coupon",
      actor: view.actor,
      programmeId: view.programmeId,
      regionId: view.regionId,
      purpose: "inspect",
      sessionId,
      expiresAtMs: handleExpiresAtMs,
    }),
  ]);
  return { ...shown, issuerName: issuer?.name ?? "", idTail: view.idTail, handle, handleExpiresAtMs };
}

/** What a charge would move: the whole live remainder (CHG-1). */
export function chargeableYen(view: BalanceView): Yen {
  return view.lots.reduce((sum, lot) => sum + (lot.expired ? 0 : lot.remainingYen), 0) as Yen;
}

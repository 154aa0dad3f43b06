import type { HolderReply } from "../../../schema/api/holders.ts";

type CouponReply = Extract<HolderReply, { kind: "coupon" }>;
type ResidentReply = Extract<HolderReply, { kind: "resident" }>;

/** What answers and actions are chosen by: how one balance stands, whoever holds it. */
export interface HolderState {
  readonly kind: "coupon" | "wallet";
  /** A coupon's word; a wallet is always `live`. */
  readonly state: CouponReply["coupon"]["state"];
  readonly frozen: boolean;
  /** Of a coupon: how its issue stands; a wallet has none. */
  readonly issueState: CouponReply["issue"]["state"] | null;
  readonly spendableYen: number;
  /** The earliest date of what can be spent, else the coupon's own. */
  readonly expiresOn: string | null;
  /** What lies in lots that have expired. */
  readonly expiredYen: number;
  readonly notBeforeOn: string | null;
  readonly chargedInto: string | null;
  /** The last day an extension may name (CAL-2). */
  readonly programmeEndsOn: string;
}

const sumOf = (lots: readonly { readonly remainingYen: number }[]) =>
  lots.reduce((sum, lot) => sum + lot.remainingYen, 0);

/** How a coupon stands. */
export function couponState(reply: CouponReply): HolderState {
  const { coupon, issue, programmeEndsOn } = reply;
  const live = coupon.lots.filter((lot) => !lot.expired).map((lot) => lot.expiresOn);
  return {
    kind: "coupon",
    state: coupon.state,
    frozen: coupon.frozen,
    issueState: issue.state,
    spendableYen: coupon.spendableYen,
    expiresOn: live.sort()[0] ?? coupon.expiresOn,
    expiredYen: sumOf(coupon.lots.filter((lot) => lot.expired)),
    notBeforeOn: coupon.notBeforeOn,
    chargedInto: coupon.chargedInto,
    programmeEndsOn,
  };
}

/** How a resident's wallet in one programme stands. */
export function walletState(wallet: ResidentReply["wallets"][number]): HolderState {
  const live = wallet.lots.filter((lot) => !lot.expired).map((lot) => lot.expiresOn);
  return {
    kind: "wallet",
    state: "live",
    frozen: wallet.frozen,
    issueState: null,
    spendableYen: wallet.spendableYen,
    expiresOn: live.sort()[0] ?? null,
    expiredYen: sumOf(wallet.lots.filter((lot) => lot.expired)),
    notBeforeOn: null,
    chargedInto: null,
    programmeEndsOn: wallet.programmeEndsOn,
  };
}

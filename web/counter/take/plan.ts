import { MAX_AMOUNT_YEN, proposeSplit, type Yen } from "../../../schema/money.ts";

/** Why part of a till price is not taken from the coupon. */
export type CashReason = "short" | "unit" | "limit";

/** What one till price means for one coupon (S2). */
export type TakePlan =
  | { readonly kind: "none" }
  /** The price is above what any payment may be. */
  | { readonly kind: "too-large" }
  /** Less than one unit can be used: all of it is paid otherwise. */
  | { readonly kind: "too-small" }
  | {
      readonly kind: "take";
      readonly part: Yen;
      readonly cash: Yen;
      /** Undefined where nothing is left to pay otherwise. */
      readonly cashReason: CashReason | undefined;
      /** Yen on the coupon afterwards. */
      readonly leftYen: number;
    };

/** What a coupon allows. Yen. */
export interface CouponTerms {
  readonly spendableYen: number;
  readonly unitYen: number;
  /** The most one payment may be. */
  readonly payLimitYen: number;
}

/** Splits the price typed at the till into the coupon's part and the rest in cash, and says why there is a rest (S2). */
export function planTake(priceYen: number, terms: CouponTerms): TakePlan {
  if (priceYen <= 0) return { kind: "none" };
  if (priceYen > MAX_AMOUNT_YEN) return { kind: "too-large" };
  const usable = Math.min(terms.spendableYen, terms.payLimitYen);
  const { part, cash } = proposeSplit(priceYen as Yen, usable as Yen, terms.unitYen as Yen);
  if (part === 0) return { kind: "too-small" };
  return {
    kind: "take",
    part,
    cash,
    cashReason: cash === 0 ? undefined : reasonFor(priceYen, terms),
    leftYen: terms.spendableYen - part,
  };
}

/** The most a coupon can pay at once: what 「残りを全部使う」 takes. */
export function mostOf(terms: CouponTerms): number {
  const usable = Math.min(terms.spendableYen, terms.payLimitYen);
  return usable - (usable % terms.unitYen);
}

function reasonFor(priceYen: number, terms: CouponTerms): CashReason {
  if (priceYen > terms.payLimitYen && terms.spendableYen > terms.payLimitYen) return "limit";
  return priceYen > terms.spendableYen ? "short" : "unit";
}

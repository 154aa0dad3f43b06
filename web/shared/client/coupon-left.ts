import type { CouponViewBody } from "../../../schema/api/coupons.ts";
import { sumYen, type Yen } from "../../../schema/money.ts";

/**
 * What is on a sheet and has not expired, whether or not it may be spent now. A sheet that is frozen, or not handed over
 * yet, still holds its yen: people must not read 0 there.
 */
export function couponLeftYen(coupon: Pick<CouponViewBody, "lots">): Yen {
  return sumYen(coupon.lots.map((lot) => (lot.expired ? 0 : lot.remainingYen)));
}

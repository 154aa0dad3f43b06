import type { OperationId } from "../../../schema/ids.ts";

/** Yen that end on one date. */
interface Lot {
  readonly expiresOn: string;
  yen: number;
}

/** A coupon on paper, or a resident's wallet. */
export interface Holder {
  readonly medium: "paper" | "app";
  readonly name: string;
  /** Oldest first. */
  readonly lots: Lot[];
}
export interface Coupon extends Holder {
  readonly couponId: string;
  readonly code: string;
  /** Handed over, and not cancelled since. */
  inHand: boolean;
  cancelled: boolean;
}

export interface Payment {
  readonly holder: Holder;
  readonly store: string;
  readonly date: string;
  readonly amountYen: number;
  readonly balanceAfterYen: number;
  /** In the order in which it was taken. */
  readonly taken: readonly { readonly lot: Lot; yen: number }[];
  reversedYen: number;
  /** What the system answered. */
  made?: { readonly operationId: OperationId; readonly handle: string };
}

/** What one store did on one date. */
export interface StoreDay {
  payments: number;
  paidYen: number;
  reversals: number;
  reversedYen: number;
}
export const nothing = (): StoreDay => ({ payments: 0, paidYen: 0, reversals: 0, reversedYen: 0 });

/** The live yen of a holder on a date. */
export function liveYen(holder: Holder, date: string): number {
  return sum(holder.lots.filter((lot) => lot.expiresOn >= date).map((lot) => lot.yen));
}
export const sum = (amounts: readonly number[]) => amounts.reduce((total, each) => total + each, 0);

/**
 * The month's books as the test keeps them, in plain maps and by the rules' words alone: nothing of the product's own
 * reckoning is used.
 */
export class OwnBooks {
  readonly coupons: Coupon[] = [];
  readonly wallets: Holder[] = [];
  readonly payments: Payment[] = [];
  /** Date → store → what it did. */
  readonly days = new Map<string, Map<string, StoreDay>>();
  /** Yen returned to the funder, by the date on which it had expired. */
  readonly returned = new Map<string, number>();
  readonly fund = {
    depositedYen: 0,
    allottedYen: 0,
    issuedYen: 0,
    cancelledYen: 0,
    paidOutYen: 0,
    feesYen: 0,
  };

  /** PAY-1: earliest expiry first, then the oldest. */
  pay(holder: Holder, store: string, amountYen: number, date: string): Payment {
    const live = holder.lots.filter((lot) => lot.expiresOn >= date && lot.yen > 0);
    const order = [...live].sort((a, b) => a.expiresOn.localeCompare(b.expiresOn));
    const taken: { lot: Lot; yen: number }[] = [];
    let open = amountYen;
    for (const lot of order) {
      const yen = Math.min(open, lot.yen);
      if (yen === 0) break;
      lot.yen -= yen;
      open -= yen;
      taken.push({ lot, yen });
    }
    if (open > 0) throw new RangeError(`${holder.name} has not got ${amountYen} yen`);
    const balanceAfterYen = liveYen(holder, date);
    const payment = { holder, store, date, amountYen, balanceAfterYen, taken, reversedYen: 0 };
    this.payments.push(payment);
    const at = this.#storeDay(date, store);
    at.payments += 1;
    at.paidYen += amountYen;
    return payment;
  }

  /** REV-3: back into the lots it came from, the last first; what of it has expired; REV-5 for a cancelled coupon. */
  reverse(
    payment: Payment,
    amountYen: number,
    date: string,
  ): { expiredYen: number; balanceAfterYen: number } {
    let open = amountYen;
    let expiredYen = 0;
    const cancelled = (payment.holder as Coupon).cancelled === true;
    for (const part of [...payment.taken].reverse()) {
      const yen = Math.min(open, part.yen);
      part.yen -= yen;
      open -= yen;
      const expired = part.lot.expiresOn < date;
      if (expired) expiredYen += yen;
      if (cancelled && !expired) this.#backToIssuer(yen);
      else part.lot.yen += yen;
    }
    if (open > 0) throw new RangeError("more than was paid");
    payment.reversedYen += amountYen;
    const at = this.#storeDay(date, payment.store);
    at.reversals += 1;
    at.reversedYen += amountYen;
    return { expiredYen, balanceAfterYen: liveYen(payment.holder, date) };
  }

  issue(
    made: Pick<Coupon, "name" | "couponId" | "code" | "inHand">,
    faceYen: number,
    expiresOn: string,
  ): Coupon {
    const coupon: Coupon = {
      ...made,
      medium: "paper",
      cancelled: false,
      lots: [{ expiresOn, yen: faceYen }],
    };
    this.coupons.push(coupon);
    this.fund.issuedYen += faceYen;
    this.fund.allottedYen -= faceYen;
    return coupon;
  }

  /** FND-4, FND-6: what is live goes back to the issuer. */
  cancel(coupon: Coupon, date: string): number {
    const yen = liveYen(coupon, date);
    for (const lot of coupon.lots) if (lot.expiresOn >= date) lot.yen = 0;
    coupon.cancelled = true;
    coupon.inHand = false;
    this.#backToIssuer(yen);
    return yen;
  }

  /** CHG-1: the whole live remainder, with its expiry. */
  charge(coupon: Coupon, wallet: Holder, date: string): number {
    let yen = 0;
    for (const lot of coupon.lots) {
      if (lot.expiresOn < date) continue;
      wallet.lots.push({ ...lot });
      yen += lot.yen;
      lot.yen = 0;
    }
    return yen;
  }

  /** What expired before `date`, by the date on which it ended (EXP-1). */
  expiredBefore(date: string): Map<string, number> {
    const buckets = new Map<string, number>();
    for (const { lots } of [...this.coupons, ...this.wallets])
      for (const { expiresOn, yen } of lots)
        if (expiresOn < date) buckets.set(expiresOn, (buckets.get(expiresOn) ?? 0) + yen);
    return buckets;
  }

  /** Of each store that did anything between two dates, what. */
  between(from: string, to: string): Map<string, StoreDay> {
    const stores = new Map<string, StoreDay>();
    for (const [date, each] of this.days)
      if (date >= from && date <= to)
        for (const [store, did] of each) {
          const at = stores.get(store) ?? nothing();
          at.payments += did.payments;
          at.paidYen += did.paidYen;
          at.reversals += did.reversals;
          at.reversedYen += did.reversedYen;
          stores.set(store, at);
        }
    return stores;
  }

  /** The programme's figures on a date (AUD-2), and the fund's accounts (FND-1). */
  figures(date: string) {
    const all = [...this.between("", "9999-12-31").values()];
    const reversedYen = sum(all.map((each) => each.reversedYen));
    const { issuedYen, cancelledYen } = this.fund;
    return {
      issuedYen,
      cancelledYen,
      payments: sum(all.map((each) => each.payments)),
      reversedYen,
      paidYen: sum(all.map((each) => each.paidYen)) - reversedYen,
      expiredYen: sum([...this.expiredBefore(date).values()]),
      liveYen: sum([...this.coupons, ...this.wallets].map((holder) => liveYen(holder, date))),
    };
  }

  #backToIssuer(yen: number): void {
    this.fund.cancelledYen += yen;
    this.fund.allottedYen += yen;
  }

  #storeDay(date: string, store: string): StoreDay {
    const stores = this.days.get(date) ?? new Map<string, StoreDay>();
    this.days.set(date, stores);
    const at = stores.get(store) ?? nothing();
    stores.set(store, at);
    return at;
  }
}

import { proposeSplit, type Yen } from "../../schema/money.ts";

/** What a price at the till means for one balance (S2). Amounts in yen; `cash` is what is paid otherwise. */
export type AmountAdvice =
  | { readonly kind: "empty" }
  /** `part` is paid; with `cash` above zero the rest is paid otherwise. */
  | { readonly kind: "pay"; readonly part: Yen; readonly cash: Yen; readonly afterYen: Yen }
  /** Above the balance: nothing goes on until the payer takes `part` on purpose. */
  | { readonly kind: "over-balance"; readonly shortYen: Yen; readonly part: Yen; readonly cash: Yen }
  /** The price is below one unit. */
  | { readonly kind: "below-unit" }
  | { readonly kind: "over-limit" };

/**
 * Judges a typed price: how much of it this balance pays in steps of the programme's unit.
 * @param limitYen the most one payment may be
 */
export function amountAdvice(price: Yen, spendable: Yen, unit: Yen, limitYen: Yen): AmountAdvice {
  if (price === 0) return { kind: "empty" };
  if (price < unit) return { kind: "below-unit" };
  const { part, cash } = proposeSplit(price, spendable, unit);
  const wanted = price - (price % unit);
  if (wanted > spendable) return { kind: "over-balance", shortYen: (wanted - spendable) as Yen, part, cash };
  if (part > limitYen) return { kind: "over-limit" };
  return { kind: "pay", part, cash, afterYen: (spendable - part) as Yen };
}

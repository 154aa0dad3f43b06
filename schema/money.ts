import { err, ok, type Result } from "./result.ts";

/** Whole yen, a safe integer of zero or more (MON-1). One unit of any programme is one yen. */
export type Yen = number & { readonly __brand: "Yen" };

/** No single amount in the system is above this: 9,999,999,999 yen, what a 総合振込 line can carry. */
export const MAX_AMOUNT_YEN = 9_999_999_999;

/** Why a number is not an amount of yen. */
export type YenError = "not-a-number" | "fraction" | "negative" | "too-large";

/** Reads a number as yen: whole, not negative, at most `MAX_AMOUNT_YEN` (MON-1). */
export function parseYen(value: unknown): Result<Yen, YenError> {
  if (typeof value !== "number" || Number.isNaN(value)) return err("not-a-number");
  if (value < 0) return err("negative");
  if (value > MAX_AMOUNT_YEN) return err("too-large");
  if (!Number.isSafeInteger(value)) return err("fraction");
  return ok(value as Yen);
}

/** A literal that the programmer vouches for; throws on anything that is not yen, because that is a bug. */
export function yen(value: number): Yen {
  const parsed = parseYen(value);
  if (!parsed.ok) throw new RangeError(`not an amount of yen (${parsed.error}): ${value}`);
  return parsed.value;
}

export const ZERO_YEN = yen(0);

/** Adds amounts up; throws when the sum leaves the safe integers, which no funded programme can reach. */
export function sumYen(amounts: Iterable<number>): Yen {
  let total = 0;
  for (const amount of amounts) total += amount;
  if (!Number.isSafeInteger(total) || total < 0) throw new RangeError(`sum out of range: ${total}`);
  return total as Yen;
}

/** Whether an amount is a multiple of the programme's unit (MON-2). */
export function onUnit(amount: Yen, unit: Yen): boolean {
  return unit > 0 && amount % unit === 0;
}

/**
 * Splits a till price into the part the balance can pay and the rest in cash (S2):
 * the largest multiple of `unit` that is neither above the price nor above what is spendable.
 */
export function proposeSplit(
  price: Yen,
  spendable: Yen,
  unit: Yen,
): { readonly part: Yen; readonly cash: Yen } {
  const reachable = Math.min(price, spendable);
  const part = (reachable - (reachable % unit)) as Yen;
  return { part, cash: (price - part) as Yen };
}

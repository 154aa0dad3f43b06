import "./no-eval.ts";
import * as z from "zod";

/** The least and the most that a threshold may be. */
type Bounds = readonly [least: number, most: number];

/** Every threshold with its bounds, by rule: one place for the contract and for the designer's fields. */
export const SIGNAL_BOUNDS = {
  guesses: { perHour: [1, 1_000] },
  quickSpending: { withinMinutes: [1, 240], count: [1, 1_000], sharePercent: [1, 100] },
  overCapacity: { percent: [1, 1_000] },
  swappedTills: { fellPercent: [30, 100], leastPayments: [1, 1_000] },
  walletVelocity: { withinMinutes: [1, 240], payments: [2, 50], yen: [1, 10_000_000] },
  clerkVoids: { count: [1, 1_000], sharePercent: [1, 100], lateMinutes: [1, 1_440], lateCount: [1, 1_000] },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Bounds>>>>;

const within = ([least, most]: Bounds) => z.int().min(least).max(most);
const { guesses, quickSpending, overCapacity, swappedTills, walletVelocity, clerkVoids } = SIGNAL_BOUNDS;

/**
 * From what on something looks like fraud (FRD-1 to FRD-6), as part of a programme's design (PRG-1). `null` switches a rule
 * off. A signal decides nothing: it puts a case before a person.
 */
export const signalsSchema = z.object({
  /** Codes with right check digits that nobody was ever given, in one hour by one store, account or network. */
  guesses: z.object({ perHour: within(guesses.perHour) }).nullable(),
  /** Coupons of one issuer spent at one store so soon after their hand-over, in one day. */
  quickSpending: z
    .object({
      withinMinutes: within(quickSpending.withinMinutes),
      count: within(quickSpending.count),
      /** Of all coupons that the store took that day. */
      sharePercent: within(quickSpending.sharePercent),
    })
    .nullable(),
  /** Guests issued for on one day, beyond this share of what the branch can take in. */
  overCapacity: z.object({ percent: within(overCapacity.percent) }).nullable(),
  /** A store that usually has so many payments by app a day lost this share of them while a neighbour gained them. */
  swappedTills: z
    .object({
      fellPercent: within(swappedTills.fellPercent),
      leastPayments: within(swappedTills.leastPayments),
    })
    .nullable(),
  /** Payments, or yen, of one wallet within minutes. */
  walletVelocity: z
    .object({
      withinMinutes: within(walletVelocity.withinMinutes),
      payments: within(walletVelocity.payments),
      yen: within(walletVelocity.yen),
    })
    .nullable(),
  /** Voids by one member of staff on one day: many and a large share of what they took, or late ones. */
  clerkVoids: z
    .object({
      count: within(clerkVoids.count),
      sharePercent: within(clerkVoids.sharePercent),
      lateMinutes: within(clerkVoids.lateMinutes),
      lateCount: within(clerkVoids.lateCount),
    })
    .nullable(),
});
export type Signals = z.output<typeof signalsSchema>;

/** What a programme is watched by where nobody chose otherwise. */
export const SIGNAL_DEFAULTS = {
  guesses: { perHour: 5 },
  quickSpending: { withinMinutes: 10, count: 10, sharePercent: 50 },
  overCapacity: { percent: 100 },
  swappedTills: { fellPercent: 80, leastPayments: 10 },
  walletVelocity: { withinMinutes: 10, payments: 8, yen: 50_000 },
  clerkVoids: { count: 5, sharePercent: 20, lateMinutes: 15, lateCount: 3 },
} satisfies Signals;

/** A design's thresholds, whole: what a version from before a rule existed doesn't say is the default. */
export function signalsOf(stored: Partial<Signals> | undefined): Signals {
  return { ...SIGNAL_DEFAULTS, ...stored };
}

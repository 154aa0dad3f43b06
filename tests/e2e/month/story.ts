import type { StoreName } from "./people.ts";

/** What happens in the month beside its ordinary traffic, by date. */
interface Told {
  readonly date: string;
  readonly store: StoreName;
  readonly yen: number;
}

/** Payments at the stores with a story. No other payments, voids or refunds happen there. */
export const TOLD_PAYMENTS: readonly Told[] = [
  { date: "2027-04-22", store: "だんご 月見", yen: 480 },
  { date: "2027-04-23", store: "港商店 北店", yen: 6_000 },
  { date: "2027-04-25", store: "花の店", yen: 4_000 },
  { date: "2027-04-26", store: "花の店", yen: 4_500 },
  { date: "2027-04-27", store: "だんご 月見", yen: 390 },
  { date: "2027-04-28", store: "花の店", yen: 3_500 },
  { date: "2027-04-29", store: "土産 さざなみ", yen: 3_000 },
  { date: "2027-05-03", store: "だんご 月見", yen: 900 },
  { date: "2027-05-03", store: "港商店 北店", yen: 500 },
  { date: "2027-05-04", store: "花の店", yen: 1_500 },
  { date: "2027-05-10", store: "土産 さざなみ", yen: 5_000 },
  { date: "2027-05-11", store: "だんご 月見", yen: 1_200 },
  { date: "2027-05-17", store: "花の店", yen: 6_000 },
  { date: "2027-05-18", store: "花の店", yen: 5_000 },
];

/**
 * Refunds of those payments, all after they were paid out (REV-1): `of` is the payment's date. The first three are more than
 * 花の店 takes until the next closing; what 北店 owes is covered by its sisters; 土産 takes nothing any more.
 */
export const TOLD_REFUNDS: readonly (Told & { readonly of: string })[] = [
  { date: "2027-05-14", store: "花の店", yen: 4_000, of: "2027-04-25" },
  { date: "2027-05-14", store: "花の店", yen: 4_500, of: "2027-04-26" },
  { date: "2027-05-14", store: "花の店", yen: 500, of: "2027-04-28" },
  { date: "2027-05-14", store: "港商店 北店", yen: 4_000, of: "2027-04-23" },
  { date: "2027-05-20", store: "土産 さざなみ", yen: 2_000, of: "2027-05-10" },
];

/** Where ordinary people pay, with how many of them. */
export const ORDINARY_STORES: readonly (readonly [weight: number, store: StoreName])[] = [
  [6, "港商店 本店"],
  [3, "港商店 南店"],
  [4, "八百新 市場店"],
  [3, "八百新 駅前店"],
  [3, "浜食堂"],
  [2, "工芸館"],
];

/** From this day on 工芸館 takes nothing. */
export const SUSPENDED = { store: "工芸館", from: "2027-05-08" } as const;
/** On this date people pay shortly before midnight; on the next one it begins shortly after. */
export const NIGHT = "2027-04-30";
export const MORNING_AFTER = "2027-05-01";

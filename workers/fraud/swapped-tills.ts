import type { Signals } from "../../schema/api/signals.ts";
import type { Judged } from "./judged.ts";

/** Payments by app of a store: on the day, and over the days before it. */
export interface StoreDays {
  readonly storeId: string;
  readonly municipality: string;
  readonly today: number;
  /** Sum over the days before. */
  readonly before: number;
  /** How many days those are, days without a payment too. */
  readonly days: number;
}

/** A store has a usual day only after a week. */
const LEAST_DAYS = 7;
/** Two stores have changed places where each has what the other usually has, give or take this share. */
const ALIKE_PERCENT = 25;
/** Only where one usually has this many times as much as the other can a change of places be seen. */
const APART_FACTOR = 2;

/** Which store lost, which gained, and how it looks. */
export interface SwappedPair {
  readonly lostId: string;
  readonly gainedId: string;
  readonly judged: Judged;
}

/**
 * FRD-4: somebody may have put one store's QR over another's. On a day that is over, a store that usually has many payments
 * by app has next to none while a neighbour in the same municipality gained at least half of what it lost; or the two have
 * just what the other usually has. Each store that lost is paired with the neighbour whose gain comes closest. Money goes
 * to the wrong shop, so every one is serious. Whole numbers throughout: a mean is compared as sum × days. Pure.
 *
 * @param atMs the end of the day, as the time of the evidence
 */
export function judgeSwappedTills(
  stores: readonly StoreDays[],
  rule: NonNullable<Signals["swappedTills"]>,
  atMs: number,
): readonly SwappedPair[] {
  const usual = stores.filter(({ days }) => days >= LEAST_DAYS);
  const found: SwappedPair[] = [];
  for (const town of Map.groupBy(usual, (store) => store.municipality).values()) {
    for (const lost of town) {
      if (lost.before < rule.leastPayments * lost.days) continue;
      const partners = town
        .filter((gained) => gained !== lost && (starved(lost, gained, rule) || exchanged(lost, gained)))
        .toSorted((a, b) => gap(lost, a) - gap(lost, b) || (a.storeId < b.storeId ? -1 : 1));
      const gained = partners[0];
      if (gained)
        found.push({
          lostId: lost.storeId,
          gainedId: gained.storeId,
          judged: judgedPair(lost, gained, exchanged(lost, gained), atMs),
        });
    }
  }
  return found;
}

function starved(lost: StoreDays, gained: StoreDays, rule: NonNullable<Signals["swappedTills"]>): boolean {
  const fell = lost.today * lost.days * 100 <= lost.before * (100 - rule.fellPercent);
  // today(gained) − mean(gained) ≥ (mean(lost) − today(lost)) / 2, times both numbers of days.
  const gain = (gained.today * gained.days - gained.before) * lost.days;
  const loss = (lost.before - lost.today * lost.days) * gained.days;
  return fell && gain * 2 >= loss;
}

function exchanged(lost: StoreDays, gained: StoreDays): boolean {
  return (
    lost.before * gained.days >= APART_FACTOR * gained.before * lost.days &&
    gained.before > 0 &&
    isAbout(lost.today, gained) &&
    isAbout(gained.today, lost)
  );
}

/** Whether a day's number is about what a store usually has. */
function isAbout(today: number, store: StoreDays): boolean {
  return Math.abs(today * store.days - store.before) * 100 <= store.before * ALIKE_PERCENT;
}

/** How far one's gain is from the other's loss; only for choosing between partners. */
function gap(lost: StoreDays, gained: StoreDays): number {
  return Math.abs(
    (gained.today * gained.days - gained.before) * lost.days -
      (lost.before - lost.today * lost.days) * gained.days,
  );
}

function judgedPair(lost: StoreDays, gained: StoreDays, both: boolean, atMs: number): Judged {
  const tenths = (store: StoreDays) => Math.round((store.before * 10) / store.days);
  return {
    weight: 1,
    level: "serious",
    measures: {
      lostToday: lost.today,
      lostUsualTenths: tenths(lost),
      gainedToday: gained.today,
      gainedUsualTenths: tenths(gained),
      exchanged: both ? 1 : 0,
    },
    evidence: [lost, gained].map((store) => ({
      key: `store-day:${store.storeId}`,
      kind: "store-day",
      atMs,
      facts: { storeId: store.storeId, count: store.today, usualTenths: tenths(store) },
    })),
  };
}

import type { Signals } from "../../schema/api/signals.ts";
import { addDays, type BusinessDate, endExclusiveMs, startOfDayMs } from "../../schema/calendar.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";
import type { Finding } from "../data/cases.ts";
import {
  type BranchDay,
  branchDays,
  issuesOfDay,
  paperPayments,
  type Span,
  storeDays,
  type TouchedWallet,
  tillDeeds,
  walletPayments,
} from "../data/fraud-reading.ts";
import { type ProgrammeSignals, signalsInForce } from "../data/fraud-thresholds.ts";
import { judgeVoids } from "./clerk-voids.ts";
import { judgeCapacity } from "./over-capacity.ts";
import { judgeQuickSpending } from "./quick-spending.ts";
import { findingOf } from "./record.ts";
import { judgeSwappedTills } from "./swapped-tills.ts";
import { judgeVelocity } from "./wallet-velocity.ts";

/** Days before a day that say what a store usually has. */
const USUAL_DAYS = 28;

/** A place in a region's programme. */
export interface Place {
  readonly regionId: RegionId;
  readonly programmeId: ProgrammeId;
}

/** The span of a business date. */
export function dayOf(date: BusinessDate): Span {
  return { fromMs: startOfDayMs(date), beforeMs: endExclusiveMs(date) };
}

/** Holds what was touched against the rules of its programme, each question within one region and programme (WHO-1). */
export class Lookout {
  readonly #db: D1Database;
  readonly #nowMs: number;
  readonly #regions = new Map<RegionId, Promise<ReadonlyMap<ProgrammeId, ProgrammeSignals>>>();

  constructor(db: D1Database, nowMs: number) {
    this.#db = db;
    this.#nowMs = nowMs;
  }

  /** The thresholds of a region's programmes, read once. */
  programmesOf(regionId: RegionId): Promise<ReadonlyMap<ProgrammeId, ProgrammeSignals>> {
    const known = this.#regions.get(regionId) ?? signalsInForce(this.#db, regionId, this.#nowMs);
    this.#regions.set(regionId, known);
    return known;
  }

  async #rule<R extends keyof Signals>(place: Place, rule: R) {
    const found = (await this.programmesOf(place.regionId)).get(place.programmeId);
    const wanted = found?.signals[rule] ?? null;
    return (
      found &&
      wanted && {
        wanted: wanted as NonNullable<Signals[R]>,
        thresholds: { version: found.version, ...wanted },
      }
    );
  }

  /** FRD-2: a store's payments by paper on a day. */
  async store(place: Place, storeId: string, date: BusinessDate): Promise<readonly Finding[]> {
    const rule = await this.#rule(place, "quickSpending");
    if (!rule) return [];
    const payments = await paperPayments(this.#db, place, storeId, dayOf(date));
    return [...judgeQuickSpending(payments, rule.wanted)].map(([issuerId, judged]) =>
      findingOf(place, {
        rule: "quick-spending",
        subject: { kind: "store", id: storeId },
        other: { kind: "organisation", id: issuerId },
        date,
        thresholds: rule.thresholds,
        judged,
      }),
    );
  }

  /** FRD-3: branches and days of new issues. */
  async issues(issues: readonly (Place & { readonly issueId: string })[]): Promise<readonly Finding[]> {
    const found: Finding[] = [];
    for (const day of await branchDays(this.#db, issues)) found.push(...(await this.#branch(day)));
    return found;
  }

  async #branch(day: BranchDay): Promise<readonly Finding[]> {
    const { regionId, programmeId, branchId, guestsPerDay, date } = day;
    const rule = await this.#rule(day, "overCapacity");
    if (!rule) return [];
    const judged = judgeCapacity(guestsPerDay, await issuesOfDay(this.#db, day, dayOf(date)), rule.wanted);
    if (!judged) return [];
    const subject = { kind: "organisation", id: branchId } as const;
    return [
      findingOf(
        { regionId, programmeId },
        { rule: "over-capacity", subject, date, thresholds: rule.thresholds, judged },
      ),
    ];
  }

  /** FRD-5: wallets with new payments. */
  async wallets(wallets: readonly TouchedWallet[]): Promise<readonly Finding[]> {
    const found: Finding[] = [];
    const payments = await walletPayments(this.#db, wallets);
    for (const { actor, regionId, programmeId } of wallets) {
      const own = payments.get(actor) ?? [];
      const rule = await this.#rule({ regionId, programmeId }, "walletVelocity");
      if (!rule || own.length === 0) continue;
      const subject = { kind: "resident", id: own[0]?.residentId ?? "" } as const;
      for (const [date, judged] of judgeVelocity(own, rule.wanted))
        found.push(
          findingOf(
            { regionId, programmeId },
            { rule: "wallet-velocity", subject, date, thresholds: rule.thresholds, judged },
          ),
        );
    }
    return found;
  }

  /** FRD-6: what a member of staff did at tills on a day. */
  async clerk(regionId: RegionId, staffId: string, date: BusinessDate): Promise<readonly Finding[]> {
    const found: Finding[] = [];
    for (const [programmeId, deeds] of await tillDeeds(this.#db, regionId, staffId, dayOf(date))) {
      const rule = await this.#rule({ regionId, programmeId }, "clerkVoids");
      const judged = rule && judgeVoids(deeds, rule.wanted);
      if (!rule || !judged) continue;
      const subject = { kind: "staff", id: staffId } as const;
      found.push(
        findingOf(
          { regionId, programmeId },
          { rule: "clerk-voids", subject, date, thresholds: rule.thresholds, judged },
        ),
      );
    }
    return found;
  }

  /** FRD-4: a day of a programme that is over. */
  async swaps(place: Place, date: BusinessDate): Promise<readonly Finding[]> {
    const rule = await this.#rule(place, "swappedTills");
    if (!rule) return [];
    const days = await storeDays(this.#db, place, date, addDays(date, -USUAL_DAYS));
    return judgeSwappedTills(days, rule.wanted, endExclusiveMs(date) - 1).map(
      ({ lostId, gainedId, judged }) =>
        findingOf(place, {
          rule: "swapped-tills",
          subject: { kind: "store", id: lostId },
          other: { kind: "store", id: gainedId },
          date,
          thresholds: rule.thresholds,
          judged,
        }),
    );
  }

  /** The least payments by paper of a day on which a store can have a case of FRD-2; null where the rule is off. */
  async leastPaper(place: Place): Promise<number | null> {
    return (await this.#rule(place, "quickSpending"))?.wanted.count ?? null;
  }
}

/** Distinct things by their JSON, in the order in which they first came. */
export function distinct<T>(things: readonly T[]): readonly T[] {
  return [...new Map(things.map((thing) => [JSON.stringify(thing), thing])).values()];
}

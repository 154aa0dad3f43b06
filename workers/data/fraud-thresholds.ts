import { type Signals, signalsOf } from "../../schema/api/signals.ts";
import type { ProgrammeId, RegionId } from "../../schema/ids.ts";

/** The thresholds of a programme in force, and the version that says so (PRG-1). */
export interface ProgrammeSignals {
  readonly version: number;
  readonly signals: Signals;
}

/** The thresholds of a region's programmes in force at a moment, of those in which money is still moved. */
export async function signalsInForce(
  db: D1Database,
  regionId: RegionId,
  nowMs: number,
): Promise<ReadonlyMap<ProgrammeId, ProgrammeSignals>> {
  const { results } = await db
    .prepare(
      `select v.programme_id as programmeId, v.version, v.design -> 'signals' as signals
       from programme p join programme_version v on v.programme_id = p.id and v.region_id = p.region_id
         and v.effective_from_ms = (select max(n.effective_from_ms) from programme_version n
           where n.programme_id = p.id and n.effective_from_ms <= ?2)
       where p.region_id = ?1 and p.state in ('open', 'closed') order by p.id`,
    )
    .bind(regionId, nowMs)
    .all<{ programmeId: ProgrammeId; version: number; signals: string | null }>();
  return new Map(
    results.map(({ programmeId, version, signals }) => [
      programmeId,
      { version, signals: signalsOf(signals === null ? undefined : (JSON.parse(signals) as Signals)) },
    ]),
  );
}

/**
 * What counts as guessing in a region: the strictest of its programmes, since a code that doesn't exist belongs to none of
 * them. Null where every one has it off, or there is none. Pure.
 */
export function strictestGuesses(programmes: Iterable<ProgrammeSignals>): Signals["guesses"] {
  let strictest: Signals["guesses"] = null;
  for (const { signals } of programmes) {
    if (signals.guesses !== null && (strictest === null || signals.guesses.perHour < strictest.perHour))
      strictest = signals.guesses;
  }
  return strictest;
}

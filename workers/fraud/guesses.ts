import type { Signals } from "../../schema/api/signals.ts";
import { bounded, type Judged, levelOf } from "./judged.ts";

/** Wrong codes with right check digits that one asker typed in one hour. */
export interface MissHour {
  readonly hourMs: number;
  readonly misses: number;
}

/**
 * FRD-1: hours of one asker and day in which so many codes had right check digits and led nowhere. A slip of the finger
 * passes the check digits once in a hundred times, so that several in an hour are guesses. Pure.
 */
export function judgeGuesses(
  hours: readonly MissHour[],
  rule: NonNullable<Signals["guesses"]>,
): Judged | null {
  const hot = hours.filter(({ misses }) => misses >= rule.perHour);
  if (hot.length === 0) return null;
  const most = Math.max(...hot.map(({ misses }) => misses));
  const misses = hot.reduce((sum, hour) => sum + hour.misses, 0);
  return {
    weight: misses,
    level: levelOf(most, rule.perHour),
    measures: { misses, mostPerHour: most, hours: hot.length },
    evidence: bounded(
      hot.map((hour) => ({
        key: `hour:${hour.hourMs}`,
        kind: "hour",
        atMs: hour.hourMs,
        facts: { count: hour.misses },
      })),
    ),
  };
}

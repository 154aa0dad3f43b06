import type { ToldCount } from "../../schema/api/letters.ts";

/** So many people at least are what nobody is told apart in (as RPT-6). */
export const LEAST_TOLD = 10;

/**
 * How many people of a group a store is told (NWS-7): exactly, where both they and the rest are ten or more; else only between which
 * numbers. "All but one" says as much of one person as "one" does. Pure.
 * @param of the group, where the store knows how many it is; without one there is no rest
 */
export function toldCount(count: number, of: number = Number.POSITIVE_INFINITY): ToldCount {
  if (count < LEAST_TOLD) return { from: 0, to: Math.min(LEAST_TOLD - 1, of) };
  if (of - count < LEAST_TOLD) return { from: Math.max(LEAST_TOLD, of - LEAST_TOLD + 1), to: of };
  return { from: count, to: count };
}

import type { ProgrammeState } from "../../schema/api/programmes.ts";
import { isSpendable } from "../http/verdict.ts";

/**
 * The programmes that somebody's screens are about: those that can be spent, in their order. Whoever keeps the books sees,
 * after them, the approved ones, which are given their money before they open, and the settled ones, which are looked up
 * years later. A draft is nobody's but its designer's (PRG-3). Pure.
 */
export function workedWith<P extends { readonly state: ProgrammeState }>(
  programmes: readonly P[],
  keepsBooks: boolean,
): readonly P[] {
  const inState = (state: ProgrammeState) => programmes.filter((one) => one.state === state);
  const spent = programmes.filter((one) => isSpendable(one.state));
  return keepsBooks ? [...spent, ...inState("approved"), ...inState("settled")] : spent;
}

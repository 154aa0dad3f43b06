import type { Role } from "../../schema/api/staff.ts";
import type { FactorStep } from "../../schema/api/staff-factors.ts";
import type { FactorsHeld } from "../data/staff-factors.ts";
import { sideOf } from "../http/roles.ts";

/** An account as far as its second factor goes. */
export interface FactorAccount {
  readonly memberships: readonly { readonly role: Role }[];
  readonly factors: FactorsHeld;
}

/** Whether one of its roles asks for a second factor: those of the secretariat do (FAC-1). */
export function needsFactor({ memberships }: Pick<FactorAccount, "memberships">): boolean {
  return memberships.some(({ role }) => sideOf(role) === "secretariat");
}

/** Whether an account has a second factor of any kind. */
export function hasFactor({ factors }: Pick<FactorAccount, "factors">): boolean {
  return factors.kinds.length > 0;
}

/** What a session has still to do before its account opens (FAC-1). Pure. */
export function factorStep(
  account: FactorAccount,
  session: { readonly factorAtMs: number | null },
): FactorStep {
  if (hasFactor(account)) return session.factorAtMs === null ? "ask" : "none";
  return needsFactor(account) ? "set-up" : "none";
}

import type { Organisation } from "../../../schema/api/organisations.ts";
import type { Role } from "../../../schema/api/staff.ts";

/** Roles by the kind of organisation they belong to. */
const ROLES_OF = {
  secretariat: ["secretariat-admin", "secretariat-viewer"],
  issuer: ["issuer-head", "issuer-desk"],
  merchant: ["merchant-head", "clerk"],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** What a head office gives; the secretariat gives everything (the API's rule: workers/http/roles.ts). */
const GIVEN_BY: Partial<Readonly<Record<Role, readonly Role[]>>> = {
  "issuer-head": ["issuer-desk"],
  "merchant-head": ["clerk"],
};

/** The roles somebody may give at an organisation of these kinds, the usual one first. */
export function rolesToGive(giver: Role, kinds: Organisation["kinds"]): readonly Role[] {
  const fitting: readonly Role[] = kinds.flatMap((kind) => ROLES_OF[kind]);
  if (giver === "secretariat-admin") return fitting;
  return fitting.filter((role) => GIVEN_BY[giver]?.includes(role));
}

import type { Organisation } from "../../../schema/api/organisations.ts";
import type { Membership, Role, Side } from "../../../schema/api/staff.ts";

/** The kind of organisation at which a side's roles are held. */
const KIND_OF: { readonly [S in Side]: Organisation["kinds"][number] } = {
  secretariat: "secretariat",
  issuer: "issuer",
  merchant: "merchant",
  counter: "merchant",
};

/** Of the roles somebody may give (`me` says which), those that exist at an organisation of these kinds. */
export function rolesToGive(gives: Membership["gives"], kinds: Organisation["kinds"]): readonly Role[] {
  return gives.filter(({ side }) => kinds.includes(KIND_OF[side])).map(({ role }) => role);
}

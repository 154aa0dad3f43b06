import { createMemo } from "solid-js";
import type { Organisation } from "../../../schema/api/organisations.ts";
import { api } from "../../shared/client/api.ts";
import { createLoad } from "../client/load.ts";
import { createTypedText } from "../client/typed-text.ts";
import { may, membership } from "../session/membership.ts";

type Place = Pick<Organisation, "organisationId" | "name" | "kinds">;
/** Organisations offered at once; more are found by typing. */
const OFFERED = 50;

/**
 * Organisations where an account can be given: for the secretariat those that are searched for, for a head office itself
 * and its branches as the accounts of its own people name them.
 */
export function createPlaces(only: () => { readonly organisationId: string; readonly name: string } | null) {
  const typed = createTypedText();
  const region = () => may("organisation.read");
  const list = createLoad(
    () => (region() ? JSON.stringify([only()?.name ?? "", typed.asked()]) : undefined),
    async () =>
      api("GET organisations", {
        query: { limit: OFFERED, state: "active", text: typed.asked() || (only()?.name ?? "") },
      }),
  );
  // While the next search is on its way the last one's places stay, so that nothing chosen vanishes for a moment.
  const last = createMemo<readonly Place[]>((before) => list.value()?.rows ?? before, []);
  const own = (): readonly Place[] => {
    const me = membership();
    if (!me) return [];
    const kinds = me.side === "issuer" ? (["issuer"] as const) : (["merchant"] as const);
    const self: Place = { organisationId: me.organisationId, name: me.organisationName, kinds: [...kinds] };
    return [self, ...me.branches.map((branch) => ({ ...branch, kinds: [...kinds] }))];
  };
  return {
    search: region() && only() === null ? typed : undefined,
    found: (): readonly Place[] => {
      if (!region()) return own();
      const rows = last();
      const wanted = only();
      return wanted ? rows.filter((one) => one.organisationId === wanted.organisationId) : rows;
    },
    ready: () => !region() || list.value() !== undefined,
    trouble: list.trouble,
  };
}

import { createMemo } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { createLoad } from "../client/load.ts";
import { membership } from "../session/membership.ts";

/** What the organisation that one works for now may still issue: the account may reach others too. */
export function createAllotments() {
  const load = createLoad(
    () => membership()?.organisationId,
    () => api("GET issuers/me/allotment", { query: {} }),
  );
  const mine = createMemo(() => {
    const all = load.value()?.allotments;
    const here = membership()?.organisationId;
    if (!all) return undefined;
    const own = all.filter(
      (one) => one.issuerId === here || one.branches.some((branch) => branch.branchId === here),
    );
    return (own.length > 0 ? own : all).filter((one) => one.branches.length > 0 && one.facesYen.length > 0);
  });
  return { load, mine };
}

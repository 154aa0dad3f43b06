import type { FollowedStore } from "../../schema/api/follows.ts";
import type { PublicStore } from "../../schema/api/stores.ts";
import { api } from "../../web/shared/client/api.ts";
import { createPages } from "../pages/pages.ts";
import { filterQuery, isPlain, type StoresFilter } from "./filter.ts";

const PAGE_ROWS = 30;

/** A store of the list; one that is followed says besides whether it takes payments at present. */
type ListedStore = PublicStore & Partial<Pick<FollowedStore, "open">>;

/** Stores by name, in pages; the unfiltered beginning is kept for when the network is gone. */
export function createStoresList() {
  return createPages<StoresFilter, ListedStore>({
    fetch: (filter, after) => {
      const query = { limit: PAGE_ROWS, ...(after ? { after } : {}), ...filterQuery(filter) };
      return filter.followed ? api("GET residents/follows", { query }) : api("GET stores", { query });
    },
    keptAs: (filter) => (isPlain(filter) ? `stores.${filter.programmeId ?? "all"}` : undefined),
    // What somebody follows is not what they saw before: nothing else stands there meanwhile.
    staysWhile: (before, now) => before.followed === now.followed,
  });
}

import type { Pin, PinnedStore } from "../../schema/api/stores.ts";
import { metresBetween } from "../../schema/pins.ts";
import { ok, type Result } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { filterQuery, type StoresFilter } from "./filter.ts";
import { boxAround } from "./place.ts";

/** Sides of the boxes that are asked for in turn, in millionths of a degree: 2, 11 and 55 km around. */
const STEPS = [20_000, 100_000, 500_000];
/** Where 2 km around there are more than a reply can name: half a kilometre. */
const NARROW = 5_000;
/** Stores that are enough to choose from. */
const ENOUGH = 20;

export interface NearStore {
  readonly store: PinnedStore;
  readonly metres: number;
}

/** Stores by how far they are from a place. */
export function byDistance(stores: readonly PinnedStore[], from: Pin): NearStore[] {
  return stores
    .map((store) => ({ store, metres: metresBetween(store.pin, from) }))
    .sort((a, b) => a.metres - b.metres);
}

/** The stores around a place, nearest first: a wider part of the map is asked for until there are enough. */
export async function nearestStores(
  place: Pin,
  filter: StoresFilter,
  signal: AbortSignal,
): Promise<Result<readonly NearStore[], Trouble>> {
  let found: readonly PinnedStore[] = [];
  const ask = (step: number) => {
    const box = boxAround(place, step);
    return box && api("GET stores/around", { query: { ...box, ...filterQuery(filter) }, signal });
  };
  for (const step of STEPS) {
    const answer = await ask(step);
    if (!answer) return ok([]);
    if (!answer.ok) return answer;
    // A wider box can have too many to name; what the narrower one had is nearer anyway.
    const tooMany = answer.value.groups.length > 0;
    if (tooMany && step === STEPS[0]) {
      const narrow = await ask(NARROW);
      if (narrow && !narrow.ok) return narrow;
      found = narrow?.value.rows ?? [];
    }
    if (tooMany) break;
    found = answer.value.rows;
    if (found.length >= ENOUGH) break;
  }
  return ok(byDistance(found, place));
}

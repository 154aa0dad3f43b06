import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { createLoad } from "../client/load.ts";

/** Names the municipalities of the region, once anybody wants them; a code stands for itself until they have come. */
export function createTownNames(wanted: () => boolean): (codes: readonly string[]) => readonly string[] {
  const towns = createLoad(
    () => (wanted() ? staffSession.me()?.region.regionId : undefined),
    () => api("GET municipalities"),
  );
  return (codes) => {
    const known = towns.value()?.municipalities ?? [];
    return codes.map((code) => known.find((one) => one.code === code)?.name ?? code);
  };
}

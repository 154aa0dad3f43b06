import type { Contact } from "../../../schema/api/regions.ts";
import type { RegionId } from "../../../schema/ids.ts";
import { api } from "./api.ts";

/** Where to ring about a region's Pays; null where it has published no number, or it can't be had just now. */
export async function callCentreOf(id: RegionId | undefined): Promise<Contact | null> {
  const answer = id && (await api("GET regions/:id", { path: { id } }));
  return answer?.ok ? answer.value.contact : null;
}

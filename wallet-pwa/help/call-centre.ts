import type { Contact } from "../../schema/api/regions.ts";
import type { RegionId } from "../../schema/ids.ts";
import { callCentreOf } from "../../web/shared/client/call-centre.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { keep, kept } from "../session/kept.ts";

/**
 * Tells where to ring about a region: at once what this phone remembers, then what is published now. With the
 * network gone the number is what is needed most (B14).
 */
export async function callCentre(
  region: RegionId | undefined,
  tell: (contact: Contact | null) => void,
): Promise<void> {
  if (region === undefined) return tell(null);
  const name = `call-centre.${region}`;
  const known = kept<Contact>(name)?.value ?? null;
  tell(known);
  const now = await callCentreOf(region);
  if (now === null) return;
  keep(name, now, serverNow());
  tell(now);
}

import type { Env } from "../env.ts";
import { keyedHashHex } from "../http/secrets.ts";
import { comparable } from "../imports/cells.ts";

/** What the fund counts a stay under: a keyed hash, never the stay itself (PAY-6, ISS-3, WHO-4). Null without a number. */
export function stayKeyOf(
  env: Pick<Env, "PHONE_KEY">,
  issuerId: string,
  stay: { readonly stayReference?: string | undefined; readonly checkInOn?: string | undefined },
): string | null {
  const { stayReference, checkInOn = "" } = stay;
  if (!stayReference) return null;
  return keyedHashHex(
    env.PHONE_KEY,
    "stay-key",
    `${issuerId}|${stayReference.normalize("NFKC")}|${checkInOn}`,
  );
}

/**
 * What a reservation number is found again by, at one issuer (ISS-4): however it is typed, whatever the check-in. A keyed
 * hash, erased with the stay.
 */
export function referenceKeyOf(env: Pick<Env, "PHONE_KEY">, issuerId: string, reference: string): string {
  return keyedHashHex(env.PHONE_KEY, "stay-reference", `${issuerId}|${comparable(reference)}`);
}

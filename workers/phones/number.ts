import parsePhoneNumber from "libphonenumber-js/max";
import type { Env } from "../env.ts";
import { keyedHashHex } from "../http/secrets.ts";

/**
 * A Japanese mobile number in E.164, or null for anything else (RES-1; DOMAIN 5: 020 and 050 are valid but no mobiles).
 * Takes it however people write it: full width, with hyphens of any kind, with or without +81.
 */
export function mobileNumber(text: string): string | null {
  const phone = parsePhoneNumber(text.normalize("NFKC"), "JP");
  return phone?.countryCallingCode === "81" && phone.getType() === "MOBILE" ? phone.number : null;
}

/** The HMAC by which a phone is looked up and its VerificationActor named (WHO-3). */
export function phoneLookup(env: Pick<Env, "PHONE_KEY">, phone: string): string {
  return keyedHashHex(env.PHONE_KEY, "phone-lookup", phone);
}

/**
 * The first six digits of a Japanese mobile number in E.164, as people dial it: 090123. Carriers are given numbers in such
 * blocks of a hundred thousand, so it says nothing of a person (RES-9).
 */
export function phonePrefix(phone: string): string {
  return `0${phone.slice("+81".length, "+81".length + 5)}`;
}

import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { type ChargeCode, deriveChargeCode } from "../../schema/charge-code.ts";
import { type CouponTerms, couponTerms } from "../../schema/coupon-terms.ts";
import type { ActorName, ProgrammeId } from "../../schema/ids.ts";

/**
 * Everything that is made from the two secret maps (WHO-5): a coupon's code, the name of its actor, the MAC over its
 * terms. Masters never leave this file; each use has its own key, derived by HKDF-SHA256 from the use and the id.
 */
export interface KeyEnv {
  /** JSON map of pepper generation to base64 master. */
  readonly PEPPERS: string;
  /** JSON map of issue key id to base64 master. */
  readonly ISSUE_KEYS: string;
}

/** A coupon keeps the pepper of its birth; so many generations are looked up at once (ACT-1). */
export const MAX_LIVE_PEPPERS = 3;
const KEY_BYTES = 32;

type KeyMap = Readonly<Record<string, string>>;
const parsedMaps = new Map<string, KeyMap>();
const derivedKeys = new Map<string, Uint8Array<ArrayBuffer>>();

function keyMap(json: string): KeyMap {
  const known = parsedMaps.get(json);
  if (known) return known;
  const parsed = JSON.parse(json) as KeyMap;
  parsedMaps.set(json, parsed);
  return parsed;
}

/** The derived key of a use, or null where no such master exists. Kept in memory: issuing asks 100,000 times. */
function derived(json: string, id: string, use: string): Uint8Array<ArrayBuffer> | null {
  const map = keyMap(json);
  const master = Object.hasOwn(map, id) ? map[id] : undefined;
  if (master === undefined) return null;
  const slot = `${use}|${id}|${master}`;
  const known = derivedKeys.get(slot);
  if (known) return known;
  const bytes = Uint8Array.from(atob(master), (c) => c.charCodeAt(0));
  const key = new Uint8Array(hkdfSync("sha256", bytes, "tegata", `${use}|${id}`, KEY_BYTES));
  derivedKeys.set(slot, key);
  return key;
}

function required(json: string, id: string, use: string): Uint8Array<ArrayBuffer> {
  const key = derived(json, id, use);
  if (!key) throw new RangeError(`no master for ${use} ${id}`);
  return key;
}

/** The ids of a map, the newest (largest number) first. */
function idsNewestFirst(json: string): readonly number[] {
  return Object.keys(keyMap(json))
    .map(Number)
    .filter((id) => Number.isSafeInteger(id) && id > 0)
    .sort((a, b) => b - a);
}

/** The pepper generations in which a code may have been born, newest first, at most {@link MAX_LIVE_PEPPERS} (ACT-1). */
export function livePepperGenerations(env: KeyEnv): readonly number[] {
  return idsNewestFirst(env.PEPPERS).slice(0, MAX_LIVE_PEPPERS);
}

/** The generation that new coupons are born in. Throws where the secret is empty: nothing can work then. */
export function currentPepperGeneration(env: KeyEnv): number {
  const newest = idsNewestFirst(env.PEPPERS)[0];
  if (newest === undefined) throw new RangeError("PEPPERS holds no generation");
  return newest;
}

/** The issue key that new coupons are made with. */
export function currentIssueKeyId(env: KeyEnv): string {
  const newest = idsNewestFirst(env.ISSUE_KEYS)[0];
  if (newest === undefined) throw new RangeError("ISSUE_KEYS holds no key");
  return String(newest);
}

/** A coupon's 20 digits: a keyed PRF over programme, serial and salt (CPN-1). Throws where the key is gone. */
export function couponCode(
  coupon: {
    readonly programmeId: ProgrammeId;
    readonly serial: number;
    readonly salt: number;
    readonly keyId: string;
  },
  env: KeyEnv,
): ChargeCode {
  const key = required(env.ISSUE_KEYS, coupon.keyId, "issue");
  const message = `charge-code/1|${coupon.programmeId}|${coupon.serial}|${coupon.salt}`;
  return deriveChargeCode(createHmac("sha512", key).update(message, "utf8").digest());
}

/** The name of a coupon's actor: HMAC-SHA256 of its code under the pepper of its generation, hex (ACT-1). */
export function couponActorName(code: ChargeCode, generation: number, env: KeyEnv): ActorName {
  const pepper = required(env.PEPPERS, String(generation), "pepper");
  return createHmac("sha256", pepper).update(code, "utf8").digest("hex") as ActorName;
}

/** The key that signs coupon rows made with this issue key, or null where its master is gone (CPN-5). */
export function termsKey(env: KeyEnv, keyId: string): Uint8Array<ArrayBuffer> | null {
  return derived(env.ISSUE_KEYS, keyId, "terms");
}

/** The MAC over a coupon row's terms, hex (CPN-5). Throws where the key is gone. */
export function couponMac(terms: CouponTerms, env: KeyEnv): string {
  const key = required(env.ISSUE_KEYS, terms.keyId, "terms");
  return createHmac("sha256", key).update(couponTerms(terms), "utf8").digest("hex");
}

/** Whether a row's MAC fits its terms; false as well where the key is unknown (CPN-5). */
export function verifyCouponMac(terms: CouponTerms, mac: string, env: KeyEnv): boolean {
  const key = termsKey(env, terms.keyId);
  if (!key || !/^[0-9a-f]{64}$/.test(mac)) return false;
  const expected = createHmac("sha256", key).update(couponTerms(terms), "utf8").digest();
  const given = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(mac.slice(i * 2, i * 2 + 2), 16));
  return timingSafeEqual(expected, given);
}

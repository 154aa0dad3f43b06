import { createHash, createHmac, hkdfSync } from "node:crypto";

const KEY_BYTES = 32;

/**
 * A secret is one text, or several with spaces between, the newest first: a ring (SEC-6). The newest seals and signs,
 * all of them open and verify, so that a key is replaced without losing what the one before it sealed. What is looked up
 * by a hash keeps the key it was first hashed with, the oldest: a hash can't be made again from itself.
 */
export function ringOf(secret: string): readonly [string, ...string[]] {
  const known = rings.get(secret);
  if (known) return known;
  const parts = secret.split(/\s+/).filter((part) => part !== "");
  const ring = [parts[0] ?? "", ...parts.slice(1)] as const;
  rings.set(secret, ring);
  return ring;
}
const rings = new Map<string, readonly [string, ...string[]]>();

/** The key that seals and signs. */
export function newestOf(secret: string): string {
  return ringOf(secret)[0];
}

/** What a key is called in what it sealed; says nothing of the key. */
export function keyIdOf(key: string): string {
  return createHash("sha256").update(subKey(key, "key-id")).digest("hex").slice(0, 8);
}

/** The ring, the key of an id first: what is sealed says by which, and what is older than ids says nothing. */
export function ringFrom(secret: string, keyId: string | undefined): readonly string[] {
  const ring = ringOf(secret);
  return keyId === undefined || ring.length === 1 ? ring : ring.filter((key) => keyIdOf(key) === keyId);
}
const derived = new Map<string, Uint8Array<ArrayBuffer>>();

/** The key for one use of a secret: HKDF-SHA256 of the secret (base64, or any text) and the use (WHO-5); of a ring its oldest. */
export function subKey(ringText: string, use: string): Uint8Array<ArrayBuffer> {
  const secret = ringOf(ringText).at(-1) ?? "";
  const slot = `${use}|${secret}`;
  const known = derived.get(slot);
  if (known) return known;
  if (secret.length < 32) throw new RangeError(`the secret for ${use} is too short`);
  const key = new Uint8Array(hkdfSync("sha256", new TextEncoder().encode(secret), "tegata", use, KEY_BYTES));
  derived.set(slot, key);
  return key;
}

const imported = new Map<string, CryptoKey>();

/** The same key of one secret as WebCrypto takes it; importing it anew for each request would cost more than using it. */
export async function cryptoKey(
  secret: string,
  use: string,
  algorithm: "A256GCM" | "HS256",
): Promise<CryptoKey> {
  const slot = `${algorithm}|${use}|${secret}`;
  const known = imported.get(slot);
  if (known) return known;
  const raw = subKey(secret, use);
  const key =
    algorithm === "HS256"
      ? await crypto.subtle.importKey("raw", raw, { name: "HMAC", hash: "SHA-256" }, false, [
          "sign",
          "verify",
        ])
      : await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  imported.set(slot, key);
  return key;
}

/** HMAC-SHA256 under the key of one use. */
export function keyedHash(
  secret: string,
  use: string,
  message: string | Uint8Array,
): Uint8Array<ArrayBuffer> {
  return createHmac("sha256", subKey(secret, use)).update(message).digest();
}

/** The same as hex. */
export function keyedHashHex(secret: string, use: string, message: string): string {
  return createHmac("sha256", subKey(secret, use)).update(message).digest("hex");
}

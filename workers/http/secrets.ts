import { createHmac, hkdfSync } from "node:crypto";

const KEY_BYTES = 32;
const derived = new Map<string, Uint8Array<ArrayBuffer>>();

/** The key for one use of a secret: HKDF-SHA256 of the secret (base64, or any text) and the use (WHO-5). */
export function subKey(secret: string, use: string): Uint8Array<ArrayBuffer> {
  const slot = `${use}|${secret}`;
  const known = derived.get(slot);
  if (known) return known;
  if (secret.length < 32) throw new RangeError(`the secret for ${use} is too short`);
  const key = new Uint8Array(hkdfSync("sha256", new TextEncoder().encode(secret), "tegata", use, KEY_BYTES));
  derived.set(slot, key);
  return key;
}

const imported = new Map<string, CryptoKey>();

/** The same key as WebCrypto takes it; importing it anew for each request would cost more than using it. */
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

import { cryptoKey, keyIdOf, newestOf, ringFrom } from "./secrets.ts";

/**
 * Personal data at rest (WHO-3, WHO-4): AES-256-GCM under a key of its use, `v2.`, the id of the newest key of the ring
 * (SEC-6), and base64 of nonce and ciphertext.
 * `context` (a table and a row id) is authenticated, so that a sealed text can't be moved to another row.
 */
export async function sealText(secret: string, use: string, context: string, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const encoder = new TextEncoder();
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: encoder.encode(context) },
    await cryptoKey(newestOf(secret), use, "A256GCM"),
    encoder.encode(text),
  );
  const bytes = new Uint8Array(nonce.length + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), nonce.length);
  return `v2.${keyIdOf(newestOf(secret))}.${btoa(String.fromCharCode(...bytes))}`;
}

/** What a sealed file begins with: the form, the key's id and a point, then nonce and ciphertext. */
const FILE_HEAD = /^v2\.([0-9a-f]{8})\.$/;
const FILE_HEAD_BYTES = 12;
const NONCE_BYTES = 12;

/** The same for a file, as bytes. */
export async function sealBytes(
  secret: string,
  use: string,
  context: string,
  bytes: Uint8Array,
): Promise<Uint8Array> {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const encoder = new TextEncoder();
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: encoder.encode(context) },
    await cryptoKey(newestOf(secret), use, "A256GCM"),
    bytes as BufferSource,
  );
  const head = encoder.encode(`v2.${keyIdOf(newestOf(secret))}.`);
  const whole = new Uint8Array(FILE_HEAD_BYTES + NONCE_BYTES + sealed.byteLength);
  whole.set(head);
  whole.set(nonce, FILE_HEAD_BYTES);
  whole.set(new Uint8Array(sealed), FILE_HEAD_BYTES + NONCE_BYTES);
  return whole;
}

/** A sealed file's bytes, or null where they were not sealed by a key of this ring for this row. */
export async function openSealedBytes(
  secret: string,
  use: string,
  context: string,
  sealed: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const keyId = FILE_HEAD.exec(new TextDecoder().decode(sealed.subarray(0, FILE_HEAD_BYTES)))?.[1];
  if (keyId === undefined) return null;
  const from = FILE_HEAD_BYTES + NONCE_BYTES;
  for (const key of ringFrom(secret, keyId)) {
    try {
      const opened = await crypto.subtle.decrypt(
        {
          name: "AES-GCM",
          iv: sealed.subarray(FILE_HEAD_BYTES, from),
          additionalData: new TextEncoder().encode(context),
        },
        await cryptoKey(key, use, "A256GCM"),
        sealed.subarray(from),
      );
      return new Uint8Array(opened);
    } catch {
      // Another key's, another row's, or bent.
    }
  }
  return null;
}

/** The id of the key that sealed a text; undefined of what was sealed before keys had ids (`v1.`). */
export function sealedBy(sealed: string): string | undefined {
  return /^v2\.([0-9a-f]{8})\./.exec(sealed)?.[1];
}

/** The text again, or null where it was not sealed by a key of this ring for this row. */
export async function openSealedText(
  secret: string,
  use: string,
  context: string,
  sealed: string,
): Promise<string | null> {
  const body = /^(?:v1|v2\.[0-9a-f]{8})\.(.+)$/.exec(sealed)?.[1];
  if (body === undefined) return null;
  for (const key of ringFrom(secret, sealedBy(sealed))) {
    try {
      const bytes = Uint8Array.from(atob(body), (c) => c.charCodeAt(0));
      const text = await crypto.subtle.decrypt(
        { name: "AES-GCM", iv: bytes.subarray(0, 12), additionalData: new TextEncoder().encode(context) },
        await cryptoKey(key, use, "A256GCM"),
        bytes.subarray(12),
      );
      return new TextDecoder().decode(text);
    } catch {
      // Another key's, another row's, or bent.
    }
  }
  return null;
}

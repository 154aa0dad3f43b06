import { cryptoKey } from "./secrets.ts";

/**
 * Personal data at rest (WHO-3, WHO-4): AES-256-GCM under a key of its use, `v1.` and base64 of nonce and ciphertext.
 * `context` (a table and a row id) is authenticated, so that a sealed text can't be moved to another row.
 */
export async function sealText(secret: string, use: string, context: string, text: string): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const encoder = new TextEncoder();
  const sealed = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv: nonce, additionalData: encoder.encode(context) },
    await cryptoKey(secret, use, "A256GCM"),
    encoder.encode(text),
  );
  const bytes = new Uint8Array(nonce.length + sealed.byteLength);
  bytes.set(nonce);
  bytes.set(new Uint8Array(sealed), nonce.length);
  return `v1.${btoa(String.fromCharCode(...bytes))}`;
}

/** The text again, or null where it was not sealed by this key for this row. */
export async function openSealedText(
  secret: string,
  use: string,
  context: string,
  sealed: string,
): Promise<string | null> {
  if (!sealed.startsWith("v1.")) return null;
  try {
    const bytes = Uint8Array.from(atob(sealed.slice(3)), (c) => c.charCodeAt(0));
    const text = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: bytes.subarray(0, 12), additionalData: new TextEncoder().encode(context) },
      await cryptoKey(secret, use, "A256GCM"),
      bytes.subarray(12),
    );
    return new TextDecoder().decode(text);
  } catch {
    return null;
  }
}

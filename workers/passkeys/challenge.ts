import type { ConfirmedUse } from "../../schema/api/passkeys.ts";
import { PASSKEY_CHALLENGE_MS } from "../../schema/limits.ts";
import { keyedHash, newestOf, ringOf } from "../http/secrets.ts";

/** Whose a passkey is. */
export interface PasskeyOwner {
  readonly kind: "resident" | "staff";
  readonly id: string;
}

/** What a signature is asked for. It counts for this, for nothing else, and for nobody else (PSK-1). */
export type ChallengeUse =
  | { readonly for: "registration"; readonly owner: PasskeyOwner; readonly sessionId: string }
  | { readonly for: "sign-in"; readonly kind: PasskeyOwner["kind"]; readonly browser: string }
  | { readonly for: "second-factor"; readonly owner: PasskeyOwner; readonly sessionId: string }
  | {
      readonly for: "confirmation";
      readonly owner: PasskeyOwner;
      readonly sessionId: string;
      readonly what: ConfirmedUse;
    };

/** What a challenge says of itself. */
export interface OpenChallenge {
  /** By which it is known as answered. */
  readonly nonce: string;
  readonly expiresAtMs: number;
}

/** What keys challenges among the uses of the session's secret. */
const KEY = "passkey-challenge";
const TIME_BYTES = 6;
const NONCE_BYTES = 16;
const MAC_BYTES = 32;

/**
 * A challenge that needs no memory: its end, a nonce, and an HMAC over both and over what it is for. Whoever asks for
 * thousands writes nothing anywhere; only an answered one is written down, so that it isn't answered twice.
 */
export function makeChallenge(
  secret: string,
  rpId: string,
  use: ChallengeUse,
  nowMs: number,
  nonce: Uint8Array,
): string {
  const bytes = new Uint8Array(TIME_BYTES + NONCE_BYTES + MAC_BYTES);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(nowMs + PASSKEY_CHALLENGE_MS) << 16n);
  bytes.set(nonce.subarray(0, NONCE_BYTES), TIME_BYTES);
  const head = bytes.slice(0, TIME_BYTES + NONCE_BYTES);
  bytes.set(macOf(newestOf(secret), head, rpId, use), head.length);
  return toBase64url(bytes);
}

/** Reads a challenge that was made for this use and is still good; null for any other. */
export function readChallenge(
  secret: string,
  rpId: string,
  use: ChallengeUse,
  text: string,
  nowMs: number,
): OpenChallenge | null {
  const bytes = fromBase64url(text);
  if (bytes?.length !== TIME_BYTES + NONCE_BYTES + MAC_BYTES) return null;
  const head = bytes.slice(0, TIME_BYTES + NONCE_BYTES);
  const mac = bytes.slice(head.length);
  const ours = ringOf(secret).some((key) => isEqual(macOf(key, head, rpId, use), mac));
  const expiresAtMs = Number(new DataView(bytes.buffer).getBigUint64(0) >> 16n);
  return ours && nowMs < expiresAtMs ? { nonce: toBase64url(head.slice(TIME_BYTES)), expiresAtMs } : null;
}

function macOf(key: string, head: Uint8Array, rpId: string, use: ChallengeUse): Uint8Array {
  const what = new TextEncoder().encode(JSON.stringify([rpId, sorted(use)]));
  const message = new Uint8Array(head.length + what.length);
  message.set(head);
  message.set(what, head.length);
  return keyedHash(key, KEY, message);
}

/** The same text whatever order the fields were written in. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .map(([name, part]) => [name, sorted(part)] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** In a time that doesn't tell how much of it is right. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}

export function toBase64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** The bytes, or null where the text is no base64url. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  } catch {
    return null;
  }
}

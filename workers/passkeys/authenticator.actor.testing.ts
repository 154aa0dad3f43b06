import type { Assertion, Attestation, CreationOptions, RequestOptions } from "../../schema/api/passkeys.ts";
import type { Browser } from "../api/world.actor.testing.ts";
import { fromBase64url, toBase64url } from "./challenge.ts";

const ORIGIN = "http://localhost";
const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;

/** What an answer says that an honest device's wouldn't. */
export interface Lies {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly crossOrigin?: boolean;
  readonly userVerified?: boolean;
  readonly userPresent?: boolean;
  readonly userHandle?: string;
  readonly type?: string;
  readonly counter?: number;
  /** Signs with a key of its own in place of the passkey's. */
  readonly wrongKey?: boolean;
}

type Key = { readonly privateKey: CryptoKey; readonly publicKey: CryptoKey };

/** A device in software: makes P-256 keys, signs as WebAuthn asks, and lies where a test wants it to. */
export class Authenticator {
  readonly credentialId = toBase64url(crypto.getRandomValues(new Uint8Array(32)));
  /** Whether it counts its signatures; passkeys that go along to other devices don't. */
  readonly #counts: boolean;
  #counter = 0;
  #key: Key | undefined;
  #userHandle = "";

  constructor(options: { readonly counts?: boolean } = {}) {
    this.#counts = options.counts ?? true;
  }

  async create(options: CreationOptions, lies: Lies = {}): Promise<Attestation> {
    this.#key = await newKey();
    this.#userHandle = options.user.id;
    const jwk = (await crypto.subtle.exportKey("jwk", this.#key.publicKey)) as JsonWebKey;
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, fromBase64url(jwk.x ?? "")],
        [-3, fromBase64url(jwk.y ?? "")],
      ]),
    );
    const id = fromBase64url(this.credentialId) ?? new Uint8Array();
    const attested = join(new Uint8Array(16), Uint8Array.of(0, id.length), id, cose);
    const authData = join(await this.#head(options.rp.id, AT, lies), attested);
    const attestationObject = cbor(
      new Map<string, unknown>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", authData],
      ]),
    );
    return {
      ...this.#credential(),
      response: {
        clientDataJSON: clientData("webauthn.create", options.challenge, lies),
        attestationObject: toBase64url(attestationObject),
        transports: ["internal"],
      },
    };
  }

  async get(options: RequestOptions, lies: Lies = {}): Promise<Assertion> {
    const key = lies.wrongKey ? await newKey() : this.#key;
    if (!key) throw new Error("it has no passkey yet");
    const authData = await this.#head(options.rpId, 0, lies);
    const clientDataJSON = clientData("webauthn.get", options.challenge, lies);
    const said = fromBase64url(clientDataJSON) ?? new Uint8Array();
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", said));
    const algorithm = { name: "ECDSA", hash: "SHA-256" };
    const raw = await crypto.subtle.sign(algorithm, key.privateKey, join(authData, hash));
    return {
      ...this.#credential(),
      response: {
        clientDataJSON,
        authenticatorData: toBase64url(authData),
        signature: toBase64url(der(new Uint8Array(raw))),
        userHandle: lies.userHandle ?? this.#userHandle,
      },
    };
  }

  #credential() {
    return {
      id: this.credentialId,
      rawId: this.credentialId,
      type: "public-key" as const,
      clientExtensionResults: {},
    };
  }

  /** Hash of the host, flags, counter. */
  async #head(rpId: string, more: number, lies: Lies): Promise<Uint8Array<ArrayBuffer>> {
    if (this.#counts) this.#counter += 1;
    const host = new TextEncoder().encode(lies.rpId ?? rpId);
    const head = new Uint8Array(37);
    head.set(new Uint8Array(await crypto.subtle.digest("SHA-256", host)));
    head[32] =
      (lies.userPresent === false ? 0 : UP) |
      (lies.userVerified === false ? 0 : UV) |
      (this.#counts ? 0 : BE | BS) |
      more;
    new DataView(head.buffer).setUint32(33, lies.counter ?? this.#counter);
    return head;
  }
}

/** Adds a passkey of a device for a resident who has just signed in; its id. */
export async function addPasskeyOf(browser: Browser, device: Authenticator): Promise<string> {
  const options = await browser.done("residents/passkeys/options", {});
  const made = await browser.done("residents/passkeys", { attestation: await device.create(options) });
  return made.passkeyId as string;
}

function newKey(): Promise<Key> {
  return crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, [
    "sign",
    "verify",
  ]) as Promise<Key>;
}

function clientData(type: string, challenge: string, lies: Lies): string {
  const said = {
    type: lies.type ?? type,
    challenge: lies.challenge ?? challenge,
    origin: lies.origin ?? ORIGIN,
    crossOrigin: lies.crossOrigin ?? false,
  };
  return toBase64url(new TextEncoder().encode(JSON.stringify(said)));
}

/** A signature as WebAuthn sends it: two integers in DER, where WebCrypto gives two halves. */
function der(raw: Uint8Array): Uint8Array<ArrayBuffer> {
  const integer = (half: Uint8Array) => {
    const from = half.findIndex((byte) => byte !== 0);
    const short = half.slice(from === -1 ? half.length - 1 : from);
    const whole = (short[0] ?? 0) > 127 ? join(Uint8Array.of(0), short) : short;
    return join(Uint8Array.of(2, whole.length), whole);
  };
  const both = join(integer(raw.slice(0, 32)), integer(raw.slice(32)));
  return join(Uint8Array.of(0x30, both.length), both);
}

/** As much of CBOR (RFC 8949) as passkeys are written in: integers, bytes, texts and maps. */
function cbor(value: unknown): Uint8Array<ArrayBuffer> {
  if (typeof value === "number") return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (value instanceof Uint8Array) return join(head(2, value.length), value);
  if (typeof value === "string") {
    const text = new TextEncoder().encode(value);
    return join(head(3, text.length), text);
  }
  if (value instanceof Map)
    return join(head(5, value.size), ...[...value].flatMap(([name, part]) => [cbor(name), cbor(part)]));
  throw new TypeError("not written in passkeys");
}

function head(kind: number, count: number): Uint8Array<ArrayBuffer> {
  const major = kind << 5;
  if (count < 24) return Uint8Array.of(major | count);
  return count < 256 ? Uint8Array.of(major | 24, count) : Uint8Array.of(major | 25, count >> 8, count & 255);
}

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

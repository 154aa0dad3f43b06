import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";

/** Cost of new hashes (S21): about 110 ms; the parameters are stored with each hash, so they can rise. */
const COST: Cost = { N: 2 ** 15, r: 8, p: 1 };
const SALT_BYTES = 16;
const KEY_BYTES = 32;
/** A stored hash may not ask for more memory or time than this: what is in D1 must not be able to stop the Worker. */
const MAX_BYTES = 128 * 2 ** 17 * 8;
const MAX_P = 16;

interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** For codes of 55 random bits, ten at a time: what nobody chose needs less to hold. */
const RECOVERY_COST: Cost = { N: 2 ** 13, r: 8, p: 1 };

/** A new hash: `scrypt$N$r$p$salt$key`, base64. */
export function hashPassword(password: string): Promise<string> {
  return hashed(password, COST);
}

/** The same of a recovery code (FAC-3); `verifyPassword` compares either. */
export function hashRecoveryCode(code: string): Promise<string> {
  return hashed(code, RECOVERY_COST);
}

/** And of a PIN, which is worth nothing without a session of its till (PIN-1). */
export function hashPin(pin: string): Promise<string> {
  return hashed(pin, RECOVERY_COST);
}

async function hashed(secret: string, cost: Cost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await stretch(secret, salt, cost, KEY_BYTES);
  return ["scrypt", cost.N, cost.r, cost.p, base64(salt), base64(key)].join("$");
}

/** Whether the password fits the hash; takes the same time for every wrong password. */
export async function verifyPassword(password: string, stored: string): Promise<boolean> {
  const parsed = parse(stored);
  if (!parsed) return false;
  const expected = bytes(parsed.key);
  const given = await stretch(password, bytes(parsed.salt), parsed.cost, expected.length);
  return timingSafeEqual(expected, given);
}

/** Whether a hash was made at another cost than new ones are; whoever signs in with it gets a new one (S21). */
export function isOutdated(stored: string): boolean {
  const cost = parse(stored)?.cost;
  return cost?.N !== COST.N || cost.r !== COST.r || cost.p !== COST.p;
}

function parse(stored: string): { readonly cost: Cost; readonly salt: string; readonly key: string } | null {
  const [scheme, n, r, p, salt, key] = stored.split("$");
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  if (scheme !== "scrypt" || !salt || !key) return null;
  if (!Number.isSafeInteger(Math.log2(cost.N)) || cost.N < 2) return null;
  if (!(cost.r >= 1 && 128 * cost.N * cost.r <= MAX_BYTES) || !(cost.p >= 1 && cost.p <= MAX_P)) return null;
  return { cost, salt, key };
}

/** Compared with where no account exists, so that a wrong ID takes as long as a wrong password; and where no code does. */
export const NOBODYS_HASH = emptyHash(COST);
export const NO_CODES_HASH = emptyHash(RECOVERY_COST);

function emptyHash({ N, r, p }: Cost): string {
  return ["scrypt", N, r, p, btoa("0".repeat(SALT_BYTES)), btoa("0".repeat(KEY_BYTES))].join("$");
}

/** A first password a person can type: four groups of four, no letters that look alike; 80 bits. */
export function firstPassword(): string {
  const letters = "abcdefghjkmnpqrstuvwxyz23456789x";
  return Array.from({ length: 4 }, () =>
    Array.from(randomBytes(4), (byte) => letters[byte & 31] ?? "").join(""),
  ).join("-");
}

function stretch(password: string, salt: Uint8Array, cost: Cost, length: number): Promise<Uint8Array> {
  const maxmem = 256 * cost.N * cost.r;
  return new Promise((resolve, reject) => {
    scrypt(password.normalize("NFKC"), salt, length, { ...cost, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

const base64 = (data: Uint8Array) => btoa(String.fromCharCode(...data));
const bytes = (text: string) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

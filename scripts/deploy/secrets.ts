/**
 * The secrets of an installation on Cloudflare, in a file of the operator's alone: Cloudflare never gives one back.
 */
import { createHash } from "node:crypto";
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { newSecrets, type Secrets } from "../state-folder.ts";

/** Values by name, as `wrangler --secrets-file` reads them. */
export type SecretValues = Readonly<Record<string, string>>;

/** Secrets that are made here where they are lacking. */
export const MADE_SECRETS = [
  "PEPPERS",
  "ISSUE_KEYS",
  "SESSION_KEY",
  "STORE_QR_KEY",
  "PHONE_KEY",
  "OPERATOR_KEY",
  "ARCHIVE_SIGNING_KEY",
  "VAPID_KEY",
] as const satisfies readonly (keyof Secrets)[];

/** Without the very one that was lost, something that stands can't be read, found or checked any more. */
export const IRREPLACEABLE: readonly string[] = MADE_SECRETS.filter(
  (name) => name !== "OPERATOR_KEY" && name !== "VAPID_KEY",
);

/** Secrets that others hand out: put into the file by hand. */
export const GIVEN_SECRETS = [
  "PHONE_PROVIDER_KEYS",
  "MAIL_RELAY_URL",
  "MAIL_RELAY_TOKEN",
  "ROOT_WITNESS_URL",
];

/** Private parts of keys that stand in public documents, for tests: RFC 8037 (A.1) and RFC 7515 (A.3). */
const PUBLISHED = [
  "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  "jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI",
];
/** A secret of fewer letters, or made of fewer different bytes, can be guessed (`subKey` takes no shorter one). */
const SHORTEST = 32;
const FEWEST_BYTES = 8;

export const secretsPath = (folder: string) => join(folder, "secrets.json");

/** What the file holds; nothing where there is no file. */
export function readSecrets(folder: string): SecretValues {
  const path = secretsPath(folder);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as SecretValues) : {};
}

/** Writes the file anew, whole or not at all, readable by its owner only. */
export function writeSecrets(folder: string, values: SecretValues): void {
  const path = secretsPath(folder);
  writeFileSync(`${path}.tmp`, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
  chmodSync(`${path}.tmp`, 0o600);
  renameSync(`${path}.tmp`, path);
}

/** New values for the secrets named. */
export function makeSecrets(names: readonly string[]): SecretValues {
  return Object.fromEntries(Object.entries(newSecrets()).filter(([name]) => names.includes(name)));
}

/** A mark of what the file holds; says nothing of it, since it holds keys nobody can guess. */
export function secretsMark(values: SecretValues): string {
  const sorted = Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex").slice(0, 8);
}

/** Names of secrets that no real money may stand on: published, of a laptop, of one letter, or short. */
export function unfitSecrets(values: SecretValues, ofLaptop: SecretValues): readonly string[] {
  const known = new Set([...PUBLISHED, ...Object.values(ofLaptop).flatMap(partsOf)]);
  return Object.entries(values)
    .filter(([name]) => MADE_SECRETS.some((made) => made === name))
    .filter(([, value]) => {
      const parts = partsOf(value);
      return parts.length === 0 || parts.some((part) => known.has(part) || isWeak(part));
    })
    .map(([name]) => name);
}

/** The keys in a secret: of a ring, of a map by generation, of one JWK or several. */
function partsOf(value: string): readonly string[] {
  if (!value.trim().startsWith("{")) return value.split(/\s+/).filter((part) => part !== "");
  const read = parsed(value);
  const keys = Array.isArray(read.keys) ? (read.keys as { d?: unknown }[]) : "kty" in read ? [read] : null;
  // Of keys that signed before, the public parts are enough.
  return (keys === null ? Object.values(read) : keys.map((key) => key.d)).filter(
    (part) => typeof part === "string",
  );
}

function parsed(value: string): Record<string, unknown> {
  try {
    return JSON.parse(value) as Record<string, unknown>;
  } catch {
    return {};
  }
}

function isWeak(part: string): boolean {
  return part.length < SHORTEST || new Set(Buffer.from(part, "base64")).size < FEWEST_BYTES;
}

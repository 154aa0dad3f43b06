import { MAX_LIVE_PEPPERS } from "../../durable-objects/lib/keys.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Secrets } from "../state-folder.ts";

/** How each secret is replaced (SEC-6, ACT-1, AUD-7). */
type Way =
  /** Keys with spaces between, the newest first: it seals and signs, all open and verify. */
  | "ring"
  /** A map by number: what was made keeps its number, what is made takes the largest. */
  | "generations"
  /** A set of JWKs: the first signs, of the others the public part stays. */
  | "key set"
  /** One after the other: what the old one opened is closed. */
  | "replaced";

const WAYS: Readonly<Record<keyof Secrets, Way>> = {
  PEPPERS: "generations",
  ISSUE_KEYS: "generations",
  SESSION_KEY: "ring",
  STORE_QR_KEY: "ring",
  PHONE_KEY: "ring",
  OPERATOR_KEY: "replaced",
  ARCHIVE_SIGNING_KEY: "key set",
  VAPID_KEY: "replaced",
};

/** A secret that this command knows how to replace. */
export function isRotated(name: string | undefined): name is keyof Secrets {
  return name !== undefined && Object.hasOwn(WAYS, name);
}

/** How a secret is replaced, and how many keys it holds; says nothing of them. */
export function standingOf(name: keyof Secrets, value: string): { readonly way: Way; readonly keys: number } {
  const way = WAYS[name];
  const parsed =
    way === "generations" || way === "key set" ? (JSON.parse(value) as { keys?: unknown[] }) : {};
  const keys =
    way === "ring"
      ? ringOf(value).length
      : way === "generations"
        ? Object.keys(parsed).length
        : (parsed.keys?.length ?? 1);
  return { way, keys };
}

/** The secret with a new key in use, and everything that the old ones made still good. Pure. */
export function rotated(name: keyof Secrets, value: string, fresh: Secrets): Result<string, string> {
  switch (WAYS[name]) {
    case "ring":
      return ok([fresh[name], ...ringOf(value)].join(" "));
    case "replaced":
      return ok(fresh[name]);
    case "generations": {
      const map = JSON.parse(value) as Record<string, string>;
      const next = Math.max(...Object.keys(map).map(Number)) + 1;
      if (name === "PEPPERS" && Object.keys(map).length >= MAX_LIVE_PEPPERS)
        return err(
          `a code is looked for under ${MAX_LIVE_PEPPERS} peppers at most: take the oldest out first, once no coupon of it is left`,
        );
      return ok(JSON.stringify({ ...map, [next]: Object.values(JSON.parse(fresh[name]) as object)[0] }));
    }
    case "key set": {
      const before = JSON.parse(value) as { keys?: Record<string, unknown>[] };
      const keys = (before.keys ?? [before as Record<string, unknown>]).map(({ d: _, ...open }) => open);
      return ok(JSON.stringify({ keys: [JSON.parse(fresh[name]), ...keys] }));
    }
  }
}

/** A ring without its oldest key: what only that one sealed or signed is no good any more. Pure. */
export function retired(name: keyof Secrets, value: string): Result<string, string> {
  if (WAYS[name] !== "ring") return err(`${name} is no ring`);
  if (name === "PHONE_KEY") return err("telephone numbers are looked up by the oldest PHONE_KEY for ever");
  const ring = ringOf(value);
  if (ring.length < 2) return err(`${name} has one key only`);
  return ok(ring.slice(0, -1).join(" "));
}

const ringOf = (value: string) => value.split(/\s+/).filter((part) => part !== "");

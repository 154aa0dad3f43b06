import { DAY_MS } from "../../schema/calendar.ts";

/** Where people look for whom to tell of a hole (RFC 9116, section 3). */
export const SECURITY_TXT_PATH = "/.well-known/security.txt";
/** RFC 9116, 2.5.5: less than a year; a deployment in time renews it. */
const GOOD_FOR_MS = 364 * DAY_MS;

interface SecurityEnv {
  /** A `mailto:` or `https:` address; empty where the operator has named none. */
  readonly SECURITY_CONTACT: string;
  readonly PUBLIC_ORIGIN: string;
  /** What Cloudflare knows of the deployed version; not there on a developer's machine. */
  readonly VERSION?: { readonly timestamp: string };
}

/** The text of RFC 9116, or null without a contact: a file that names nobody would say that nobody is to be told. */
export function securityTxt(env: SecurityEnv, nowMs: number): string | null {
  if (!/^(mailto:[^\s@]+@[^\s@]+|https:\/\/\S+)$/.test(env.SECURITY_CONTACT)) return null;
  const deployedAtMs = Date.parse(env.VERSION?.timestamp ?? "");
  const expires = new Date((Number.isNaN(deployedAtMs) ? nowMs : deployedAtMs) + GOOD_FOR_MS);
  return [
    `Contact: ${env.SECURITY_CONTACT}`,
    `Expires: ${expires.toISOString()}`,
    "Preferred-Languages: ja, en",
    `Canonical: ${new URL(SECURITY_TXT_PATH, env.PUBLIC_ORIGIN)}`,
    "",
  ].join("\n");
}

/** The answer at {@link SECURITY_TXT_PATH}; null for any other path. */
export function serveSecurityTxt(url: URL, env: SecurityEnv, nowMs: number): Response | null {
  if (url.pathname !== SECURITY_TXT_PATH) return null;
  const text = securityTxt(env, nowMs);
  const headers = { "content-type": "text/plain; charset=utf-8", "cache-control": "public, max-age=86400" };
  return text === null
    ? new Response("Not found\n", { status: 404, headers: { ...headers, "cache-control": "no-store" } })
    : new Response(text, { headers });
}

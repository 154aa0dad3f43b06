import type { JobId } from "../../schema/ids.ts";
import { cryptoKey, newestOf, ringOf } from "../http/secrets.ts";
import { toHex } from "./parts.ts";

/** How long a link to a file is good: long enough to hand it to another program, too short to be passed on. */
export const FILE_LINK_MS = 10 * 60_000;

interface LinkEnv {
  readonly SESSION_KEY: string;
}

const USE = "report-file";
const TOKEN = /^(?<text>(?<jobId>[0-9a-z]{12})\.(?<until>[0-9a-z]{1,11}))\.(?<signature>[0-9a-f]{64})$/;
const encoder = new TextEncoder();

/** A token that lets whoever has it take one report's file until a moment (RPT-5). */
export async function signFileLink(env: LinkEnv, jobId: JobId, untilMs: number): Promise<string> {
  const text = `${jobId}.${untilMs.toString(36)}`;
  const key = await cryptoKey(newestOf(env.SESSION_KEY), USE, "HS256");
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(text)));
  return `${text}.${toHex(signature)}`;
}

/** The report a token is for; `over` where its time has passed, null where we didn't sign it. */
export async function openFileLink(
  env: LinkEnv,
  token: string,
  nowMs: number,
): Promise<{ readonly jobId: JobId; readonly over: boolean } | null> {
  const parts = TOKEN.exec(token)?.groups;
  if (parts === undefined) return null;
  const { text = "", jobId = "", until = "", signature = "" } = parts;
  const given = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  for (const secret of ringOf(env.SESSION_KEY)) {
    const key = await cryptoKey(secret, USE, "HS256");
    if (await crypto.subtle.verify("HMAC", key, given, encoder.encode(text)))
      return { jobId: jobId as JobId, over: Number.parseInt(until, 36) <= nowMs };
  }
  return null;
}

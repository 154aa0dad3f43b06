import { err, ok, type Result } from "../../../schema/result.ts";
import { addressOf } from "./api.ts";
import { online, sawReply, sawSilence } from "./online.ts";
import { readProblem, silence, type Trouble } from "./trouble.ts";

/** A file of the largest size takes this long on a slow line; longer is taken for a broken one. */
const UPLOAD_WITHIN_MS = 120_000;

/**
 * Sends a file as it is, under its name; the reply as JSON. Never throws, never waits without end.
 * @param template the path below /api, as in `endpoints.ts`
 */
export async function uploadFile<Reply>(
  template: string,
  path: Readonly<Record<string, string>>,
  file: File,
): Promise<Result<Reply, Trouble>> {
  const ender = new AbortController();
  const timer = setTimeout(() => ender.abort(), UPLOAD_WITHIN_MS);
  try {
    const reply = await fetch(addressOf(template, path, { name: file.name }), {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/octet-stream" },
      body: file,
      signal: ender.signal,
    });
    const body: unknown = await reply.json().catch(() => undefined);
    sawReply();
    if (!reply.ok || body === undefined) return err(readProblem(reply.status, body));
    return ok(body as Reply);
  } catch {
    sawSilence();
    return err(silence(online()));
  } finally {
    clearTimeout(timer);
  }
}

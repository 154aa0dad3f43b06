import type { PictureUse, UploadedPicture } from "../../../schema/api/faces.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { online, sawReply, sawSilence } from "./online.ts";
import { readProblem, silence, type Trouble } from "./trouble.ts";

/** A picture may take longer than a command: a phone's uplink is slow. */
const WITHIN_MS = 60_000;

/** POST /api/pictures?use: the file itself is the body, which `api` can't send. Never throws, never waits without end. */
export async function uploadPicture(
  use: PictureUse,
  picture: Blob,
): Promise<Result<UploadedPicture, Trouble>> {
  const ender = new AbortController();
  const timer = setTimeout(() => ender.abort(), WITHIN_MS);
  try {
    const reply = await fetch(`/api/pictures?use=${use}`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": picture.type },
      body: picture,
      signal: ender.signal,
    });
    const body: unknown = await reply.json().catch(() => undefined);
    sawReply();
    return reply.ok ? ok(body as UploadedPicture) : err(readProblem(reply.status, body));
  } catch {
    sawSilence();
    return err(silence(online() && navigator.onLine !== false));
  } finally {
    clearTimeout(timer);
  }
}

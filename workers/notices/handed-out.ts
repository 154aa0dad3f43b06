import type { StoredAttachment } from "../data/notices.ts";
import type { Env } from "../env.ts";
import { UPLOAD_POLICY } from "../http/edge-headers.ts";

/**
 * An attachment as a download (NOT-3): saved and not shown, under a policy of its own that lets nothing in it run or load,
 * whatever it turns out to be. Null where its bytes are not there.
 */
export async function handedOut(env: Env, file: StoredAttachment): Promise<Response | null> {
  const object = await env.FILES.get(file.fileKey);
  if (!object) return null;
  return new Response(object.body, {
    headers: {
      "content-type": file.mediaType,
      "content-length": String(object.size),
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "content-security-policy": UPLOAD_POLICY,
      "cache-control": "private, no-store",
    },
  });
}

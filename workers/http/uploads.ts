import type { Env } from "../env.ts";
import { MEDIA_TYPES, type PictureKind } from "../pictures/picture.ts";
import { UPLOAD_POLICY } from "./edge-headers.ts";

/** Where uploads are; the name is the hash of what is there, so it never changes. */
const PATH = /^\/(?:pictures\/([0-9a-f]{64})\.(png|jpg|webp)|sounds\/([0-9a-f]{64})\.wav)$/;
const IMMUTABLE = "public, max-age=31536000, immutable";

/** The key of a picture in the FILES bucket. */
export function pictureKey(name: string): string {
  return `pictures/${name}`;
}

/** The key of a sound in the FILES bucket. */
export function soundKey(name: string): string {
  return `sounds/${name}`;
}

/**
 * Answers `/pictures/<name>` and `/sounds/<name>` from R2, or null for any other path. Whatever the bytes are, a browser may
 * only draw them (PRG-7): the type is ours, nothing sniffs, and the policy lets a page made of them do nothing. Sounds go
 * out as bytes without a type: the apps ring them after a payment, and whoever opens the address hears nothing (PRG-8).
 */
export async function serveUpload(request: Request, env: Env): Promise<Response | null> {
  const [, picture, kind, sound] = PATH.exec(new URL(request.url).pathname) ?? [];
  const hash = picture ?? sound;
  if (hash === undefined) return null;
  const headers = new Headers({
    "content-type": kind ? MEDIA_TYPES[kind as PictureKind] : "application/octet-stream",
    ...(kind ? {} : { "content-disposition": "attachment" }),
    "content-security-policy": UPLOAD_POLICY,
    "cache-control": IMMUTABLE,
    etag: `"${hash}"`,
  });
  if (request.method !== "GET" && request.method !== "HEAD")
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD", "cache-control": "no-store" } });
  if (request.headers.get("if-none-match") === `"${hash}"`)
    return new Response(null, { status: 304, headers });
  const object = await env.FILES.get(kind ? pictureKey(`${hash}.${kind}`) : soundKey(`${hash}.wav`));
  if (!object)
    return new Response("Not found\n", {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  headers.set("content-length", String(object.size));
  return new Response(request.method === "HEAD" ? null : object.body, { headers });
}

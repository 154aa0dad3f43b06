import type { Env } from "../env.ts";
import { UPLOAD_POLICY } from "../http/edge-headers.ts";
import { MEDIA_TYPES, type PictureKind } from "./picture.ts";

/** Where uploaded pictures are; the name is the hash of what is there, so it never changes. */
const PATH = /^\/pictures\/([0-9a-f]{64})\.(png|jpg|webp)$/;
const IMMUTABLE = "public, max-age=31536000, immutable";

/** The key of a picture in the FILES bucket. */
export function pictureKey(name: string): string {
  return `pictures/${name}`;
}

/**
 * Answers `/pictures/<name>` from R2, or null for any other path. Whatever the bytes are, a browser may only draw them
 * (PRG-7): the type is ours, nothing sniffs, and the policy lets a page made of them do nothing.
 */
export async function servePicture(request: Request, env: Env): Promise<Response | null> {
  const [, hash, kind] = PATH.exec(new URL(request.url).pathname) ?? [];
  if (hash === undefined || kind === undefined) return null;
  const headers = new Headers({
    "content-type": MEDIA_TYPES[kind as PictureKind],
    "content-security-policy": UPLOAD_POLICY,
    "cache-control": IMMUTABLE,
    etag: `"${hash}"`,
  });
  if (request.method !== "GET" && request.method !== "HEAD")
    return new Response(null, { status: 405, headers: { allow: "GET, HEAD", "cache-control": "no-store" } });
  if (request.headers.get("if-none-match") === `"${hash}"`)
    return new Response(null, { status: 304, headers });
  const object = await env.FILES.get(pictureKey(`${hash}.${kind}`));
  if (!object)
    return new Response("Not found\n", {
      status: 404,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  headers.set("content-length", String(object.size));
  return new Response(request.method === "HEAD" ? null : object.body, { headers });
}

import type { Face } from "../../schema/face.ts";
import type { Env } from "../env.ts";
import { pictureKey } from "../http/uploads.ts";
import type { EmblemPicture } from "../pdf/emblem.ts";

/** A face's own emblem, where it is a picture that a PDF can hold (WebP is not). */
export async function emblemPicture(env: Env, face: Face): Promise<EmblemPicture> {
  if (typeof face === "string") return null;
  const [, kind] = /\.(png|jpg)$/.exec(face.emblem) ?? [];
  if (kind !== "png" && kind !== "jpg") return null;
  const object = await env.FILES.get(pictureKey(face.emblem));
  return object ? { bytes: new Uint8Array(await object.arrayBuffer()), kind } : null;
}

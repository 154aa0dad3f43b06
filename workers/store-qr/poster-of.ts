import type { OwnFace } from "../../schema/face.ts";
import { stickerNumber } from "../../schema/sticker-number.ts";
import type { ProgrammeFacts } from "../data/programmes.ts";
import type { StoreFacts, TillFacts } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { tillQrText } from "../http/store-qr.ts";
import { pictureKey } from "../http/uploads.ts";
import type { Poster } from "./poster.ts";

/** What one till's sheet says in the face of one programme. */
export function posterOf(
  env: Env,
  store: StoreFacts,
  till: TillFacts,
  programme: Pick<ProgrammeFacts, "payName" | "face">,
  emblemPicture: Poster["emblemPicture"],
): Poster {
  return {
    payName: programme.payName,
    face: programme.face,
    emblemPicture,
    storeName: store.name,
    town: store.town,
    tillNumber: till.number,
    takesPaper: store.accepts === "mpm+cpm",
    sticker: stickerNumber(store.id, till),
    qrText: tillQrText(env, store.id, till.tillId, till.rotation),
  };
}

/** A face's own emblem, where it is a picture that a PDF can hold (WebP is not). */
export async function emblemPicture(
  env: Env,
  face: ProgrammeFacts["face"],
): Promise<Poster["emblemPicture"]> {
  const [, kind] = /\.(png|jpg)$/.exec(typeof face === "string" ? "" : (face as OwnFace).emblem) ?? [];
  if (kind !== "png" && kind !== "jpg") return null;
  const object = await env.FILES.get(pictureKey((face as OwnFace).emblem));
  return object ? { bytes: new Uint8Array(await object.arrayBuffer()), kind } : null;
}

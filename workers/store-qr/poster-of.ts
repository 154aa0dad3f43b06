import { stickerNumber } from "../../schema/sticker-number.ts";
import type { ProgrammeFacts } from "../data/programmes.ts";
import type { StoreFacts, TillFacts } from "../data/stores.ts";
import type { Env } from "../env.ts";
import { tillQrText } from "../http/store-qr.ts";
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

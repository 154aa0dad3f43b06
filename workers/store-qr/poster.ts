import type { Face } from "../../schema/face.ts";
import type { EmblemPicture } from "../pdf/emblem.ts";

/** Everything that one till's sheet says. */
export interface Poster {
  readonly payName: string;
  readonly face: Face;
  readonly emblemPicture: EmblemPicture;
  readonly storeName: string;
  readonly town: string;
  readonly tillNumber: number;
  readonly takesPaper: boolean;
  readonly sticker: string;
  readonly qrText: string;
}

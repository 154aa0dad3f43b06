import "./no-eval.ts";
import * as z from "zod";
import { CHIME_NAMES, FACE_NAMES, type Face } from "../face.ts";

/** How a Pay looks and sounds (S4), on the wire. The types and what makes a face readable are in schema/face.ts. */

export const faceNameSchema = z.enum(FACE_NAMES);

const colourSchema = z.string().regex(/^#[0-9a-f]{6}$/);

/** An uploaded picture: the SHA-256 of its bytes and its kind. It is served at `/pictures/<name>`. */
export const pictureNameSchema = z.string().regex(/^[0-9a-f]{64}\.(png|jpg|webp)$/);

/** An uploaded sound: the SHA-256 of its bytes and its kind. It is served at `/sounds/<name>`. */
const soundNameSchema = z.string().regex(/^[0-9a-f]{64}\.wav$/);

export const ownFaceSchema = z.object({
  colour: colourSchema,
  companion: colourSchema,
  pattern: faceNameSchema,
  emblem: z.union([faceNameSchema, pictureNameSchema]),
  picture: pictureNameSchema.nullable(),
  sound: z.union([z.enum(CHIME_NAMES), soundNameSchema]),
});

/** One of the faces the product brings along, or the secretariat's own. */
export const faceSchema: z.ZodType<Face, Face> = z.union([faceNameSchema, ownFaceSchema]);

/** What an upload is for; each has its own limits (`PICTURE_LIMITS`). */
export const PICTURE_USES = ["emblem", "picture"] as const;
export const pictureUseSchema = z.enum(PICTURE_USES);
export type PictureUse = z.output<typeof pictureUseSchema>;

/** POST /api/pictures?use: the file itself as the body (PNG or JPEG; a picture also as WebP). */
export const uploadPictureQuerySchema = z.object({ use: pictureUseSchema });
export const uploadedPictureSchema = z.object({
  name: pictureNameSchema,
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
});
export type UploadedPicture = z.output<typeof uploadedPictureSchema>;

/** POST /api/sounds: the file itself as the body (WAV, 16-bit PCM, as `SOUND_LIMITS` says). */
export const uploadedSoundSchema = z.object({
  name: soundNameSchema,
  durationMs: z.int(),
  bytes: z.int(),
});
export type UploadedSound = z.output<typeof uploadedSoundSchema>;

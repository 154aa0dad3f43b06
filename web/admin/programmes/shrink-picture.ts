import type { PictureUse } from "../../../schema/api/faces.ts";
import { PICTURE_LIMITS } from "../../../schema/limits.ts";

/** An emblem keeps its transparency; of a photograph JPEG makes the fewest bytes that every browser can write. */
const KIND = { emblem: "image/png", picture: "image/jpeg" } as const;
/** The photograph's quality, and how much smaller each try gets where the bytes are still too many. */
const QUALITY = 0.85;
const NEXT_TRY = 0.75;
const TRIES = 6;

/**
 * Draws a picture anew, small enough for what it is for: what hung on the file (place, camera, comments) stays behind.
 * Null where the browser can't read it.
 */
export async function shrinkPicture(file: Blob, use: PictureUse): Promise<Blob | null> {
  const image = await readImage(file);
  if (!image) return null;
  const { side, bytes } = PICTURE_LIMITS[use];
  let scale = Math.min(1, side / Math.max(image.naturalWidth, image.naturalHeight));
  for (let tries = 0; tries < TRIES; tries++, scale *= NEXT_TRY) {
    const drawn = await draw(image, scale, KIND[use]);
    if (drawn && drawn.size <= bytes) return drawn;
  }
  return null;
}

async function readImage(file: Blob): Promise<HTMLImageElement | null> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image.naturalWidth > 0 && image.naturalHeight > 0 ? image : null;
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function draw(image: HTMLImageElement, scale: number, kind: string): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(image.naturalWidth * scale));
  canvas.height = Math.max(1, Math.round(image.naturalHeight * scale));
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, kind, QUALITY));
}

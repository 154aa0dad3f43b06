import { MAX_PICTURE_BYTES } from "../../../schema/limits.ts";
import type { CropArea } from "./crop-area.ts";

/** The longest side a stored picture has, in pixels; enough for a phone's full width. */
const LONGEST_PX = 1_200;
/** Tried one after the other until the file is small enough. */
const QUALITIES = [0.85, 0.7, 0.5, 0.35] as const;

/** A chosen picture, turned the right way up; null where the browser can't read it. */
export async function readPicture(file: Blob): Promise<ImageBitmap | null> {
  return createImageBitmap(file).catch(() => null);
}

/**
 * A part of a picture drawn anew as JPEG: small, and without what cameras write into a file (place, time, device). Null where
 * it can't be made small enough.
 */
export async function smallPicture(source: ImageBitmap, area: CropArea): Promise<Blob | null> {
  try {
    const scale = Math.min(1, LONGEST_PX / Math.max(area.width, area.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(area.width * scale));
    canvas.height = Math.max(1, Math.round(area.height * scale));
    const paper = canvas.getContext("2d");
    if (!paper) return null;
    // JPEG has no transparency: a logo on nothing stands on white.
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    const { x, y, width, height } = area;
    paper.drawImage(source, x, y, width, height, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= MAX_PICTURE_BYTES) return blob;
    }
    return null;
  } catch {
    return null;
  }
}

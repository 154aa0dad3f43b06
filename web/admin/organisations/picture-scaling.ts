import { MAX_PICTURE_BYTES } from "../../../schema/limits.ts";

/** The longest side a stored picture has, in pixels; enough for a phone's full width. */
const LONGEST_PX = 1_200;
/** Tried one after the other until the file is small enough. */
const QUALITIES = [0.85, 0.7, 0.5, 0.35] as const;

/**
 * A chosen picture drawn anew as JPEG: small, turned the right way up, and without what cameras write into a file (place,
 * time, device). Null where the browser can't read it.
 */
export async function smallPicture(file: Blob): Promise<Blob | null> {
  try {
    const source = await createImageBitmap(file);
    const scale = Math.min(1, LONGEST_PX / Math.max(source.width, source.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(source.width * scale));
    canvas.height = Math.max(1, Math.round(source.height * scale));
    const paper = canvas.getContext("2d");
    if (!paper) return null;
    // JPEG has no transparency: a logo on nothing stands on white.
    paper.fillStyle = "#fff";
    paper.fillRect(0, 0, canvas.width, canvas.height);
    paper.drawImage(source, 0, 0, canvas.width, canvas.height);
    source.close();
    for (const quality of QUALITIES) {
      const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", quality));
      if (blob && blob.size <= MAX_PICTURE_BYTES) return blob;
    }
    return null;
  } catch {
    return null;
  }
}

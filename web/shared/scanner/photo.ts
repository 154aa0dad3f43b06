import { loadDecoder } from "./decoder.ts";

/** A photo is drawn at most this large; a QR on a sheet needs far less. */
const LARGEST_SIDE_PX = 1_800;

/** Texts of the QR codes in a photo file; empty when there is none or the file is no picture. */
export async function readPhoto(file: Blob): Promise<readonly string[]> {
  const decoder = await loadDecoder();
  const picture = await pictureOf(file);
  if (!picture) return [];
  // Phones photograph sheets from near and far: the whole first, then smaller, which helps with blur.
  for (const scale of [1, 0.5]) {
    const found = await decoder.read(drawn(picture, scale)).catch(() => []);
    if (found.length > 0) return found;
  }
  return [];
}

function drawn(picture: HTMLImageElement, scale: number): HTMLCanvasElement {
  const fit = Math.min(1, LARGEST_SIDE_PX / Math.max(picture.naturalWidth, picture.naturalHeight)) * scale;
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.naturalWidth * fit));
  canvas.height = Math.max(1, Math.round(picture.naturalHeight * fit));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

function pictureOf(file: Blob): Promise<HTMLImageElement | undefined> {
  const url = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const picture = new Image();
    picture.onload = () => {
      URL.revokeObjectURL(url);
      resolve(picture);
    };
    picture.onerror = () => {
      URL.revokeObjectURL(url);
      resolve(undefined);
    };
    picture.src = url;
  });
}

/**
 * Which side of a photograph is up: the one thing of its Exif data (CIPA DC-008) that a picture needs to be seen as it was
 * taken. Everything else that stands there is about who took it, where and with what, and goes (PRG-7).
 */

const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
/** Where TIFF begins in an APP1 segment: after marker, length and the name. */
const TIFF_AT = 10;
const ORIENTATION = 0x0112;

/** The orientation in an APP1 segment, 2 to 8; undefined where there is none, or the picture stands upright. */
export function orientationOf(segment: Uint8Array): number | undefined {
  if (!EXIF.every((byte, i) => segment[4 + i] === byte)) return undefined;
  const view = new DataView(segment.buffer, segment.byteOffset + TIFF_AT, segment.byteLength - TIFF_AT);
  try {
    const little = view.getUint16(0) === 0x4949;
    const first = view.getUint32(4, little);
    for (let left = view.getUint16(first, little), at = first + 2; left > 0; left--, at += 12) {
      if (view.getUint16(at, little) !== ORIENTATION) continue;
      const turned = view.getUint16(at + 8, little);
      return turned >= 2 && turned <= 8 ? turned : undefined;
    }
  } catch (error) {
    // A directory that lies about its length says nothing that is needed.
    if (!(error instanceof RangeError)) throw error;
  }
  return undefined;
}

/** An APP1 segment that says the orientation and nothing else. */
export function orientationSegment(turned: number): Uint8Array {
  return Uint8Array.from([
    ...[0xff, 0xe1, 0x00, 0x22, ...EXIF],
    // TIFF, big end first, its directory at 8: one entry, a short, one of them; no directory follows.
    ...[0x4d, 0x4d, 0x00, 0x2a, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0],
  ]);
}

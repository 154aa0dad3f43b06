import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { orientationOf } from "./orientation.ts";
import { cleanPicture } from "./picture.ts";

const ascii = (text: string) => [...text].map((character) => character.charCodeAt(0));
const uint32 = (number: number) => [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
const littleUint32 = (number: number) => uint32(number).reverse();
const SECRET = "35.6812,139.7671";
const holdsSecret = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes).includes(SECRET);

const pngChunk = (name: string, data: readonly number[]) => [
  ...uint32(data.length),
  ...ascii(name),
  ...data,
  ...[0, 0, 0, 0],
];
const PNG = Uint8Array.from([
  ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ...pngChunk("IHDR", [...uint32(64), ...uint32(48), 8, 6, 0, 0, 0]),
  ...pngChunk("eXIf", ascii(SECRET)),
  ...pngChunk("tEXt", ascii(SECRET)),
  ...pngChunk("IDAT", [1, 2, 3]),
  ...pngChunk("IEND", []),
  ...ascii(SECRET),
]);

const segment = (marker: number, data: readonly number[]) => [
  0xff,
  marker,
  (data.length + 2) >> 8,
  (data.length + 2) & 255,
  ...data,
];
const JPEG = Uint8Array.from([
  ...[0xff, 0xd8],
  ...segment(0xe0, [...ascii("JFIF"), 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]),
  ...segment(0xe1, [...ascii("Exif"), 0, 0, ...ascii(SECRET)]),
  ...segment(0xfe, ascii(SECRET)),
  ...segment(0xc2, [8, 0, 48, 0, 64, 1, 1, 0x11, 0]),
  // Two scans, a stuffed byte and a restart inside the first.
  ...segment(0xda, [1, 1, 0, 0, 63, 0]),
  ...[1, 0xff, 0x00, 2, 0xff, 0xd0, 3],
  ...segment(0xda, [1, 1, 0, 0, 63, 0]),
  ...[4],
  ...[0xff, 0xd9],
  ...ascii(SECRET),
]);

const webpChunk = (name: string, data: readonly number[]) => [
  ...ascii(name),
  ...littleUint32(data.length),
  ...data,
  ...(data.length % 2 ? [0] : []),
];
const webp = (flags: number) => {
  const body = [
    ...ascii("WEBP"),
    ...webpChunk("VP8X", [flags, 0, 0, 0, 63, 0, 0, 47, 0, 0]),
    ...webpChunk("EXIF", ascii(SECRET)),
    ...webpChunk("VP8L", [0x2f, 63, 192, 11, 0]),
    ...webpChunk("XMP ", ascii(SECRET)),
  ];
  return Uint8Array.from([...ascii("RIFF"), ...littleUint32(body.length), ...body]);
};
const EXIF_XMP_ALPHA = 0x08 | 0x04 | 0x10;

describe.each([
  ["png", PNG],
  ["jpg", JPEG],
  ["webp", webp(EXIF_XMP_ALPHA)],
])("PRG-7: a %s", (kind, bytes) => {
  const clean = cleanPicture(bytes);

  test("is known by its bytes, with its size in pixels", () => {
    expect(clean).toMatchObject({ kind, width: 64, height: 48 });
  });

  test("comes out without place, comment and what hung behind it, and the same when cleaned again", () => {
    expect(holdsSecret(bytes)).toBe(true);
    expect(holdsSecret(clean?.bytes as Uint8Array)).toBe(false);
    expect(cleanPicture(clean?.bytes as Uint8Array)?.bytes).toEqual(clean?.bytes);
  });

  test("that is cut off anywhere is refused", () => {
    const whole = clean?.bytes as Uint8Array;
    for (let length = 0; length < whole.length; length++)
      expect(cleanPicture(whole.subarray(0, length))).toBeNull();
  });
});

test("PRG-7: a WebP keeps the word that it is transparent and forgets that it had more; one that moves is refused", () => {
  expect(cleanPicture(webp(EXIF_XMP_ALPHA))?.bytes[20]).toBe(0x10);
  expect(cleanPicture(webp(0x02))).toBeNull();
});

test("PRG-7: a photograph that lies on its side stays so, and says nothing else of itself", () => {
  const entry = (tag: number, value: number) => [tag & 255, tag >> 8, 3, 0, 1, 0, 0, 0, value, 0, 0, 0];
  const exif = (orientation: number) =>
    segment(0xe1, [
      ...[...ascii("Exif"), 0, 0, ...ascii("II"), 42, 0, 8, 0, 0, 0, 2, 0],
      ...[...entry(0x0110, 7), ...entry(0x0112, orientation), 0, 0, 0, 0, ...ascii(SECRET)],
    ]);
  const photo = (orientation: number) =>
    Uint8Array.from([0xff, 0xd8, ...exif(orientation), ...JPEG.subarray(2)]);
  const clean = cleanPicture(photo(6))?.bytes as Uint8Array<ArrayBuffer>;
  expect(holdsSecret(photo(6))).toBe(true);
  expect(holdsSecret(clean)).toBe(false);
  expect(orientationOf(clean.subarray(2, 2 + 36))).toBe(6);
  expect(cleanPicture(clean)?.bytes).toEqual(clean);
  expect(cleanPicture(photo(1))?.bytes).toEqual(cleanPicture(JPEG)?.bytes);
  // A directory longer than its segment.
  expect(
    orientationOf(Uint8Array.from([0xff, 0xe1, 0, 12, ...ascii("Exif"), 0, 0, ...ascii("II"), 42])),
  ).toBeUndefined();
});

test.each(["<svg xmlns='http://www.w3.org/2000/svg'/>", "<html></html>", "GIF89a", "%PDF-1.7", ""])(
  "PRG-7: %s is refused, whatever it is called",
  (text) => {
    expect(cleanPicture(new TextEncoder().encode(text))).toBeNull();
  },
);

test("PRG-7: no bytes make the reader fail or run on", () => {
  const heads = [PNG.subarray(0, 8), JPEG.subarray(0, 4), webp(0).subarray(0, 12)];
  fc.assert(
    fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 200 }), (head, rest) => {
      const clean = cleanPicture(Uint8Array.from([...head, ...rest]));
      expect(clean === null || clean.bytes.length <= head.length + rest.length).toBe(true);
    }),
  );
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { encodeCsv } from "../reports/csv.ts";
import { readOnce, type TextEncoding, textOf } from "./text-encoding.ts";

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
async function textIn(bytes: Uint8Array, encoding: TextEncoding, size: number): Promise<string> {
  let text = "";
  for await (const piece of textOf(cut(bytes, size), encoding)) text += piece;
  return text;
}
const encodingOf = async (bytes: Uint8Array, size = 3) => (await readOnce(cut(bytes, size))).encoding;

/**
 * What a Japanese spreadsheet can write in both encodings, below a heading: two or three characters alone may by chance be
 * valid in both (﨑港 is).
 */
const japanese = fc
  .string({ unit: fc.constantFrom(..."港の食堂ソ能表①髙﨑ァヶー、。abc,123\r\n"), maxLength: 40 })
  .map((text) => `店舗名,住所\r\n${text}`);

test("IMP-1: the encoding is recognised and the text comes back, wherever the bytes are cut", async () => {
  await fc.assert(
    fc.asyncProperty(japanese, fc.integer({ min: 1, max: 7 }), async (text, size) => {
      for (const encoding of ["utf-8", "shift_jis"] as const) {
        const bytes = encodeCsv(text, encoding);
        expect(await encodingOf(bytes, size)).toBe(encoding);
        expect(await textIn(bytes, encoding, size)).toBe(text);
      }
    }),
  );
});

test("IMP-1: a byte order mark is no part of the first heading", async () => {
  const bytes = encodeCsv("\uFEFF店名,住所\r\n", "utf-8");
  expect(await encodingOf(bytes)).toBe("utf-8");
  expect(await textIn(bytes, "utf-8", 2)).toBe("店名,住所\r\n");
});

test("IMP-1: a spreadsheet's own file and UTF-16 are no text that could be read", async () => {
  expect(await encodingOf(Uint8Array.of(0x50, 0x4b, 3, 4, 0x14, 0, 6, 0, 0xff, 0xfe))).toBeNull();
  expect(await encodingOf(Uint8Array.of(0xff, 0xfe, 0x97, 0x5e, 0x0d, 0))).toBeNull();
});

test("IMP-1: plain ASCII is UTF-8, and the hash is of the bytes as they came", async () => {
  const { encoding, sha256 } = await readOnce(cut(new TextEncoder().encode("abc"), 2));
  expect(encoding).toBe("utf-8");
  expect(sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

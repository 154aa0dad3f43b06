import { crc32, inflateRawSync } from "node:zlib";

const MARKS = { file: 0x04034b50, entry: 0x02014b50, end: 0x06054b50 } as const;
/** What ends a ZIP without a remark. */
const END_BYTES = 22;

/** The files of a ZIP by its directory, each unpacked and held against its checksum and sizes. Throws where one differs. */
export function unzipped(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const two = (at: number) => view.getUint16(at, true);
  const four = (at: number) => view.getUint32(at, true);
  const same = (what: string, seen: number, said: number) => {
    if (seen !== said) throw new Error(`${what}: ${seen} instead of ${said}`);
  };
  const end = zip.length - END_BYTES;
  same("the mark of the end", four(end), MARKS.end);
  const files = new Map<string, Uint8Array>();
  let at = four(end + 16);
  same("the directory's end", at + four(end + 12), end);
  for (let n = two(end + 10); n > 0; n--) {
    same("the directory's mark", four(at), MARKS.entry);
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + two(at + 28)));
    const header = four(at + 42);
    same(`the mark of ${name}`, four(header), MARKS.file);
    const begin = header + 30 + two(header + 26) + two(header + 28);
    const raw = zip.subarray(begin, begin + four(at + 20));
    const content = two(at + 10) === 0 ? raw : inflateRawSync(raw);
    same(`the length of ${name}`, content.length, four(at + 24));
    same(`the checksum of ${name}`, crc32(content), four(at + 16));
    files.set(name, Uint8Array.from(content));
    at += 46 + two(at + 28) + two(at + 30) + two(at + 32);
  }
  return files;
}

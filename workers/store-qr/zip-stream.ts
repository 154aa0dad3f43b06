import { type ZipEntry, zipDirectory, zipStored } from "../reports/zip.ts";

/** A file that is made when its turn comes. */
export interface ComingFile {
  readonly name: string;
  readonly make: () => Promise<Uint8Array>;
}

/** A ZIP of small files as a stream: each is made when the reader has taken the one before, so that one is in memory. */
export function zipStream(files: readonly ComingFile[]): ReadableStream<Uint8Array> {
  const entries: ZipEntry[] = [];
  let offset = 0;
  let next = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const file = files[next];
      next += 1;
      if (!file) {
        controller.enqueue(zipDirectory(entries, offset));
        controller.close();
        return;
      }
      const { entry, bytes } = zipStored(file.name, await file.make(), offset);
      entries.push(entry);
      offset += bytes.length;
      controller.enqueue(bytes);
    },
  });
}

import { createHash } from "node:crypto";
import type { runArchive } from "./run.ts";

/** R2's type as the archive declares it; the types of workerd themselves don't go together with those of Node. */
type Bucket = Parameters<typeof runArchive>[0]["LOG"];

/** The one class of workerd that reading a hash needs and Node hasn't got. */
class DigestStream extends WritableStream<Uint8Array> {
  readonly digest: Promise<ArrayBuffer>;
  constructor(_algorithm: "SHA-256") {
    const hash = createHash("sha256");
    const { promise, resolve } = Promise.withResolvers<ArrayBuffer>();
    super({
      write: (chunk) => void hash.update(chunk),
      close: () => resolve(Uint8Array.from(hash.digest()).buffer),
    });
    this.digest = promise;
  }
}
Object.assign(globalThis.crypto, { DigestStream });

/** The little of R2 that the archive uses, in memory. What is put whole must fit the hash it is put with. */
export function memoryR2(): { readonly bucket: Bucket; readonly objects: Map<string, Uint8Array> } {
  const objects = new Map<string, Uint8Array>();
  const etagOf = (bytes: Uint8Array) => createHash("md5").update(bytes).digest("hex");
  const bucket = {
    put: async (key: string, value: string | Uint8Array, options: { sha256?: string } = {}) => {
      const bytes = typeof value === "string" ? new TextEncoder().encode(value) : value;
      if (options.sha256 && createHash("sha256").update(bytes).digest("hex") !== options.sha256)
        throw new Error(`put ${key}: the SHA-256 does not match`);
      objects.set(key, Uint8Array.from(bytes));
    },
    get: async (key: string, options: { onlyIf?: { etagMatches: string } } = {}) => {
      const bytes = objects.get(key);
      if (!bytes) return null;
      const head = { key, size: bytes.length, etag: etagOf(bytes) };
      if (options.onlyIf && options.onlyIf.etagMatches !== head.etag) return head;
      const text = async () => new TextDecoder().decode(bytes);
      // In pieces, as bytes come over a network.
      const body = new ReadableStream({
        start: (controller) => {
          for (let at = 0; at < bytes.length; at += 1_000) controller.enqueue(bytes.slice(at, at + 1_000));
          controller.close();
        },
      });
      return { ...head, body, text, json: async () => JSON.parse(await text()) };
    },
  };
  const head = async (key: string) => {
    const bytes = objects.get(key);
    return bytes ? { key, size: bytes.length, etag: etagOf(bytes) } : null;
  };
  return { bucket: Object.assign(bucket, { head }) as unknown as Bucket, objects };
}

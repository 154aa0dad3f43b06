import { z } from "zod";
import { err, ok, type Result } from "../../schema/result.ts";
import { type LineReader, readGzipLines } from "./lines.ts";

/** One row of a sealed date's day file (ASOF-1): what was booked, and which log object holds it. */
export interface DayRow {
  readonly actor: string;
  readonly seq: number;
  readonly hash: string;
  readonly logKey: string;
}

const dayLine = z.tuple([z.string(), z.int().min(1), z.string().length(64), z.string().min(1)]);

/** The rows of a day file in order of projection. */
export interface DayRows {
  readonly next: () => Promise<DayRow | null>;
  readonly close: () => Promise<void>;
}

/**
 * Opens a day file behind so many rows. `etag` names the very object whose hash was compared with the seal; the error
 * says that it is gone or another one now. A line that isn't a row throws: the hash had fitted.
 */
export async function openDayFile(
  log: R2Bucket,
  file: { readonly key: string; readonly etag: string },
  skip: number,
): Promise<Result<DayRows, string>> {
  const object = await log.get(file.key, { onlyIf: { etagMatches: file.etag } });
  if (object === null) return err(`${file.key} is missing`);
  if (!("body" in object)) return err(`${file.key} was replaced while it was read`);
  const lines: LineReader = readGzipLines(object.body);
  await lines.skip(skip);
  return ok({
    next: async () => {
      const line = await lines.next();
      if (line === null) return null;
      const [actor, seq, hash, logKey] = dayLine.parse(JSON.parse(line));
      return { actor, seq, hash, logKey };
    },
    close: lines.close,
  });
}

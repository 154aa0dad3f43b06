import { createHash } from "node:crypto";
import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as later } from "node:timers/promises";
import type { Cloudflare } from "../deploy/cloudflare.ts";
import { type DumpFacts, inspectDump } from "./sql-dump.ts";

/** How often it is asked how far a copy is; an export that nobody asks about ends by itself. */
const ASK_EVERY_MS = 1_000;

/** A copy that was taken and looked at. */
export interface Backup extends DumpFacts {
  readonly database: string;
  readonly takenAt: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Copies a database into a folder as SQL, reads it back, and writes beside it what is in it (BAK-2). Throws, leaving nothing under
 * the copy's name, where it isn't whole.
 */
export async function takeBackup(
  cloudflare: Cloudflare,
  {
    name,
    id,
    folder,
    nowMs,
    askEveryMs = ASK_EVERY_MS,
  }: {
    readonly name: string;
    readonly id: string;
    readonly folder: string;
    readonly nowMs: number;
    readonly askEveryMs?: number;
  },
): Promise<Backup> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const takenAt = new Date(nowMs).toISOString();
  const file = join(folder, `${name}-${takenAt.replaceAll(":", "").slice(0, 15)}Z.sql`);
  const part = `${file}.part`;
  const scratch = `${file}.scratch`;
  try {
    const reply = await fetch(await whole(cloudflare, id, askEveryMs));
    if (!reply.ok || reply.body === null) throw new Error(`the copy can't be fetched: ${reply.status}`);
    await pipeline(Readable.fromWeb(reply.body as never), createWriteStream(part, { mode: 0o600 }));
    const facts = await inspectDump(part, scratch);
    if (!facts.sound) throw new Error("the copy is not sound");
    renameSync(part, file);
    const backup = {
      database: name,
      takenAt,
      file,
      bytes: statSync(file).size,
      sha256: await sha256(file),
      ...facts,
    };
    writeFileSync(`${file}.json`, `${JSON.stringify(backup, null, 2)}\n`);
    return backup;
  } finally {
    for (const path of [part, scratch]) rmSync(path, { force: true });
  }
}

/** Where the copy lies once it is whole. */
async function whole(cloudflare: Cloudflare, id: string, askEveryMs: number): Promise<string> {
  for (let bookmark: string | null = null; ; ) {
    const state = await cloudflare.exportDatabase(id, bookmark);
    if (state.url !== null) return state.url;
    bookmark = state.bookmark;
    await later(askEveryMs);
  }
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { charge, fundWith, pay, reverse, START_MS, World } from "../../durable-objects/lib/world.testing.ts";
import { addDays, businessDate } from "../../schema/calendar.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { appendToLog } from "../queue/log.ts";
import { nodeD1 } from "../queue/node-d1.testing.ts";
import { project } from "../queue/projection.ts";
import { rowsKey } from "../sealing/day-file.ts";
import { archiveKey, sha256Hex } from "./format.ts";
import { writeGzipLines } from "./lines.ts";
import { memoryR2 } from "./memory-r2.testing.ts";
import { runArchive, startArchive } from "./run.ts";

/** A private Ed25519 key under this name. */
export function newKey(kid: string) {
  const { crv, d, kty, x } = generateKeyPairSync("ed25519").privateKey.export({ format: "jwk" });
  return { kty, crv, x, d, kid };
}

/** The books of a small region on real ledgers, their log and D1, and the archive job over both. */
export function newBooks(signingKey: object = newKey("first")) {
  const { db, sqlite } = nodeD1();
  const { bucket, objects } = memoryR2();
  const world = new World();
  const sent: { kind: string; jobId: string }[] = [];
  const env = {
    DB: db,
    LOG: bucket,
    JOBS_QUEUE: { send: async (message: { kind: string; jobId: string }) => void sent.push(message) },
    ARCHIVE_SIGNING_KEY: JSON.stringify(signingKey),
    CLOCK_OFFSET_MS: "0",
  } as unknown as Parameters<typeof runArchive>[0] & { ARCHIVE_SIGNING_KEY: string };

  /** What the ledgers published goes the queue's way: log, then D1; `perBatch` entries at a time. */
  const publish = async (entries: readonly JournalEntry[], perBatch = 7) => {
    for (let at = 0; at < entries.length; at += perBatch) {
      const batch = entries.slice(at, at + perBatch);
      await project(db, batch, await appendToLog(bucket, batch, world.nowMs + at), world.nowMs);
    }
  };

  /** Seals a date as the product does, less the audit: closes it, and writes the file of what was booked. */
  const seal = async (date: string) => {
    const rows = sqlite
      .prepare("select actor, seq, hash, log_key from journal where book_date = ? order by position")
      .all(date);
    const file = writeGzipLines();
    for (const row of rows) file.write(JSON.stringify([row.actor, row.seq, row.hash, row.log_key]));
    const packed = file.end();
    await bucket.put(rowsKey(date), packed);
    sqlite
      .prepare(
        `insert into seal (book_date, state, audit_id, late, closed_at_ms, sealed_at_ms, rows, file_key, file_hash)
         values (?, 'sealed', 'audit', '[]', 0, 0, ?, ?, ?)`,
      )
      .run(date, rows.length, rowsKey(date), sha256Hex(packed));
  };

  /** Does what the sweep starts, and every message that follows. */
  const archive = async () => {
    await startArchive(env);
    for (let message = sent.shift(); message; message = sent.shift())
      if (message.kind === "archive") await runArchive(env, message.jobId);
  };

  return { db, sqlite, bucket, objects, world, env, sent, publish, seal, archive };
}
export type Books = ReturnType<typeof newBooks>;

/**
 * Four dates of traffic: a fund with an issue, paper and app payments, a charge, reversals; a date on which nothing
 * happened; batches that come late and out of order. Sealed and archived, each after its end.
 */
export async function fourDays(signingKey?: object): Promise<Books & { readonly dates: readonly string[] }> {
  const books = newBooks(signingKey);
  const { world } = books;
  const dates = [0, 1, 2, 3].map((days) => addDays(businessDate(START_MS), days));
  const tomorrow = () => {
    world.nowMs += 86_400_000;
  };
  const fund = await fundWith(world, 60_000);
  const terms = { expiresOn: addDays(businessDate(START_MS), 30) };
  const paper = world.coupon("paper", terms);
  const charged = world.coupon("charged", terms);
  const late = world.coupon("late", terms);
  const wallet = world.wallet("resident");
  /** What each ledger has written and nobody published yet. */
  const published = new Map<{ ledger: typeof fund.ledger }, number>();
  const unpublished = (...holders: { ledger: typeof fund.ledger }[]) =>
    holders.flatMap((holder) => {
      const entries = holder.ledger.entriesFrom((published.get(holder) ?? 0) + 1, 500);
      published.set(holder, (published.get(holder) ?? 0) + entries.length);
      return entries;
    });

  await pay(world, paper, 1_200);
  await pay(world, charged, 500);
  await charge(world, charged, wallet);
  await pay(world, wallet, 800);
  // Batches overtake one another: the projection's order is not the order of the journals.
  await books.publish(unpublished(fund, paper, charged, wallet).reverse());
  tomorrow();
  await books.seal(dates[0] as string);
  await books.archive();

  // Nothing happens on the second date.
  tomorrow();
  await books.seal(dates[1] as string);

  const payment = world.newId(paper.ledger.tail);
  await pay(world, paper, 300, { id: payment });
  await reverse(world, paper, payment);
  await pay(world, late, 40);
  await books.publish(unpublished(paper));
  tomorrow();
  await books.seal(dates[2] as string);

  // The third date's payment from the late coupon arrives after its seal, and books on the fourth.
  await pay(world, wallet, 77);
  await books.publish(unpublished(late, wallet));
  tomorrow();
  await books.seal(dates[3] as string);
  await books.archive();
  return { ...books, dates };
}

/** Writes an archive out of R2 into a folder, as `npm run archive -- export` does. */
export function writeFolder(objects: ReadonlyMap<string, Uint8Array>, folder: string): void {
  for (const [key, bytes] of objects) {
    if (!key.startsWith(archiveKey.prefix)) continue;
    const path = join(folder, key.slice(archiveKey.prefix.length));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  }
}

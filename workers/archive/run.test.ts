import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { businessDate } from "../../schema/calendar.ts";
import { checkArchive } from "../audit/archive.ts";
import { chainOf } from "../queue/chains.testing.ts";
import { type Books, fourDays, newBooks, newKey } from "./archive.testing.ts";
import { archiveKey, type Manifest } from "./format.ts";
import { archiveKeys, readRoot } from "./keys.ts";
import { runArchive, startArchive } from "./run.ts";

const key = newKey("first");
let books: Books & { readonly dates: readonly string[] };

beforeAll(async () => {
  books = await fourDays(key);
});

const textOf = (from: Books, name: string) => new TextDecoder().decode(from.objects.get(name));
const manifestOf = (from: Books, date: string) =>
  JSON.parse(textOf(from, archiveKey.manifest(date))) as Manifest;
const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

describe("the archive of sealed dates", () => {
  test("AUD-7: holds every sealed row's entry as it was published, in the day file's order", () => {
    for (const date of books.dates) {
      const rows = books.sqlite
        .prepare("select actor, seq, hash from journal where book_date = ? order by position")
        .all(date);
      const manifest = manifestOf(books, date);
      const lines = manifest.files.flatMap((file) =>
        gunzipSync(books.objects.get(archiveKey.file(date, file.name)) as Uint8Array)
          .toString()
          .trimEnd()
          .split("\n"),
      );
      expect(lines.map((line) => JSON.parse(line))).toMatchObject(rows);
      expect(manifest.entries).toBe(rows.length);
      let running = sha256(`archive/1|${date}|${manifest.previousRootHash ?? ""}`);
      expect(manifest.startHash).toBe(running);
      for (const line of lines) running = sha256(running + line);
      expect(manifest.endHash).toBe(running);
    }
    expect(manifestOf(books, books.dates[1] as string)).toMatchObject({ entries: 0, files: [], sums: [] });
  });

  test("AUD-7: each date's signed root is its manifest's hash, and names the root before", async () => {
    const keys = await archiveKeys(books.env);
    if (!keys.ok) throw new Error(keys.error);
    let previousRootHash: string | null = null;
    let entries = 0;
    for (const date of books.dates) {
      const manifest = manifestOf(books, date);
      entries += manifest.entries;
      const rootHash = sha256(books.objects.get(archiveKey.manifest(date)) as Uint8Array);
      const root = await readRoot(textOf(books, archiveKey.root(date)), keys.value.published);
      expect(root).toEqual({ ok: true, value: { v: 1, date, rootHash, previousRootHash, entries } });
      expect(manifest.previousRootHash).toBe(previousRootHash);
      expect(manifest.cumulative.entries).toBe(entries);
      previousRootHash = rootHash;
    }
    expect(entries).toBe(books.sqlite.prepare("select count(*) as n from journal").get()?.n);
    const last = manifestOf(books, books.dates[3] as string);
    expect(last.cumulative.actors).toBe(
      books.sqlite.prepare("select count(distinct actor) as n from journal").get()?.n,
    );
    expect(JSON.parse(textOf(books, archiveKey.latest))).toMatchObject({ date: books.dates[3], entries });
    expect(textOf(books, archiveKey.latestRoot)).toBe(
      textOf(books, archiveKey.root(books.dates[3] as string)),
    );
  });

  test("AUD-7: the sums of a date are what its rows add up to", () => {
    for (const date of books.dates) {
      const real = books.sqlite
        .prepare(
          `select programme_id as programmeId, class, kind, count(*) as rows, sum(max(amount_yen, 0)) as plusYen,
             sum(min(amount_yen, 0)) as minusYen from journal where book_date = ? group by 1, 2, 3 order by 1, 2, 3`,
        )
        .all(date);
      const sums = manifestOf(books, date).sums;
      expect(new Set(sums.map((sum) => JSON.stringify(sum)))).toEqual(
        new Set(real.map((sum) => JSON.stringify(sum))),
      );
    }
  });

  test("AUD-7: the same log and day files give the same bytes, when ever they are archived", async () => {
    const again = newBooks(key);
    for (const [name, bytes] of books.objects)
      if (!name.startsWith(archiveKey.prefix)) again.objects.set(name, bytes);
    copyRows(books, again, "seal");
    await again.archive();
    expect(archived(again)).toEqual(archived(books));
  });

  test("AUD-7: a worker that dies between two steps leaves nothing that the next one doesn't make whole", async () => {
    const again = newBooks(key);
    for (const [name, bytes] of books.objects)
      if (!name.startsWith(archiveKey.prefix)) again.objects.set(name, bytes);
    copyRows(books, again, "seal");
    // Each object is the last thing that a worker does: once just before it is written, once just after.
    const put = again.bucket.put.bind(again.bucket) as (name: string, ...more: unknown[]) => Promise<unknown>;
    const deaths = new Map<string, number>();
    again.bucket.put = (async (name: string, ...more: unknown[]) => {
      const before = deaths.get(name) ?? 0;
      deaths.set(name, before + 1);
      if (before > 0) await put(name, ...more);
      if (before < 2) throw new Error("the worker died");
    }) as never;
    for (let turn = 0; turn < 60; turn++) {
      await startArchive(again.env);
      const jobs = again.sqlite.prepare("select job_id from job_work where state <> 'done'").all();
      for (const job of jobs) await runArchive(again.env, String(job.job_id)).catch(() => {});
    }
    expect(again.sqlite.prepare("select count(*) as n from archive_day").get()?.n).toBe(4);
    expect(archived(again)).toEqual(archived(books));
  });

  test("AUD-7: a date of many log objects becomes many files over many steps, and the running hash goes on over all", async () => {
    const many = newBooks(key);
    const chain = chainOf(
      "one-coupon",
      Array.from({ length: 900 }, (_, i) =>
        i === 0 ? { kind: "open", amountYen: 5_000 } : { kind: "pay", amountYen: -1 },
      ),
    );
    // Each entry in a log object of its own.
    await many.publish(chain, 1);
    const date = businessDate(chain[0]?.atMs ?? 0);
    await many.seal(date);
    await startArchive(many.env);
    let steps = 0;
    for (let message = many.sent.shift(); message; message = many.sent.shift()) {
      if (message.kind !== "archive") continue;
      steps += 1;
      await runArchive(many.env, message.jobId);
    }
    const manifest = manifestOf(many, date);
    expect(manifest.files.map((file) => file.rows)).toEqual([400, 400, 100]);
    expect(steps).toBe(3);
    const lines = manifest.files.flatMap((file) =>
      gunzipSync(many.objects.get(archiveKey.file(date, file.name)) as Uint8Array)
        .toString()
        .trimEnd()
        .split("\n"),
    );
    expect(lines).toEqual(chain.map((entry) => JSON.stringify(entry)));
    const running = lines.reduce((before, line) => sha256(before + line), manifest.startHash);
    expect(manifest.files.map((file) => file.firstHash)).toEqual([
      manifest.startHash,
      manifest.files[0]?.lastHash,
      manifest.files[1]?.lastHash,
    ]);
    expect([manifest.endHash, manifest.files[2]?.lastHash]).toEqual([running, running]);
    let cursor: string | null = "";
    for (let pages = 0; cursor !== null; pages++) {
      const page: { next: string | null; finding: unknown } = await checkArchive(many.env, cursor);
      expect(page.finding).toBeNull();
      cursor = page.next;
      if (cursor === null) expect(pages).toBe(4);
    }
  });

  test("AUD-7: a signed day is never replaced, also where D1 has forgotten it", async () => {
    const again = newBooks(newKey("second"));
    for (const [name, bytes] of books.objects) again.objects.set(name, bytes);
    copyRows(books, again, "seal");
    // The key that signed it is retired; it stays published.
    again.env.ARCHIVE_SIGNING_KEY = JSON.stringify({ keys: [newKey("second"), { ...key, d: undefined }] });
    await again.archive();
    expect(archived(again)).toEqual(archived(books));
    const rows =
      "select book_date, entries, manifest_key, root_hash, signed_root from archive_day order by 1";
    expect(again.sqlite.prepare(rows).all()).toEqual(books.sqlite.prepare(rows).all());
  });

  test.each([
    [
      "an entry that was altered in the log",
      (objects: Map<string, Uint8Array>) => {
        for (const [name, bytes] of objects) {
          if (!name.startsWith("journal/")) continue;
          const text = new TextDecoder().decode(bytes).replace('"amountYen":-1200', '"amountYen":-1201');
          objects.set(name, new TextEncoder().encode(text));
        }
      },
      /does not match its hash/,
    ],
    [
      "a log object that is gone",
      (objects: Map<string, Uint8Array>) => {
        for (const name of objects.keys()) if (name.startsWith("journal/")) objects.delete(name);
      },
      /log object .* is missing/,
    ],
    [
      "a day file that isn't the sealed one",
      (objects: Map<string, Uint8Array>) => {
        for (const [name, bytes] of objects)
          if (name.endsWith("rows.ndjson.gz")) objects.set(name, Uint8Array.from([...bytes, 0]));
      },
      /is not the file that was sealed/,
    ],
  ])(
    "AUD-3, AUD-7: %s stops the archive with an alert, and it goes on when that is mended",
    async (_, alter, what) => {
      const again = newBooks(key);
      for (const [name, bytes] of books.objects)
        if (!name.startsWith(archiveKey.prefix)) again.objects.set(name, bytes);
      copyRows(books, again, "seal");
      const whole = new Map(again.objects);
      alter(again.objects);
      await again.archive();
      expect(again.sqlite.prepare("select count(*) as n from archive_day").get()?.n).toBe(0);
      const alert = again.sqlite.prepare("select * from alert where closed_at_ms is null").get();
      expect(alert).toMatchObject({ kind: "archive-stopped", subject: books.dates[0] });
      expect(String(alert?.detail)).toMatch(what);
      for (const [name, bytes] of whole) again.objects.set(name, bytes);
      await runArchive(again.env, `archive:${books.dates[0]}`);
      await again.archive();
      expect(archived(again)).toEqual(archived(books));
      expect(
        again.sqlite.prepare("select count(*) as n from alert where closed_at_ms is null").get()?.n,
      ).toBe(0);
    },
  );

  test("AUD-7: without a signing key nothing is archived, and the alert says so", async () => {
    const again = newBooks();
    copyRows(books, again, "seal");
    delete (again.env as { ARCHIVE_SIGNING_KEY?: string }).ARCHIVE_SIGNING_KEY;
    await again.archive();
    expect(archived(again).size).toBe(0);
    expect(again.sqlite.prepare("select detail from alert").get()?.detail).toContain(
      "ARCHIVE_SIGNING_KEY is not set",
    );
  });
});

function archived(from: Books): Map<string, string> {
  return new Map(
    [...from.objects]
      .filter(([name]) => name.startsWith(archiveKey.prefix))
      .map(([name, bytes]) => [name, sha256(bytes)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function copyRows(from: Books, to: Books, table: string): void {
  for (const row of from.sqlite.prepare(`select * from ${table}`).all()) {
    const columns = Object.keys(row);
    to.sqlite
      .prepare(`insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`)
      .run(...columns.map((column) => row[column] ?? null));
  }
}

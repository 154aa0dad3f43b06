import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { type Books, fourDays, newKey } from "../archive/archive.testing.ts";
import { archiveKey, type Manifest, manifestBytes, runningHash, sha256Hex } from "../archive/format.ts";
import { archiveKeys } from "../archive/keys.ts";
import { checkArchive } from "./archive.ts";
import type { Finding } from "./finding.ts";

const ENTRIES = "entries-0001.ndjson.gz";
const key = newKey("first");
let books: Books & { readonly dates: readonly string[] };

beforeAll(async () => {
  books = await fourDays(key);
});

/** Walks the whole phase as an audit does, every page from what the last one left as text. */
async function audited(): Promise<{ readonly pages: number; readonly finding: Finding | null }> {
  let cursor = "";
  for (let pages = 1; ; pages++) {
    const page = await checkArchive(books.env, cursor);
    if (page.finding || page.next === null) return { pages, finding: page.finding };
    cursor = page.next;
  }
}

/** Alters something, audits, puts everything back. */
async function auditedWith(alter: () => unknown): Promise<Finding | null> {
  const objects = new Map(books.objects);
  const env = { ...books.env };
  books.sqlite.exec("begin");
  try {
    await alter();
    return (await audited()).finding;
  } finally {
    books.sqlite.exec("rollback");
    books.objects.clear();
    for (const [name, bytes] of objects) books.objects.set(name, bytes);
    Object.assign(books.env, env);
  }
}

const first = () => books.dates[0] as string;
const fileKey = () => archiveKey.file(first(), ENTRIES);
const object = (name: string) => books.objects.get(name) as Uint8Array;
const linesOf = () => gunzipSync(object(fileKey())).toString().trimEnd().split("\n");

/** Whoever has the key and D1 makes a day anew from other lines: only day file, log and actors know better. */
async function forge(lines: readonly string[]): Promise<void> {
  const keys = await archiveKeys(books.env);
  if (!keys.ok) throw new Error(keys.error);
  const manifest = JSON.parse(new TextDecoder().decode(object(archiveKey.manifest(first())))) as Manifest;
  const packed = gzipSync(`${lines.join("\n")}\n`);
  const endHash = lines.reduce(runningHash, manifest.startHash);
  const file = { ...manifest.files[0], bytes: packed.length, sha256: sha256Hex(packed), rows: lines.length };
  const forged = {
    ...manifest,
    entries: lines.length,
    endHash,
    files: [{ ...file, lastHash: endHash }],
    cumulative: { ...manifest.cumulative, entries: lines.length },
  } as Manifest;
  const bytes = manifestBytes(forged);
  const rootHash = sha256Hex(bytes);
  const signed = await keys.value.sign({
    v: 1,
    date: first(),
    rootHash,
    previousRootHash: null,
    entries: lines.length,
  });
  books.objects.set(fileKey(), packed);
  books.objects.set(archiveKey.manifest(first()), bytes);
  books.objects.set(archiveKey.root(first()), new TextEncoder().encode(signed));
  books.sqlite
    .prepare("update archive_day set root_hash = ?, signed_root = ?, entries = ? where book_date = ?")
    .run(rootHash, signed, lines.length, first());
}

describe("the audit's look at the archive", () => {
  test("AUD-7: finds nothing in a good one, a page for each manifest and each file", async () => {
    expect(await audited()).toEqual({ pages: 4 + 3 + 1, finding: null });
  });

  test.each<[title: string, alter: () => unknown, what: RegExp]>([
    [
      "a file whose bytes changed",
      () => books.objects.set(fileKey(), gzipSync(gunzipSync(object(fileKey())), { level: 1 })),
      /entries-0001\.ndjson\.gz has not the bytes that its manifest names/,
    ],
    ["a file that is gone", () => books.objects.delete(fileKey()), /entries-0001\.ndjson\.gz is missing/],
    [
      "a manifest that changed",
      () => books.objects.set(archiveKey.manifest(first()), new TextEncoder().encode("{}")),
      /manifest\.json is not the one whose root was signed/,
    ],
    [
      "a root that isn't the one that D1 holds",
      () => books.objects.set(archiveKey.root(first()), object(archiveKey.root(books.dates[1] as string))),
      /root\.jws is not the root that D1 holds/,
    ],
    [
      "a key that is no longer published",
      () => Object.assign(books.env, { ARCHIVE_SIGNING_KEY: JSON.stringify(newKey("second")) }),
      /no published key is called first/,
    ],
    [
      "a day file that changed",
      () => {
        const name = `sealed/${first()}/rows.ndjson.gz`;
        books.objects.set(name, Uint8Array.from([...object(name), 0]));
      },
      /is not the file that was sealed and archived/,
    ],
    [
      "a day that D1 has forgotten between two others",
      () => books.sqlite.exec(`delete from archive_day where book_date = '${books.dates[2]}'`),
      /does not name the root of the day before/,
    ],
    [
      "a row more in D1 on an archived date",
      () =>
        books.sqlite.exec(
          `insert into journal select null, actor, seq + 100, class, region_id, programme_id, at_ms, book_date, operation_id,
             line, kind, account, expires_on, amount_yen, store_id, till_id, issuer_id, detail, request_hash, result,
             prev_hash, 'other', log_key, projected_at_ms from journal where book_date = '${first()}' limit 1`,
        ),
      /names \d+ entries, D1 books \d+ on that date/,
    ],
    [
      "lines in another order, signed anew",
      () => forge(linesOf().toSpliced(2, 2, linesOf()[3] as string, linesOf()[2] as string)),
      /line 3 is not the day file's row/,
    ],
    [
      "a line that was altered, signed anew",
      () => forge(linesOf().with(4, (linesOf()[4] as string).replace('"line":0', '"line":9'))),
      /line 5 does not match its hash/,
    ],
  ])("AUD-7: names %s", async (_, alter, what) => {
    const finding = await auditedWith(alter);
    expect(finding).toMatchObject({ rule: "AUD-7", place: "archive" });
    expect(finding?.what).toMatch(what);
  });

  test("AUD-7: names a row that D1 holds otherwise than the archive", async () => {
    const row = books.sqlite
      .prepare("select actor, seq from journal where book_date = ? order by position limit 1 offset 5")
      .get(first());
    const finding = await auditedWith(() =>
      books.sqlite
        .prepare("update journal set hash = 'other' where actor = ? and seq = ?")
        .run(row?.actor ?? null, row?.seq ?? null),
    );
    expect(finding).toMatchObject({ rule: "AUD-7", place: "d1", actor: row?.actor, seq: row?.seq });
  });

  test("AUD-7: finds nothing again after all was put back", async () => {
    expect((await audited()).finding).toBeNull();
  });
});

import { spawnSync } from "node:child_process";
import { createHash, createPrivateKey, sign } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entryHash } from "../durable-objects/lib/chain.ts";
import type { JournalEntry } from "../schema/events.ts";
import { type Books, fourDays, newKey, writeFolder } from "../workers/archive/archive.testing.ts";
import { type Manifest, manifestBytes } from "../workers/archive/format.ts";

const signingKey = newKey("first");
const otherKey = newKey("first");
let books: Books & { readonly dates: readonly string[] };
let root = "";
/** As it was written out of R2; every test works on a copy. */
let whole = "";
let script = "";

beforeAll(async () => {
  books = await fourDays(signingKey);
  root = mkdtempSync(join(tmpdir(), "verify-archive-"));
  // Another machine has this one file and Node.
  script = join(root, "verify-archive.ts");
  copyFileSync(new URL("verify-archive.ts", import.meta.url), script);
  whole = join(root, "whole");
  writeFolder(books.objects, whole);
  writeKeys("keys.json", [signingKey]);
  writeFileSync(join(root, "witness.txt"), books.dates.map((date) => rootOf(whole, date)).join(""));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const first = () => books.dates[0] as string;
const third = () => books.dates[2] as string;
const last = () => books.dates[3] as string;
const ENTRIES = "entries-0001.ndjson.gz";

function writeKeys(name: string, keys: readonly ReturnType<typeof newKey>[]): string {
  const open = keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, alg: "EdDSA", use: "sig" }));
  const path = join(root, name);
  writeFileSync(path, JSON.stringify({ keys: open }));
  return path;
}

function rootOf(folder: string, date: string): string {
  return readFileSync(join(folder, date, "root.jws"), "utf8");
}

interface Verdict {
  readonly code: number | null;
  readonly said: string;
  readonly json: {
    readonly days: number;
    readonly entries: number;
    readonly actors: number;
    readonly lastDate: string;
    readonly witnessed: string | null;
    readonly holds: boolean;
    readonly firstBreak: {
      readonly file: string;
      readonly line: number | null;
      readonly what: string;
    } | null;
  };
}

function verifyFolder(folder: string, ...more: string[]): Verdict {
  const args = [
    script,
    folder,
    ...(more.includes("--keys") ? [] : ["--keys", join(root, "keys.json")]),
    ...more,
  ];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: "utf8" });
  const lines = stdout.trimEnd().split("\n");
  if (status === 2) return { code: status, said: stderr, json: undefined as never };
  return { code: status, said: stdout, json: JSON.parse(lines.at(-1) ?? "") as Verdict["json"] };
}

let copies = 0;
/** A copy of the whole archive, altered. */
function altered(alter: (folder: string) => void): string {
  const folder = join(root, `copy-${++copies}`);
  cpSync(whole, folder, { recursive: true });
  alter(folder);
  return folder;
}

const linesOf = (folder: string, date: string) =>
  gunzipSync(readFileSync(join(folder, date, ENTRIES)))
    .toString()
    .trimEnd()
    .split("\n");
const writeLines = (folder: string, date: string, lines: readonly string[]) =>
  writeFileSync(join(folder, date, ENTRIES), gzipSync(`${lines.join("\n")}\n`));
const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

/** Makes everything above the lines fit them again, as somebody who has no key could. */
function recomputeManifests(folder: string): void {
  let previousRootHash: string | null = null;
  for (const date of readdirSync(folder)
    .filter((name) => /^\d{4}-/.test(name))
    .sort()) {
    const path = join(folder, date, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    let running = sha256(`archive/1|${date}|${previousRootHash ?? ""}`);
    const startHash = running;
    const files = manifest.files.map((file) => {
      const packed = readFileSync(join(folder, date, file.name));
      const firstHash = running;
      for (const line of linesOf(folder, date)) running = sha256(running + line);
      return { ...file, bytes: packed.length, sha256: sha256(packed), firstHash, lastHash: running };
    });
    const made = { ...manifest, previousRootHash, startHash, endHash: running, files };
    writeFileSync(path, manifestBytes(made));
    previousRootHash = sha256(manifestBytes(made));
  }
}

type Pick = (entry: JournalEntry) => boolean;
const paidOnPaper: Pick = (entry) => entry.amountYen === -1_200 && entry.actorClass === "coupon";

/** An actor's chain with one amount changed, every hash after it made to fit, in whatever files it lies. */
function recomputeChain(folder: string, pick = paidOnPaper, amountYen = -1_100): void {
  const forged = new Map<string, string>();
  for (const date of books.dates.filter((each) => readdirSync(join(folder, each)).includes(ENTRIES))) {
    const lines = linesOf(folder, date).map((line) => JSON.parse(line) as JournalEntry);
    const chosen = forged.size === 0 ? lines.find(pick) : undefined;
    const actor = chosen?.actor ?? [...forged.keys()][0];
    for (const entry of lines.filter((each) => each.actor === actor).sort((a, b) => a.seq - b.seq)) {
      const body = {
        ...entry,
        amountYen: entry === chosen ? amountYen : entry.amountYen,
        prevHash: forged.get(entry.actor) ?? entry.prevHash,
      };
      const hash = entryHash(body);
      Object.assign(entry, body, { hash });
      forged.set(entry.actor, hash);
    }
    writeLines(
      folder,
      date,
      lines.map((entry) => JSON.stringify(entry)),
    );
  }
}

describe("scripts/verify-archive.ts, copied alone to another folder", () => {
  test("AUD-7: accepts a good archive, says what it checked, and that nothing attests its last day", () => {
    const { code, said, json } = verifyFolder(whole);
    expect(said).toContain("✓ 4 days");
    expect(said).toContain(`Nothing from outside attests that ${last()} is the last day`);
    expect(json).toEqual({
      days: 4,
      entries: books.sqlite.prepare("select count(*) as n from journal").get()?.n,
      actors: books.sqlite.prepare("select count(distinct actor) as n from journal").get()?.n,
      lastDate: last(),
      witnessed: null,
      holds: true,
      firstBreak: null,
    });
    expect(code).toBe(0);
  });

  test("AUD-7: accepts it with a witness, in a file or in a folder, and says how far that attests", () => {
    const { said, json } = verifyFolder(whole, "--witness", join(root, "witness.txt"));
    expect(json).toMatchObject({ holds: true, witnessed: last() });
    expect(said).toContain("The witness has the root of the last day");
    const folder = mkdtempSync(join(root, "witness-"));
    const rows = [{ date: first(), signedRoot: rootOf(whole, first()).trim() }];
    writeFileSync(join(folder, "page.json"), JSON.stringify({ rows, next: null }));
    const part = verifyFolder(whole, "--witness", folder);
    expect(part.json).toMatchObject({ holds: true, witnessed: first() });
    expect(part.said).toContain(`nothing from outside attests that ${last()} is the last`);
  });

  const cases: readonly [
    title: string,
    alter: (folder: string) => void,
    file: () => string,
    what: RegExp,
    line?: number,
  ][] = [
    [
      "one changed byte of a line",
      (folder) => {
        const lines = linesOf(folder, first());
        lines[3] = (lines[3] as string).replace('"line":0', '"line":1');
        writeLines(folder, first(), lines);
      },
      () => `${first()}/${ENTRIES}`,
      /own hash does not cover it/,
      4,
    ],
    [
      "one changed byte in the middle of a file",
      (folder) => {
        const path = join(folder, first(), ENTRIES);
        const bytes = readFileSync(path);
        const at = Math.floor(bytes.length / 2);
        bytes[at] = (bytes[at] as number) ^ 1;
        writeFileSync(path, bytes);
      },
      () => `${first()}/${ENTRIES}`,
      /can't be unpacked|own hash does not cover it|not JSON|running hash|line is missing|line too many/,
    ],
    [
      "one changed byte in a file's head",
      (folder) => {
        const path = join(folder, first(), ENTRIES);
        const bytes = readFileSync(path);
        // When it was made: no line depends on it.
        bytes[4] = 1;
        writeFileSync(path, bytes);
      },
      () => `${first()}/${ENTRIES}`,
      /the lines are whole, but the file around them was altered/,
    ],
    [
      "one byte behind a file's end",
      (folder) => {
        const path = join(folder, third(), ENTRIES);
        writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.of(0)]));
      },
      () => `${third()}/${ENTRIES}`,
      /the lines are whole, but the file around them was altered/,
    ],
    [
      "one removed line",
      (folder) => writeLines(folder, first(), linesOf(folder, first()).toSpliced(2, 1)),
      () => `${first()}/${ENTRIES}`,
      /a line is missing: the file holds \d+, its manifest names \d+/,
    ],
    [
      "one line twice",
      (folder) => {
        const lines = linesOf(folder, first());
        writeLines(folder, first(), lines.toSpliced(2, 0, lines[2] as string));
      },
      () => `${first()}/${ENTRIES}`,
      /a line too many/,
    ],
    [
      "one swapped pair",
      (folder) => {
        const lines = linesOf(folder, first());
        writeLines(folder, first(), lines.toSpliced(4, 2, lines[5] as string, lines[4] as string));
      },
      () => `${first()}/${ENTRIES}`,
      /not in the order in which they were archived/,
    ],
    [
      "one removed file",
      (folder) => rmSync(join(folder, third(), ENTRIES)),
      () => `${third()}/${ENTRIES}`,
      /the file is missing/,
    ],
    [
      "a folder in the place of a file",
      (folder) => {
        rmSync(join(folder, third(), ENTRIES));
        mkdirSync(join(folder, third(), ENTRIES));
      },
      () => `${third()}/${ENTRIES}`,
      /the file is missing/,
    ],
    [
      "a file that was cut off",
      (folder) => {
        const path = join(folder, first(), ENTRIES);
        writeFileSync(path, readFileSync(path).subarray(0, -20));
      },
      () => `${first()}/${ENTRIES}`,
      /can't be unpacked any further/,
    ],
    [
      "a file more than the manifest names",
      (folder) =>
        copyFileSync(join(folder, third(), ENTRIES), join(folder, third(), "entries-0002.ndjson.gz")),
      () => `${third()}/entries-0002.ndjson.gz`,
      /does not name this file/,
    ],
    [
      "a removed last day with its manifest",
      (folder) => rmSync(join(folder, last()), { recursive: true }),
      () => "latest.json",
      /the last day is \d{4}-\d{2}-\d{2}, and it is missing/,
    ],
    [
      "a removed day in between",
      (folder) => rmSync(join(folder, third()), { recursive: true }),
      () => `${last()}/manifest.json`,
      /a day is missing/,
    ],
    [
      "a removed first day",
      (folder) => rmSync(join(folder, first()), { recursive: true }),
      () => `${books.dates[1]}/manifest.json`,
      /a day is missing/,
    ],
    [
      "a removed manifest",
      (folder) => rmSync(join(folder, third(), "manifest.json")),
      () => `${third()}/manifest.json`,
      /the file is missing/,
    ],
    [
      "one changed byte of a manifest",
      (folder) => {
        const path = join(folder, third(), "manifest.json");
        writeFileSync(path, readFileSync(path, "utf8").replace('"newActors": ', '"newActors":  '));
      },
      () => `${third()}/manifest.json`,
      /not the one that was signed/,
    ],
    [
      "all hashes recomputed without the key",
      (folder) => {
        recomputeChain(folder);
        recomputeManifests(folder);
      },
      () => `${first()}/manifest.json`,
      /not the one that was signed/,
    ],
    [
      "all hashes recomputed and signed with a key of the same name",
      (folder) => {
        recomputeChain(folder);
        recomputeManifests(folder);
        signAgain(folder, otherKey);
      },
      () => `${first()}/root.jws`,
      /the signature is not one of key first/,
    ],
    [
      "all hashes recomputed and signed with a key of another name",
      (folder) => {
        recomputeManifests(folder);
        signAgain(folder, newKey("unknown"));
      },
      () => `${first()}/root.jws`,
      /signed with key unknown, which is not among the given keys/,
    ],
    [
      "a root without a signature",
      (folder) => {
        const [, body] = rootOf(folder, first()).split(".");
        const head = Buffer.from(JSON.stringify({ alg: "none", kid: "first" })).toString("base64url");
        writeFileSync(join(folder, first(), "root.jws"), `${head}.${body}.`);
      },
      () => `${first()}/root.jws`,
      /algorithm is none, not EdDSA/,
    ],
    [
      "a day that stands twice",
      (folder) => cpSync(join(folder, last()), join(folder, "2026-12-31"), { recursive: true }),
      () => "2026-12-31/manifest.json",
      /this is the day .* and stands as 2026-12-31/,
    ],
    [
      "two days that changed places",
      (folder) => {
        renameSync(join(folder, first()), join(folder, "kept"));
        renameSync(join(folder, third()), join(folder, first()));
        renameSync(join(folder, "kept"), join(folder, third()));
      },
      () => `${first()}/manifest.json`,
      /stands as/,
    ],
    [
      "an entry moved to another day",
      (folder) => {
        const from = linesOf(folder, first());
        const to = linesOf(folder, third());
        writeLines(folder, first(), from.slice(0, -1));
        writeLines(folder, third(), [from.at(-1) as string, ...to]);
      },
      () => `${first()}/${ENTRIES}`,
      /a line is missing/,
    ],
    [
      "a folder that is no day",
      (folder) => cpSync(join(folder, last()), join(folder, `${last()} copy`), { recursive: true }),
      () => `${last()} copy`,
      /not a day of the archive/,
    ],
  ];
  test.each(cases)("AUD-7: rejects %s", (_, alter, file, what, line) => {
    const { code, said, json } = verifyFolder(altered(alter));
    expect(json.firstBreak, said).toMatchObject({ file: file() });
    expect(json.firstBreak?.what).toMatch(what);
    if (line !== undefined) expect(json.firstBreak?.line).toBe(line);
    expect(json.holds).toBe(false);
    expect(said).toContain("✗ The archive does not hold. First: ");
    expect(code).toBe(1);
  });

  test("AUD-7: a last day taken away with latest.* rolled back is only seen by a witness", () => {
    const folder = altered((copy) => {
      rmSync(join(copy, last()), { recursive: true });
      const manifest = JSON.parse(readFileSync(join(copy, third(), "manifest.json"), "utf8")) as Manifest;
      const rootHash = sha256(readFileSync(join(copy, third(), "manifest.json")));
      const { entries } = manifest.cumulative;
      writeFileSync(join(copy, "latest.json"), JSON.stringify({ v: 1, date: third(), rootHash, entries }));
      copyFileSync(join(copy, third(), "root.jws"), join(copy, "latest.jws"));
    });
    const alone = verifyFolder(folder);
    expect(alone.json).toMatchObject({ holds: true, lastDate: third(), witnessed: null });
    expect(alone.said).toContain(`Nothing from outside attests that ${third()} is the last day`);
    const { code, json } = verifyFolder(folder, "--witness", join(root, "witness.txt"));
    expect(code).toBe(1);
    expect(json.firstBreak).toMatchObject({ file: join(root, "witness.txt") });
    expect(json.firstBreak?.what).toContain(`the root of ${last()}, and that day is missing`);
  });

  test("AUD-7: a day made anew with the real key is seen by a witness", () => {
    const folder = altered((copy) => {
      recomputeChain(copy);
      recomputeManifests(copy);
      // Its sums are made to fit too: whoever has the key can do everything but reach the witness.
      for (const date of books.dates) refitSums(copy, date);
      recomputeManifests(copy);
      signAgain(copy, signingKey);
    });
    expect(verifyFolder(folder).json).toMatchObject({ holds: true });
    const { code, json } = verifyFolder(folder, "--witness", join(root, "witness.txt"));
    expect(code).toBe(1);
    expect(json.firstBreak?.what).toContain(`the witness has another root of ${first()}`);
  });

  test.each([
    ["MON-4: a balance below zero", paidOnPaper, -1_000_000, /with entry \d+ the balance is -\d+ yen/],
    [
      "FND-1: an operation of the fund that doesn't add up to zero",
      (entry: JournalEntry) => entry.actorClass === "fund" && entry.kind === "deposit" && entry.line === 0,
      -60_001,
      /the fund's operation before entry \d+ adds up to -1 yen, not to zero/,
    ],
  ])("AUD-7, %s is rejected although the real key signed it", (_, pick, amountYen, what) => {
    const folder = altered((copy) => {
      recomputeChain(copy, pick, amountYen);
      for (const date of books.dates) refitSums(copy, date);
      recomputeManifests(copy);
      signAgain(copy, signingKey);
    });
    expect(verifyFolder(folder).json.firstBreak?.what).toMatch(what);
  });

  test("AUD-7: sums that the lines don't give are rejected although the real key signed them", () => {
    const folder = altered((copy) => {
      recomputeChain(copy);
      recomputeManifests(copy);
      signAgain(copy, signingKey);
    });
    expect(verifyFolder(folder).json.firstBreak?.what).toMatch(
      /the sum of .* coupon pay is .* the lines give/,
    );
  });

  test("AUD-7: a wrong set of keys rejects the archive; a retired key that is still in it accepts", () => {
    const wrong = verifyFolder(whole, "--keys", writeKeys("other.json", [newKey("second")]));
    expect(wrong.json.firstBreak?.what).toContain("signed with key first, which is not among the given keys");
    const both = verifyFolder(whole, "--keys", writeKeys("both.json", [newKey("second"), signingKey]));
    expect(both.json).toMatchObject({ holds: true });
  });

  test("AUD-7: days signed by two keys, one of them retired, are one archive", async () => {
    const second = newKey("second");
    const retired = await fourDays({ keys: [second, { ...signingKey, d: undefined }] });
    const folder = join(root, "two-keys");
    writeFolder(retired.objects, folder);
    // The first two days were signed before the key changed; their manifests are the same.
    for (const date of retired.dates.slice(0, 2))
      copyFileSync(join(whole, date, "root.jws"), join(folder, date, "root.jws"));
    const { json } = verifyFolder(folder, "--keys", writeKeys("rotated.json", [second, signingKey]));
    expect(json).toMatchObject({ holds: true, days: 4, firstBreak: null });
    const alone = verifyFolder(folder, "--keys", writeKeys("only-second.json", [second]));
    expect(alone.json.firstBreak).toMatchObject({ file: `${first()}/root.jws` });
  });

  test("AUD-7: what can't be checked at all ends with code 2", () => {
    expect(verifyFolder(join(root, "nothing"))).toMatchObject({ code: 2 });
    expect(verifyFolder(whole, "--keys", join(root, "no-keys.json"))).toMatchObject({ code: 2 });
    expect(verifyFolder(whole, "--witness", join(root, "keys.json")).said).toContain("holds no signed root");
    const { status, stderr } = spawnSync(process.execPath, [script], { encoding: "utf8" });
    expect([status, stderr]).toEqual([2, expect.stringContaining("usage: node verify-archive.ts")]);
  });
});

function signAgain(folder: string, key: ReturnType<typeof newKey>): void {
  const privateKey = createPrivateKey({ key: key as never, format: "jwk" });
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  let previousRootHash: string | null = null;
  let date = "";
  let rootHash = "";
  for (date of readdirSync(folder)
    .filter((name) => /^\d{4}-/.test(name))
    .sort()) {
    const bytes = readFileSync(join(folder, date, "manifest.json"));
    const { cumulative } = JSON.parse(bytes.toString()) as Manifest;
    rootHash = sha256(bytes);
    const payload = { v: 1, date, rootHash, previousRootHash, entries: cumulative.entries };
    const text = `${part({ alg: "EdDSA", kid: key.kid })}.${part(payload)}`;
    const signature = sign(null, Buffer.from(text), privateKey).toString("base64url");
    writeFileSync(join(folder, date, "root.jws"), `${text}.${signature}\n`);
    writeFileSync(join(folder, "latest.jws"), `${text}.${signature}\n`);
    previousRootHash = rootHash;
  }
  writeFileSync(join(folder, "latest.json"), JSON.stringify({ v: 1, date, rootHash }));
}

function refitSums(folder: string, date: string): void {
  const path = join(folder, date, "manifest.json");
  const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
  const entries =
    manifest.files.length === 0 ? [] : linesOf(folder, date).map((line) => JSON.parse(line) as JournalEntry);
  const sums = manifest.sums.map((sum) => {
    const own = entries.filter((entry) => entry.kind === sum.kind && entry.actorClass === sum.class);
    const total = (keep: (yen: number) => boolean) =>
      own
        .map((entry) => entry.amountYen)
        .filter(keep)
        .reduce((a, b) => a + b, 0);
    return { ...sum, plusYen: total((yen) => yen > 0), minusYen: total((yen) => yen < 0) };
  });
  writeFileSync(path, manifestBytes({ ...manifest, sums }));
}

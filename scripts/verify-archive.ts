/**
 * Verifies an archive of Tegata's journals with nothing but Node: no package, no other file of this project. Copy it to
 * any machine with Node 22.18 or newer (24 is what it is tested with) and run
 *
 *   node verify-archive.ts FOLDER --keys KEYS.json [--witness FILE_OR_FOLDER]
 *
 * FOLDER holds the archive (`latest.json`, `2026-11-23/manifest.json`, …). KEYS.json holds the public keys as a JWK set,
 * kept since the archive was young and not taken from the archive's own server today. The witness is what somebody
 * outside has kept of the signed roots: a file or a folder of files with one or more of them.
 *
 * What is checked, and the format, is written down in docs/archive-format.md. Exit code 0: everything holds. 1: it does
 * not; the first thing that is wrong is named with its file and line. 2: it could not be checked. The last line is JSON.
 *
 * Memory: about 300 bytes per actor; everything else is read as a stream.
 */
import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createGunzip } from "node:zlib";

const HASH = /^[0-9a-f]{64}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const FILE_NAME = /^entries-\d{4,}\.ndjson\.gz$/;
/** A compact JWS: its header and its content are JSON objects. */
const JWS = /\beyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g;
/** Longer lines than this are no entries. */
const MAX_LINE_BYTES = 1024 * 1024;
const DAY_MS = 86_400_000;
const TOKYO_MS = 9 * 3_600_000;
const BAR_LETTERS = 24;
const EVERY_MS = 200;

/* ---------- What the files say ---------- */

interface ManifestFile {
  name: string;
  bytes: number;
  sha256: string;
  rows: number;
  firstHash: string;
  lastHash: string;
}
interface ManifestSum {
  programmeId: string;
  class: string;
  kind: string;
  rows: number;
  plusYen: number;
  minusYen: number;
}
interface Manifest {
  v: number;
  format: string;
  date: string;
  previousDate: string | null;
  previousRootHash: string | null;
  sealedRowsHash: string;
  dimensionsHash: string | null;
  entries: number;
  newActors: number;
  cumulative: { entries: number; actors: number };
  startHash: string;
  endHash: string;
  files: ManifestFile[];
  sums: ManifestSum[];
}
interface Root {
  v: number;
  date: string;
  rootHash: string;
  previousRootHash: string | null;
  entries: number;
}
interface Entry {
  v: number;
  actorClass: string;
  actor: string;
  regionId: string;
  programmeId: string;
  seq: number;
  atMs: number;
  operationId: string;
  line: number;
  kind: string;
  account: string;
  expiresOn: string | null;
  amountYen: number;
  detail: unknown;
  requestHash: string | null;
  result: unknown;
  prevHash: string;
  hash: string;
}

/** The first thing that is wrong. */
class Break extends Error {
  readonly file: string;
  readonly line: number | null;
  constructor(file: string, line: number | null, what: string) {
    super(what);
    this.file = file;
    this.line = line;
  }
}
/** It could not be checked at all. */
class Unusable extends Error {}

const sha256 = (content: string | Uint8Array) => createHash("sha256").update(content).digest("hex");

/* ---------- Keys and signatures ---------- */

function readKeys(path: string): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  let parsed: { keys?: { kty?: string; crv?: string; x?: string; kid?: string }[] };
  try {
    parsed = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Unusable(`${path} can't be read as JSON: ${String(error)}`);
  }
  for (const { kty, crv, x, kid } of parsed.keys ?? []) {
    if (kty !== "OKP" || crv !== "Ed25519" || typeof x !== "string" || typeof kid !== "string") continue;
    keys.set(kid, createPublicKey({ key: { kty, crv, x }, format: "jwk" }));
  }
  if (keys.size === 0) throw new Unusable(`${path} holds no Ed25519 key with a kid`);
  return keys;
}

/** What a compact JWS says, if one of the keys signed it (RFC 7515, RFC 8037). */
function openRoot(jws: string, keys: Map<string, KeyObject>, file: string): Root {
  const [head = "", body = "", signature = "", ...more] = jws.trim().split(".");
  if (more.length > 0) throw new Break(file, null, "this is not a compact JWS");
  const header = parse<{ alg?: string; kid?: string }>(Buffer.from(head, "base64url").toString(), file);
  if (header.alg !== "EdDSA")
    throw new Break(file, null, `the signature's algorithm is ${header.alg}, not EdDSA`);
  const key = keys.get(header.kid ?? "");
  if (!key)
    throw new Break(file, null, `it is signed with key ${header.kid}, which is not among the given keys`);
  if (!verify(null, Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")))
    throw new Break(file, null, `the signature is not one of key ${header.kid}`);
  const root = parse<Root>(Buffer.from(body, "base64url").toString(), file);
  const sound =
    root.v === 1 &&
    DATE.test(root.date) &&
    HASH.test(root.rootHash) &&
    (root.previousRootHash === null || HASH.test(root.previousRootHash)) &&
    isCount(root.entries);
  if (!sound) throw new Break(file, null, "what is signed is not a root of version 1");
  return root;
}

function parse<T>(text: string, file: string, line: number | null = null): T {
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === "object") return value as T;
  } catch {
    // Told below.
  }
  throw new Break(file, line, "this is not JSON");
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/* ---------- Lines of a gzipped file, as a stream ---------- */

interface FileFacts {
  bytes: number;
  sha256: string;
  /** The file could not be unpacked to its end. */
  torn: boolean;
}

/** Reads a file once: every line goes to `take`; what comes back is told of the bytes as they lie on the disk. */
async function readLines(
  path: string,
  seen: (bytes: number) => void,
  take: (line: Buffer) => void,
): Promise<FileFacts> {
  const digest = createHash("sha256");
  let bytes = 0;
  const packed = createReadStream(path);
  const unpacked = createGunzip();
  const read = new Promise<void>((resolve, reject) => {
    packed.on("data", (chunk) => {
      digest.update(chunk);
      bytes += chunk.length;
      seen(chunk.length);
    });
    packed.on("end", resolve);
    packed.on("error", (error) => {
      reject(error);
      // A pipe doesn't hand an error on: whoever waits for lines would wait for ever.
      unpacked.destroy(error);
    });
  });
  // It is met below, or through what is unpacked.
  read.catch(() => {});
  packed.pipe(unpacked);
  let torn = false;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const piece of unpacked as AsyncIterable<Buffer>) {
      const data = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
      let from = 0;
      for (let end = data.indexOf(10); end >= 0; end = data.indexOf(10, from)) {
        take(data.subarray(from, end));
        from = end + 1;
      }
      rest = data.subarray(from);
      if (rest.length > MAX_LINE_BYTES) {
        torn = true;
        break;
      }
    }
    if (rest.length > 0) take(rest);
  } catch (error) {
    if (error instanceof Break || (error as NodeJS.ErrnoException).code?.startsWith("Z_") !== true)
      throw error;
    torn = true;
  }
  // Whatever unpacking left unread is hashed too.
  packed.unpipe(unpacked);
  packed.resume();
  await read;
  return { bytes, sha256: digest.digest("hex"), torn };
}

/* ---------- One small record per actor ---------- */

/** Maps of one size end at 2^24 entries; these are shared out by a letter of the name. */
const SHARDS = 64;

/** Where each actor's chain stands. Kept in plain arrays: an object of its own for each would cost twice as much. */
class Actors {
  readonly #index = Array.from({ length: SHARDS }, () => new Map<string, number>());
  #hashes = new Uint8Array(32 * 1024);
  #seqs = new Uint32Array(1024);
  #sums = new Float64Array(1024);
  #operationSums = new Float64Array(1024);
  #times = new Float64Array(1024);
  #books = new Uint32Array(1024);
  count = 0;

  /** The actor's number, a new one where it was not known. */
  of(name: string, genesis: () => { hash: string; books: number }): number {
    let shard = 0;
    for (let at = 0; at < name.length && at < 8; at++) shard = (shard * 31 + name.charCodeAt(at)) % SHARDS;
    const index = this.#index[shard] as Map<string, number>;
    const known = index.get(name);
    if (known !== undefined) return known;
    const made = this.count++;
    if (made >= this.#seqs.length) this.#grow();
    index.set(name, made);
    const { hash, books } = genesis();
    this.#hashes.set(Buffer.from(hash, "hex"), made * 32);
    this.#books[made] = books;
    return made;
  }
  #grow(): void {
    const size = this.#seqs.length * 2;
    const larger = <T extends { set(from: T): void }>(array: T, next: T): T => {
      next.set(array);
      return next;
    };
    this.#hashes = larger(this.#hashes, new Uint8Array(size * 32));
    this.#seqs = larger(this.#seqs, new Uint32Array(size));
    this.#sums = larger(this.#sums, new Float64Array(size));
    this.#operationSums = larger(this.#operationSums, new Float64Array(size));
    this.#times = larger(this.#times, new Float64Array(size));
    this.#books = larger(this.#books, new Uint32Array(size));
  }
  seq(actor: number): number {
    return this.#seqs[actor] as number;
  }
  atMs(actor: number): number {
    return this.#times[actor] as number;
  }
  hash(actor: number): string {
    return Buffer.from(this.#hashes.buffer, actor * 32, 32).toString("hex");
  }
  books(actor: number): number {
    return this.#books[actor] as number;
  }
  /** What a fund's present operation adds up to. */
  operationSum(actor: number): number {
    return this.#operationSums[actor] as number;
  }
  /** Moves the chain on by one entry and returns the actor's sum. */
  advance(actor: number, entry: Link): number {
    this.#seqs[actor] = entry.seq;
    this.#hashes.set(Buffer.from(entry.hash, "hex"), actor * 32);
    this.#times[actor] = entry.atMs;
    this.#operationSums[actor] = (entry.line === 0 ? 0 : this.operationSum(actor)) + entry.amountYen;
    this.#sums[actor] = (this.#sums[actor] as number) + entry.amountYen;
    return this.#sums[actor] as number;
  }
}

/** What of an entry its chain needs. */
interface Link {
  seq: number;
  atMs: number;
  line: number;
  amountYen: number;
  prevHash: string;
  hash: string;
  file: string;
  fileLine: number;
}

/* ---------- The verification ---------- */

interface Checked {
  days: number;
  files: number;
  entries: number;
  lastDate: string | null;
  /** The last date that somebody outside attests; null without a witness. */
  witnessed: string | null;
}

class Verification {
  readonly #folder: string;
  readonly #keys: Map<string, KeyObject>;
  readonly #actors = new Actors();
  /** `region|programme|class`, numbered: an actor stays in its books. */
  readonly #books = new Map<string, number>();
  readonly #bookNames: string[] = [];
  /** Entries of the present day that came before their predecessor: the order is that of arrival. */
  #early = new Map<number, Map<number, Link>>();
  readonly #roots = new Map<string, string>();
  readonly checked: Checked = { days: 0, files: 0, entries: 0, lastDate: null, witnessed: null };
  readonly #progress: (bytes: number) => void;

  constructor(folder: string, keys: Map<string, KeyObject>, progress: (bytes: number) => void) {
    this.#folder = folder;
    this.#keys = keys;
    this.#progress = progress;
  }

  get actors(): number {
    return this.#actors.count;
  }

  /** Funds whose last operation isn't whole: its other lines came after the last day was sealed. */
  get unfinished(): number {
    let funds = 0;
    for (let actor = 0; actor < this.#actors.count; actor++)
      if (this.#actors.operationSum(actor) !== 0 && this.#isFund(actor)) funds += 1;
    return funds;
  }

  async run(witness: string | undefined): Promise<void> {
    const dates = daysOf(this.#folder);
    let before: Manifest | null = null;
    for (const date of dates) before = await this.#day(date, before);
    this.#latest(dates.at(-1) ?? null);
    if (witness !== undefined) this.#witness(witness);
  }

  async #day(date: string, before: Manifest | null): Promise<Manifest> {
    const file = `${date}/manifest.json`;
    const bytes = this.#read(file);
    const rootFile = `${date}/root.jws`;
    const root = openRoot(this.#read(rootFile).toString(), this.#keys, rootFile);
    const rootHash = sha256(bytes);
    if (root.rootHash !== rootHash)
      throw new Break(
        file,
        null,
        "the manifest is not the one that was signed: its SHA-256 is not the root's",
      );
    const manifest = parse<Manifest>(bytes.toString(), file);
    checkForm(manifest, file);
    if (manifest.date !== date || root.date !== date)
      throw new Break(
        file,
        null,
        `this is the day ${manifest.date}, signed as ${root.date}, and stands as ${date}`,
      );
    if (manifest.previousDate !== (before?.date ?? null))
      throw new Break(
        file,
        null,
        `it follows ${manifest.previousDate ?? "no day"}, but the day before in this archive is ${before?.date ?? "none"}: a day is missing`,
      );
    const previousRootHash = before === null ? null : (this.#roots.get(before.date) as string);
    if (manifest.previousRootHash !== previousRootHash || root.previousRootHash !== previousRootHash)
      throw new Break(
        file,
        null,
        `it does not name the root of ${before?.date ?? "a first day"} as the one before`,
      );
    const named = new Set(["manifest.json", "root.jws", ...manifest.files.map((each) => each.name)]);
    for (const name of readdirSync(join(this.#folder, date)))
      if (!name.startsWith(".") && !named.has(name))
        throw new Break(`${date}/${name}`, null, "the manifest does not name this file");

    const sums = new Map<string, ManifestSum>();
    const actorsBefore = this.#actors.count;
    let running = sha256(`archive/1|${date}|${previousRootHash ?? ""}`);
    if (manifest.startHash !== running)
      throw new Break(file, null, "startHash is not that of this date and the root before");
    for (const each of manifest.files) {
      await this.#file(date, each, running, sums);
      running = each.lastHash;
    }
    if (manifest.endHash !== running) throw new Break(file, null, "endHash is not the last file's");
    for (const [actor, links] of this.#early) {
      const first = [...links.values()].reduce((a, b) => (a.seq < b.seq ? a : b));
      throw new Break(
        first.file,
        first.fileLine,
        `entry ${first.seq} of an actor is here, its entry ${this.#actors.seq(actor) + 1} is missing`,
      );
    }
    this.#totals(manifest, sums, this.#actors.count - actorsBefore, before, root, file);
    this.#roots.set(date, rootHash);
    this.checked.days += 1;
    this.checked.lastDate = date;
    return manifest;
  }

  /** One file: its lines first, so that what is wrong is named by its line; then the file as it lies there. */
  async #file(
    date: string,
    named: ManifestFile,
    running: string,
    sums: Map<string, ManifestSum>,
  ): Promise<void> {
    const file = `${date}/${named.name}`;
    const path = join(this.#folder, file);
    if (!isFile(path)) throw new Break(file, null, "the file is missing");
    if (named.firstHash !== running)
      throw new Break(
        `${date}/manifest.json`,
        null,
        `${named.name} does not go on from the running hash before it`,
      );
    let rows = 0;
    let last = running;
    // A chain that doesn't fit may be the fault of a line before it: lines are judged when the file is known whole.
    let broken: Break | null = null;
    const facts = await readLines(path, this.#progress, (line) => {
      rows += 1;
      last = createHash("sha256").update(last).update(line).digest("hex");
      if (broken !== null || rows > named.rows) return;
      try {
        this.#entry(line.toString(), file, rows, date, sums);
      } catch (error) {
        if (!(error instanceof Break)) throw error;
        broken = error;
      }
    });
    const fits = facts.sha256 === named.sha256 && facts.bytes === named.bytes;
    const found: Break | null = broken;
    if (facts.torn)
      throw new Break(file, rows + 1, "the file can't be unpacked any further: it was altered or cut off");
    if (rows < named.rows) throw this.#missingLine(file, rows, named.rows, found);
    if (rows > named.rows)
      throw new Break(file, named.rows + 1, `there is a line too many: the manifest names ${named.rows}`);
    if (found !== null) throw found;
    if (last !== named.lastHash)
      throw new Break(
        file,
        null,
        "the lines are not in the order in which they were archived, or one was replaced: the running hash does not end where the manifest says",
      );
    if (!fits)
      throw new Break(
        file,
        null,
        "the lines are whole, but the file around them was altered: its bytes are not those of the manifest",
      );
    this.checked.files += 1;
  }

  /** Where a line is missing nobody can tell from the file; the first chain that doesn't go on gives a place. */
  #missingLine(file: string, rows: number, named: number, found: Break | null): Break {
    const early = [...this.#early.values()].flatMap((links) => [...links.values()]);
    const lines = early.filter((link) => link.file === file).map((link) => link.fileLine);
    if (found?.line) lines.push(found.line);
    const line = lines.length === 0 ? null : Math.min(...lines);
    const where = line === null ? "" : ", and the entry here does not go on from the one before it";
    return new Break(
      file,
      line,
      `a line is missing: the file holds ${rows}, its manifest names ${named}${where}`,
    );
  }

  #entry(text: string, file: string, fileLine: number, date: string, sums: Map<string, ManifestSum>): void {
    const entry = parse<Entry>(text, file, fileLine);
    const wrong = (what: string) => new Break(file, fileLine, what);
    const sound =
      entry.v === 1 &&
      isCount(entry.seq) &&
      entry.seq >= 1 &&
      isCount(entry.atMs) &&
      isCount(entry.line) &&
      Number.isSafeInteger(entry.amountYen) &&
      [entry.actorClass, entry.actor, entry.regionId, entry.programmeId, entry.kind].every(isText) &&
      HASH.test(entry.prevHash) &&
      HASH.test(entry.hash);
    if (!sound) throw wrong("this is not an entry of version 1");
    if (entryHash(entry) !== entry.hash)
      throw wrong(`the entry's own hash does not cover it (actor ${entry.actor}, entry ${entry.seq})`);
    if (Math.floor((entry.atMs + TOKYO_MS) / DAY_MS) > Date.parse(date) / DAY_MS)
      throw wrong(`the entry was written after ${date}: it belongs to a later day`);
    const sumKey = JSON.stringify([entry.programmeId, entry.actorClass, entry.kind]);
    const sum = sums.get(sumKey) ?? {
      programmeId: entry.programmeId,
      class: entry.actorClass,
      kind: entry.kind,
      rows: 0,
      plusYen: 0,
      minusYen: 0,
    };
    sum.rows += 1;
    if (entry.amountYen > 0) sum.plusYen += entry.amountYen;
    else sum.minusYen += entry.amountYen;
    sums.set(sumKey, sum);
    this.checked.entries += 1;

    const books = this.#booksOf(`${entry.regionId}|${entry.programmeId}|${entry.actorClass}`);
    const actor = this.#actors.of(entry.actor, () => ({
      hash: sha256(`journal/1|${entry.actorClass}|${entry.actor}`),
      books,
    }));
    if (this.#actors.books(actor) !== books)
      throw wrong(`actor ${entry.actor} stands in other books than before`);
    const { seq, atMs, line, amountYen, prevHash, hash } = entry;
    const link: Link = { seq, atMs, line, amountYen, prevHash, hash, file, fileLine };
    if (seq <= this.#actors.seq(actor))
      throw wrong(`entry ${seq} of actor ${entry.actor} stands here a second time`);
    const early = this.#early.get(actor);
    if (seq > this.#actors.seq(actor) + 1) {
      if (early?.has(seq)) throw wrong(`entry ${seq} of actor ${entry.actor} stands here a second time`);
      if (early) early.set(seq, link);
      else this.#early.set(actor, new Map([[seq, link]]));
      return;
    }
    this.#advance(actor, link);
    for (let next = early?.get(seq + 1); early && next; next = early.get(next.seq + 1)) {
      early.delete(next.seq);
      this.#advance(actor, next);
    }
    if (early?.size === 0) this.#early.delete(actor);
  }

  #advance(actor: number, link: Link): void {
    const wrong = (what: string) => new Break(link.file, link.fileLine, what);
    if (link.prevHash !== this.#actors.hash(actor))
      throw wrong(
        link.seq === 1
          ? "the first entry does not start from its actor's own name"
          : `entry ${link.seq} does not follow from entry ${link.seq - 1} of its actor`,
      );
    if (link.atMs < this.#actors.atMs(actor))
      throw wrong(`entry ${link.seq} is earlier than the one before it`);
    const isFund = this.#isFund(actor);
    if (isFund && link.line === 0 && this.#actors.operationSum(actor) !== 0)
      throw wrong(
        `the fund's operation before entry ${link.seq} adds up to ${this.#actors.operationSum(actor)} yen, not to zero`,
      );
    const sum = this.#actors.advance(actor, link);
    if (!isFund && sum < 0) throw wrong(`with entry ${link.seq} the balance is ${sum} yen`);
  }

  #isFund(actor: number): boolean {
    return this.#bookNames[this.#actors.books(actor)]?.endsWith("|fund") === true;
  }

  #booksOf(name: string): number {
    const known = this.#books.get(name);
    if (known !== undefined) return known;
    this.#books.set(name, this.#bookNames.length);
    return this.#bookNames.push(name) - 1;
  }

  #totals(
    manifest: Manifest,
    sums: Map<string, ManifestSum>,
    newActors: number,
    before: Manifest | null,
    root: Root,
    file: string,
  ): void {
    const wrong = (what: string) => new Break(file, null, what);
    if (manifest.sums.length !== sums.size)
      throw wrong(`the manifest names ${manifest.sums.length} sums, the lines give ${sums.size}`);
    for (const named of manifest.sums) {
      const name = `${named.programmeId} ${named.class} ${named.kind}`;
      const real = sums.get(JSON.stringify([named.programmeId, named.class, named.kind]));
      if (!real) throw wrong(`there is no line for the sum of ${name}`);
      if (real.rows !== named.rows || real.plusYen !== named.plusYen || real.minusYen !== named.minusYen)
        throw wrong(
          `the sum of ${name} is ${named.rows} rows, +${named.plusYen} and ${named.minusYen} yen; the lines give ${real.rows}, +${real.plusYen} and ${real.minusYen}`,
        );
    }
    const entries = manifest.files.reduce((sum, each) => sum + each.rows, 0);
    if (entries !== manifest.entries)
      throw wrong(`the files have ${entries} lines, the manifest names ${manifest.entries}`);
    if (newActors !== manifest.newActors)
      throw wrong(`${newActors} actors begin on this day, the manifest names ${manifest.newActors}`);
    const all = (before?.cumulative.entries ?? 0) + entries;
    if (manifest.cumulative.entries !== all || root.entries !== all)
      throw wrong(
        `with the days before there are ${all} entries, the manifest names ${manifest.cumulative.entries}, the root ${root.entries}`,
      );
    if (manifest.cumulative.actors !== this.#actors.count)
      throw wrong(
        `with the days before there are ${this.#actors.count} actors, the manifest names ${manifest.cumulative.actors}`,
      );
  }

  /** latest.json and latest.jws name the last day; whoever takes a day away and forgets them is noticed. */
  #latest(last: string | null): void {
    const latest = parse<{ date: string; rootHash: string }>(
      this.#read("latest.json").toString(),
      "latest.json",
    );
    const root = openRoot(this.#read("latest.jws").toString(), this.#keys, "latest.jws");
    for (const { date, rootHash, file } of [
      { ...latest, file: "latest.json" },
      { ...root, file: "latest.jws" },
    ]) {
      if (last === null || date > last)
        throw new Break(file, null, `the last day is ${date}, and it is missing`);
      if (this.#roots.get(date) !== rootHash) throw new Break(file, null, `it names another root of ${date}`);
      if (date !== last)
        throw new Break(file, null, `it names ${date} as the last day, but ${last} is there`);
    }
  }

  /** Every root that somebody outside kept is a day of this archive. */
  #witness(path: string): void {
    let last = "";
    let roots = 0;
    for (const file of filesOf(path)) {
      for (const [jws] of readFileSync(file, "utf8").matchAll(JWS)) {
        const root = openRoot(jws, this.#keys, file);
        const here = this.#roots.get(root.date);
        if (here === undefined)
          throw new Break(
            file,
            null,
            `the witness has the root of ${root.date}, and that day is missing from the archive`,
          );
        if (here !== root.rootHash)
          throw new Break(file, null, `the witness has another root of ${root.date}: that day was made anew`);
        roots += 1;
        if (root.date > last) last = root.date;
      }
    }
    if (roots === 0) throw new Unusable(`${path} holds no signed root`);
    this.checked.witnessed = last;
  }

  #read(file: string): Buffer {
    const path = join(this.#folder, file);
    if (!isFile(path)) throw new Break(file, null, "the file is missing");
    return readFileSync(path);
  }
}

/**
 * The entry's own hash: SHA-256 of a JSON array in fixed order, as JavaScript writes it. `detail` and `result` keep the
 * order of keys in which they were published; a parser that sorts keys would give another hash.
 */
function entryHash(entry: Entry): string {
  return sha256(
    JSON.stringify([
      "entry/1",
      entry.seq,
      entry.atMs,
      entry.operationId,
      entry.line,
      entry.kind,
      entry.account,
      entry.expiresOn,
      entry.amountYen,
      entry.detail,
      entry.requestHash,
      entry.result,
      entry.prevHash,
    ]),
  );
}

function checkForm(manifest: Manifest, file: string): void {
  const { files, sums, cumulative } = manifest;
  const sound =
    manifest.v === 1 &&
    manifest.format === "tegata-archive" &&
    isCount(manifest.entries) &&
    isCount(manifest.newActors) &&
    isCount(cumulative?.entries) &&
    isCount(cumulative?.actors) &&
    HASH.test(manifest.startHash) &&
    HASH.test(manifest.endHash) &&
    Array.isArray(sums) &&
    Array.isArray(files) &&
    files.every(
      (each, index) =>
        FILE_NAME.test(each.name) &&
        each.name === `entries-${String(index + 1).padStart(4, "0")}.ndjson.gz` &&
        isCount(each.bytes) &&
        isCount(each.rows) &&
        HASH.test(each.sha256) &&
        HASH.test(each.firstHash) &&
        HASH.test(each.lastHash),
    );
  if (!sound) throw new Break(file, null, "this is not a manifest of version 1");
}

/** The days of an archive in order. A folder that is no day doesn't belong there. */
function daysOf(folder: string): string[] {
  const days: string[] = [];
  for (const each of readdirSync(folder, { withFileTypes: true })) {
    if (!each.isDirectory() || each.name.startsWith(".")) continue;
    if (!DATE.test(each.name)) throw new Break(each.name, null, "this folder is not a day of the archive");
    days.push(each.name);
  }
  return days.sort();
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

function filesOf(path: string): string[] {
  if (!existsSync(path)) throw new Unusable(`${path} does not exist`);
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter((each) => statSync(each).isFile());
}

/* ---------- The command ---------- */

/** A bar on a terminal, a line for each tenth elsewhere. */
function progressOf(total: number): (bytes: number) => void {
  let done = 0;
  let shownAtMs = 0;
  let shownTenth = 0;
  return (bytes) => {
    done += bytes;
    const part = total > 0 ? done / total : 1;
    if (process.stdout.isTTY) {
      if (Date.now() - shownAtMs < EVERY_MS) return;
      shownAtMs = Date.now();
      const filled = Math.min(BAR_LETTERS, Math.round(part * BAR_LETTERS));
      process.stdout.write(
        `\r\u001b[K${"█".repeat(filled)}${"░".repeat(BAR_LETTERS - filled)} ${Math.floor(part * 100)} % of ${total} bytes`,
      );
    } else if (Math.floor(part * 10) > shownTenth) {
      shownTenth = Math.floor(part * 10);
      console.log(`▸ ${shownTenth * 10} % of ${total} bytes`);
    }
  };
}

function sizeOf(folder: string): number {
  let bytes = 0;
  for (const each of readdirSync(folder, { recursive: true, withFileTypes: true }))
    if (each.isFile() && FILE_NAME.test(each.name)) bytes += statSync(join(each.parentPath, each.name)).size;
  return bytes;
}

async function main(): Promise<number> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { keys: { type: "string" }, witness: { type: "string" } },
  });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1 || values.keys === undefined)
    throw new Unusable("usage: node verify-archive.ts FOLDER --keys KEYS.json [--witness FILE_OR_FOLDER]");
  if (!existsSync(folder) || !statSync(folder).isDirectory()) throw new Unusable(`${folder} is not a folder`);
  const keys = readKeys(values.keys);
  const verification = new Verification(folder, keys, progressOf(sizeOf(folder)));
  let firstBreak: { file: string; line: number | null; what: string } | null = null;
  try {
    await verification.run(values.witness);
  } catch (error) {
    if (!(error instanceof Break)) throw error;
    firstBreak = { file: error.file, line: error.line, what: error.message };
  }
  if (process.stdout.isTTY) process.stdout.write("\r\u001b[K");
  const { checked, actors } = verification;
  const holds = firstBreak === null;
  if (firstBreak) {
    const at = firstBreak.line === null ? firstBreak.file : `${firstBreak.file} line ${firstBreak.line}`;
    console.log(`✗ The archive does not hold. First: ${at}: ${firstBreak.what}`);
  } else {
    console.log(`✓ ${checked.days} days: each names the root of the day before, and its own root is signed.`);
    console.log(`✓ ${checked.files} files: bytes, SHA-256 and running hashes are those of their manifests.`);
    console.log(`✓ ${checked.entries} entries: each one's hash covers it.`);
    console.log(
      `✓ ${actors} actors: no gap from the first entry on, each entry follows from the one before.`,
    );
    console.log(
      "✓ Sums: no balance below zero, every operation of a fund zero, every day as its manifest says.",
    );
    if (verification.unfinished > 0)
      console.log(
        `! ${verification.unfinished} funds: the last lines of their last operation are of a later day.`,
      );
    if (checked.witnessed === null)
      console.log(
        `! Nothing from outside attests that ${checked.lastDate} is the last day: later days may have been taken away. Give --witness.`,
      );
    else if (checked.witnessed === checked.lastDate)
      console.log(`✓ The witness has the root of the last day, ${checked.lastDate}.`);
    else
      console.log(
        `! The witness attests every day up to ${checked.witnessed}; nothing from outside attests that ${checked.lastDate} is the last.`,
      );
  }
  const { days, entries, lastDate, witnessed } = checked;
  console.log(JSON.stringify({ days, entries, actors, lastDate, witnessed, holds, firstBreak }));
  return holds ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`✗ ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}

import { sha256 } from "../../durable-objects/lib/hash.ts";

/** An entry of the log of staff as the chain sees it. */
export interface LoggedEntry {
  readonly id: number;
  readonly regionId: string | null;
  readonly atMs: number;
  readonly actor: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly requestId: string;
}

/** What of an entry people may write freely, and what may therefore have to be erased (WHO-4). */
export interface LoggedText {
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
}

/** One link of the chain. */
export interface Link {
  readonly id: number;
  readonly salt: string | null;
  readonly textDigest: string;
  readonly prevHash: string;
  readonly hash: string;
}

/** What the first entry points back to. */
export const LOG_GENESIS = sha256("tegata/staff-log/1");

/** SHA-256 over the text of an entry. The salt keeps whoever has only the digest from trying out texts. */
export function textDigest(salt: string, { before, after, reason }: LoggedText): string {
  return sha256(JSON.stringify(["text/1", salt, before, after, reason]));
}

/**
 * The hash of an entry over the one before it (AUD-8): a JSON array in fixed order, so that anybody can recompute it. Text
 * goes in by its digest, so that it can be erased and the chain holds.
 */
export function logHash(entry: LoggedEntry, digest: string, prevHash: string): string {
  return sha256(
    JSON.stringify([
      "log/1",
      entry.id,
      entry.regionId,
      entry.atMs,
      entry.actor,
      entry.action,
      entry.subjectKind,
      entry.subjectId,
      entry.requestId,
      digest,
      prevHash,
    ]),
  );
}

/**
 * The links of entries that follow a head, in their order. Pure.
 * @param salts one for each, random
 */
export function linksOf(
  entries: readonly (LoggedEntry & LoggedText)[],
  salts: readonly string[],
  headHash: string,
): readonly Link[] {
  let prevHash = headHash;
  return entries.map((entry, at) => {
    const salt = salts[at] as string;
    const digest = textDigest(salt, entry);
    const link = { id: entry.id, salt, textDigest: digest, prevHash, hash: logHash(entry, digest, prevHash) };
    prevHash = link.hash;
    return link;
  });
}

/** An entry of the log and its link; one of the two may be missing. */
export interface Checked extends LoggedText {
  readonly id: number;
  readonly entry: LoggedEntry | null;
  readonly erasedAtMs: number | null;
  /** Whether the log says of this entry, later, that its text was erased. */
  readonly erasureLogged: boolean;
  readonly link: Link | null;
}

/** What is wrong with the first row that doesn't fit. */
export interface LogBreak {
  readonly id: number;
  readonly what: string;
}

/**
 * Walks rows on from a hash (AUD-8): the first one that was changed, taken out, put in, moved, or erased without a word is
 * named. Pure.
 * @returns the hash of the last one, or the break
 */
export function walkLog(
  rows: readonly Checked[],
  fromHash: string,
): { readonly hash: string } | { readonly broken: LogBreak } {
  let hash = fromHash;
  for (const { id, entry, link, erasedAtMs, erasureLogged, ...text } of rows) {
    const broken = (what: string) => ({ broken: { id, what } });
    if (link === null) return broken("the entry is not in the chain: it was put in afterwards");
    if (entry === null) return broken("the entry is gone from the log");
    if (link.prevHash !== hash) return broken("the chain does not follow from the entry before");
    if (link.hash !== logHash(entry, link.textDigest, link.prevHash))
      return broken("who, what or when was changed");
    if (erasedAtMs !== null) {
      if (text.before !== null || text.after !== null || text.reason !== null)
        return broken("the text is said to be erased and is there");
      if (!erasureLogged) return broken("the text was erased without an entry that says so");
    } else if (link.salt === null || link.textDigest !== textDigest(link.salt, text))
      return broken("before, after or the reason was changed");
    hash = link.hash;
  }
  return { hash };
}

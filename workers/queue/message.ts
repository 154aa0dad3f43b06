import { z } from "zod";
import { entryHash } from "../../durable-objects/lib/chain.ts";
import { genesisHash, sha256 } from "../../durable-objects/lib/hash.ts";
import type { JournalEntry } from "../../schema/events.ts";
import { MAX_JOURNAL_QUEUES } from "../../schema/limits.ts";

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const words = z.record(z.string(), z.unknown()).nullable();

/** The shape of an entry on the wire. What a journal means is the actors' business; here it only has to be readable. */
const journalEntry = z.object({
  v: z.literal(1),
  actorClass: z.enum(["coupon", "wallet", "fund"]),
  actor: z.string().min(1).max(200),
  regionId: z.string().min(1).max(64),
  programmeId: z.string().min(1).max(64),
  seq: z.int().min(1),
  atMs: z.int().min(0),
  operationId: z.string().min(1).max(64),
  line: z.int().min(0),
  kind: z.string().min(1).max(32),
  account: z.string().max(200),
  expiresOn: z.iso.date().nullable(),
  amountYen: z.int(),
  detail: words,
  requestHash: z.string().max(128).nullable(),
  result: words,
  prevHash: hash,
  hash,
});

const envelope = z.object({
  v: z.literal(1),
  entries: z.array(z.unknown()),
  askedAtMs: z.int().min(0).optional(),
  queue: z.int().min(1).max(MAX_JOURNAL_QUEUES).optional(),
});

/** Something that can't be projected, whole, so that a person can look at it (PRJ-1). */
export interface Poison {
  /** Made from the content: the same poison delivered again is the same poison. */
  readonly id: string;
  readonly why: "unreadable" | "shape" | "hash" | "genesis";
  readonly actor: string | null;
  readonly seq: number | null;
  readonly body: string;
}

/**
 * Takes the messages of a batch apart into entries that can be projected and poison. An entry is poison if it hasn't
 * the shape of one, if its hash doesn't cover it, or if a first entry doesn't start from its actor's genesis.
 * One bad entry doesn't take its message with it.
 */
export function readMessages(bodies: readonly unknown[]): {
  readonly entries: readonly JournalEntry[];
  readonly poison: readonly Poison[];
  /** When the newest heartbeat among them was sent, and by which queue; null where there is none. */
  readonly asked: { readonly atMs: number; readonly queue: number } | null;
} {
  const entries: JournalEntry[] = [];
  const poison: Poison[] = [];
  let asked: { atMs: number; queue: number } | null = null;
  for (const body of bodies) {
    const message = envelope.safeParse(body);
    if (!message.success) {
      poison.push(poisonOf("unreadable", body));
      continue;
    }
    const { askedAtMs, queue = 1 } = message.data;
    if (askedAtMs !== undefined && askedAtMs > (asked?.atMs ?? -1)) asked = { atMs: askedAtMs, queue };
    for (const raw of message.data.entries) {
      const parsed = journalEntry.safeParse(raw);
      if (!parsed.success) {
        poison.push(poisonOf("shape", raw));
        continue;
      }
      // The object as it came, not zod's copy: the hash covers its key order too.
      const entry = raw as JournalEntry;
      const broken = whyBroken(entry);
      if (broken) poison.push(poisonOf(broken, entry, entry));
      else entries.push(entry);
    }
  }
  return { entries, poison, asked };
}

/** What is wrong with an entry by itself: its hash, or the start of its chain; null where it is sound (AUD-1). */
export function whyBroken(entry: JournalEntry): "hash" | "genesis" | null {
  if (entryHash(entry) !== entry.hash) return "hash";
  if (entry.seq === 1 && entry.prevHash !== genesisHash(entry.actorClass, entry.actor)) return "genesis";
  return null;
}

function poisonOf(why: Poison["why"], content: unknown, entry?: JournalEntry): Poison {
  const body = JSON.stringify(content) ?? "undefined";
  return { id: `poison:${sha256(body)}`, why, actor: entry?.actor ?? null, seq: entry?.seq ?? null, body };
}

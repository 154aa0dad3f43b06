import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { readMessages } from "../../workers/queue/message.ts";
import type { Cloud } from "./cloud.ts";
import type { Message } from "./cloud-queue.ts";
import { Break } from "./timeline.ts";

/** PRJ-1: a message is over only when each of its entries is a row, kept aside as a fork, or kept as poison. */
export function keepsOf(cloud: Cloud, message: Message): void {
  const { sqlite } = cloud.d1.node;
  const entries: readonly JournalEntry[] = message.damaged
    ? soundOnes(cloud, message.body)
    : (message.body as JournalMessage).entries;
  const row = sqlite.prepare("select hash from journal where actor = ? and seq = ?");
  for (const entry of entries) {
    const kept = row.get(entry.actor, entry.seq) as { hash: string } | undefined;
    if (kept?.hash === entry.hash) continue;
    const aside = sqlite
      .prepare("select 1 from journal_break where actor = ? and seq = ? and hash = ?")
      .get(entry.actor, entry.seq, entry.hash);
    if (!aside)
      throw new Break("PRJ-1", `row ${entry.seq} of ${entry.actor} was acknowledged and is nowhere`, [
        entry.actor,
      ]);
  }
}

function soundOnes(cloud: Cloud, body: unknown): readonly JournalEntry[] {
  const { entries, poison } = readMessages([body]);
  for (const each of poison) {
    const known = cloud.d1.node.sqlite
      .prepare("select log_key from journal_break where id = ?")
      .get(each.id) as { log_key: string } | undefined;
    if (!known || !cloud.r2.objects.has(known.log_key))
      throw new Break("PRJ-1", `poison (${each.why}) was acknowledged and not kept`, [each.actor ?? ""]);
  }
  return entries;
}

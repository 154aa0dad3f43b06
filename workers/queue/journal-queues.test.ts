import { expect, test } from "vitest";
import {
  byQueue,
  type JournalQueueEnv,
  journalQueues,
  sendJournal,
} from "../../durable-objects/lib/journal-queues.ts";
import { chainOf } from "./chains.testing.ts";

/** A queue that keeps what it is sent. */
class Kept {
  readonly sent: { entries: { actor: string; seq: number }[] }[] = [];
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  async send(message: Kept["sent"][number]): Promise<void> {
    this.sent.push(message);
  }
}
const bound = (queues: Readonly<Record<string, Kept>>) => queues as unknown as JournalQueueEnv;
const entries = Array.from({ length: 400 }, (_, i) =>
  chainOf(`actor-${i}`, [
    { kind: "open", amountYen: 500 },
    { kind: "pay", amountYen: -100 },
  ]),
).flat();

test("OPS-9: with one queue everything goes by it; a number that is left out ends them", () => {
  const one = { JOURNAL_QUEUE: new Kept("1") };
  expect(journalQueues(bound(one))).toEqual([one.JOURNAL_QUEUE]);
  expect(journalQueues(bound({ ...one, JOURNAL_QUEUE_3: new Kept("3") }))).toHaveLength(1);
  expect([...byQueue(bound(one), entries).values()]).toEqual([entries]);
});

test("OPS-9, PUB-1: with three, each actor's entries go by one of them, in order, and all three have their share", async () => {
  const three = {
    JOURNAL_QUEUE: new Kept("1"),
    JOURNAL_QUEUE_2: new Kept("2"),
    JOURNAL_QUEUE_3: new Kept("3"),
  };
  await sendJournal(bound(three), entries);
  const ways = new Map<string, Set<string>>();
  for (const { name, sent } of Object.values(three)) {
    const some = sent.flatMap((message) => message.entries);
    expect(some.length).toBeGreaterThan(150);
    for (const { actor, seq } of some) {
      const before = ways.get(actor)?.size ?? 0;
      expect(seq).toBe(before === 0 ? 1 : 2);
      ways.set(actor, (ways.get(actor) ?? new Set()).add(`${name}:${seq}`));
    }
  }
  expect(ways.size).toBe(400);
  for (const way of ways.values()) expect(new Set([...way].map((each) => each.split(":")[0])).size).toBe(1);
});

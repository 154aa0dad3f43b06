import fc from "fast-check";
import { expect, test } from "vitest";
import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { MAX_MESSAGE_BYTES, MAX_MESSAGE_ENTRIES } from "../../schema/limits.ts";
import { messagesOf, sendEntries } from "./journal-messages.ts";

const entry = (actor: string, seq: number, padding = 0) =>
  ({ v: 1, actor, seq, detail: { padding: "x".repeat(padding) } }) as unknown as JournalEntry;

test("PUB-1: messages keep every entry in order, within both bounds", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 4_000 }), { maxLength: 400 }), (paddings) => {
      const entries = paddings.map((padding, i) => entry("a", i, padding));
      const messages = messagesOf(entries);
      expect(messages.flat()).toEqual(entries);
      for (const message of messages) {
        expect(message.length).toBeLessThanOrEqual(MAX_MESSAGE_ENTRIES);
        expect(JSON.stringify(message).length).toBeLessThan(MAX_MESSAGE_BYTES + 5_000);
      }
    }),
  );
});

test("PUB-1, PUB-6: however much an actor sends again, no message is larger than the queue takes", async () => {
  const QUEUE_TAKES_BYTES = 128_000;
  const arrived: JournalEntry[] = [];
  const queue = {
    send: async (message: JournalMessage) => {
      if (JSON.stringify(message).length > QUEUE_TAKES_BYTES) throw new Error("message too large");
      arrived.push(...message.entries);
    },
  } as unknown as Parameters<typeof sendEntries>[0];
  const missing = Array.from({ length: 500 }, (_, i) => entry("a", i + 1, 4_000));
  await sendEntries(queue, missing);
  expect(arrived).toEqual(missing);
});

import { expect, test, vi } from "vitest";
import type { JournalEntry, JournalMessage } from "../../schema/events.ts";
import { MAX_MESSAGE_ENTRIES } from "../../schema/limits.ts";
import { publish } from "./publish.ts";

const entry = (actor: string, seq: number, padding = 0) =>
  ({ v: 1, actor, seq, detail: { padding: "x".repeat(padding) } }) as unknown as JournalEntry;

test("PUB-1: what happens within a tenth of a second goes in one message, after the reply", async () => {
  vi.useFakeTimers();
  const sent: JournalMessage[] = [];
  const queue = { send: async (message: JournalMessage) => void sent.push(message) } as Parameters<
    typeof publish
  >[0];
  const waiting: Promise<unknown>[] = [];
  const ctx = { waitUntil: (promise: Promise<unknown>) => void waiting.push(promise) };
  publish(queue, ctx, [entry("a", 1)]);
  publish(queue, ctx, [entry("b", 1), entry("b", 2)]);
  expect(sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(100);
  await Promise.all(waiting);
  expect(sent.map((message) => message.entries.length)).toEqual([3]);
  publish(queue, ctx, []);
  expect(waiting).toHaveLength(1);
  vi.useRealTimers();
});

test("PUB-1: a full batch doesn't wait for the clock", async () => {
  const sent: JournalMessage[] = [];
  const queue = { send: async (message: JournalMessage) => void sent.push(message) } as Parameters<
    typeof publish
  >[0];
  const waiting: Promise<unknown>[] = [];
  publish(
    queue,
    { waitUntil: (promise: Promise<unknown>) => void waiting.push(promise) },
    Array.from({ length: MAX_MESSAGE_ENTRIES + 1 }, (_, i) => entry("a", i + 1)),
  );
  await Promise.all(waiting);
  expect(sent.map((message) => message.entries.length)).toEqual([MAX_MESSAGE_ENTRIES, 1]);
});

test("PUB-6: a queue that fails doesn't fail the command; the actor sends again later", async () => {
  const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  const queue = { send: async () => Promise.reject(new Error("away")) } as Parameters<typeof publish>[0];
  const waiting: Promise<unknown>[] = [];
  const many = Array.from({ length: MAX_MESSAGE_ENTRIES }, (_, i) => entry("a", i + 1));
  publish(queue, { waitUntil: (promise: Promise<unknown>) => void waiting.push(promise) }, many);
  await expect(Promise.all(waiting)).resolves.toBeDefined();
  expect(warn).toHaveBeenCalledOnce();
  warn.mockRestore();
});

test("PUB-1: a timer that died with its request holds nobody up", async () => {
  vi.useFakeTimers();
  const sent: JournalMessage[] = [];
  const queue = { send: async (message: JournalMessage) => void sent.push(message) } as Parameters<
    typeof publish
  >[0];
  const ctx = { waitUntil: () => undefined };
  publish(queue, ctx, [entry("a", 1)]);
  vi.clearAllTimers();
  vi.setSystemTime(Date.now() + 60_000);
  publish(queue, ctx, [entry("b", 1)]);
  await vi.advanceTimersByTimeAsync(200);
  expect(sent.flatMap((message) => message.entries.map((each) => each.actor))).toEqual(["a", "b"]);
  vi.useRealTimers();
});

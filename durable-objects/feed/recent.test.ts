import fc from "fast-check";
import { expect, test } from "vitest";
import { feedMessage } from "./client.ts";
import { MAX_RECENT_MESSAGES, missedSince, type Recent, takeIn } from "./recent.ts";

const messages = fc.array(
  fc.nat(400).map((n) => feedMessage({ type: "payment", id: `m${n}` })),
  { maxLength: 60 },
);
const batches = fc.array(messages, { maxLength: 12 });

test("FED-1: however edge and projection repeat themselves, nothing remembered is sent twice", () => {
  fc.assert(
    fc.property(batches, (all) => {
      let recent: Recent = [];
      for (const batch of all) {
        const before = new Set(recent.map(({ id }) => id));
        const taken = takeIn(recent, batch);
        const ids = taken.fresh.map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        for (const id of ids) expect(before.has(id)).toBe(false);
        for (const { id } of batch) expect(before.has(id) || ids.includes(id)).toBe(true);
        recent = taken.recent;
        expect(recent.length).toBeLessThanOrEqual(MAX_RECENT_MESSAGES);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("FED-1: a screen that comes back gets exactly what was sent since, or is told to read again", () => {
  fc.assert(
    fc.property(batches, fc.nat(), (all, pick) => {
      let recent: Recent = [];
      const sent: string[] = [];
      for (const batch of all) {
        const taken = takeIn(recent, batch);
        recent = taken.recent;
        sent.push(...taken.fresh.map(({ id }) => id));
      }
      if (sent.length === 0) return;
      const at = pick % sent.length;
      const missed = missedSince(recent, sent[at] as string);
      // A message that was forgotten and came again counts by its last sending.
      const last = sent.lastIndexOf(sent[at] as string);
      if (missed === null) expect(sent.length - last).toBeGreaterThan(MAX_RECENT_MESSAGES);
      else expect(missed.map(({ id }) => id)).toEqual(sent.slice(last + 1));
    }),
    { numRuns: 1_000 },
  );
  expect(missedSince([], "never")).toBeNull();
});

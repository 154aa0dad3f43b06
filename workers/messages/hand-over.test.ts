import { expect, test } from "vitest";
import { err, ok } from "../../schema/result.ts";
import type { Refusal } from "../gateways/phone.ts";
import { afterRefusal, BUDGET_MS, type Candidate, handOver, TRIES_EACH } from "./hand-over.ts";

const refusal = (kind: Refusal["kind"], retryAfterMs: number | null = null): Refusal => ({
  kind,
  what: kind,
  retryAfterMs,
});

/** A provider that gives these answers in order, each after so long; and a clock of its own. */
function scene() {
  let now = 0;
  const waits: number[] = [];
  const asked: [name: string, again: boolean][] = [];
  const waiting = {
    now: () => now,
    sleep: async (ms: number) => {
      waits.push(ms);
      now += ms;
    },
  };
  const provider = (name: string, answers: (Refusal | "taken")[], takesMs = 100): Candidate => ({
    name,
    yen: 10,
    give: async (again) => {
      asked.push([name, again]);
      now += takesMs;
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return answer === "taken" ? ok({ ref: `${name}-ref` }) : err(answer as Refusal);
    },
  });
  return { waiting, provider, asked, waits, now: () => now };
}

test("RES-7: the first who takes it is the last who is asked", async () => {
  const { waiting, provider, asked } = scene();
  const done = await handOver([provider("a", ["taken"]), provider("b", ["taken"])], waiting);
  expect(done).toEqual({
    by: { provider: "a", ref: "a-ref" },
    lastAsked: "a",
    tries: 1,
    yen: 10,
    failure: null,
  });
  expect(asked).toEqual([["a", false]]);
});

test("RES-7: whoever is busy for a moment is waited for; for longer, the next is asked", async () => {
  const short = scene();
  await handOver([short.provider("a", [refusal("busy", 2_000), "taken"])], short.waiting);
  expect(short.waits).toEqual([2_000]);
  const long = scene();
  const done = await handOver(
    [long.provider("a", [refusal("busy", 60_000)]), long.provider("b", ["taken"])],
    long.waiting,
  );
  expect([done.by?.provider, long.waits, done.yen]).toEqual(["b", [], 10]);
});

test("RES-7: a second try says that the first may have been taken; who may have taken it is paid for", async () => {
  const { waiting, provider, asked } = scene();
  const done = await handOver([provider("a", [refusal("unclear")]), provider("b", ["taken"])], waiting);
  expect(asked).toEqual([
    ["a", false],
    ["a", true],
    ["b", false],
  ]);
  expect(done).toMatchObject({ by: { provider: "b" }, tries: 3, yen: 20 });
});

test("RES-7: who refuses us is asked once, and a number that can't be reached ends it for all", async () => {
  const refused = scene();
  await handOver(
    [refused.provider("a", [refusal("refused")]), refused.provider("b", ["taken"])],
    refused.waiting,
  );
  expect(refused.asked).toEqual([
    ["a", false],
    ["b", false],
  ]);
  const number = scene();
  const done = await handOver(
    [number.provider("a", [refusal("number")]), number.provider("b", ["taken"])],
    number.waiting,
  );
  expect(done).toEqual({ by: null, lastAsked: "a", tries: 1, yen: 0, failure: "a: number" });
});

test("RES-7: it ends in time and after a bounded number of tries, whatever the providers do", async () => {
  for (const kind of ["busy", "unclear", "refused"] as const)
    for (const takesMs of [0, 6_000]) {
      const { waiting, provider, asked, now } = scene();
      const all = ["a", "b", "c", "d", "e"].map((name) => provider(name, [refusal(kind)], takesMs));
      const done = await handOver(all, waiting);
      expect(done.by).toBeNull();
      expect(asked.length).toBeLessThanOrEqual(all.length * TRIES_EACH);
      expect(now()).toBeLessThanOrEqual(BUDGET_MS + takesMs);
    }
});

test("RES-7: the wait grows with each try and is never longer than three seconds", () => {
  expect(afterRefusal(refusal("unclear"), 1, 0)).toEqual({ waitMs: 1_000 });
  expect(afterRefusal(refusal("busy", 3_000), 1, 0)).toEqual({ waitMs: 3_000 });
  expect(afterRefusal(refusal("busy", 3_001), 1, 0)).toBe("next");
  expect(afterRefusal(refusal("unclear"), TRIES_EACH, 0)).toBe("next");
  expect(afterRefusal(refusal("unclear"), 1, BUDGET_MS - 1_000)).toBe("next");
});

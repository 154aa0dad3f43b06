import { expect, test } from "vitest";
import { EdgeCache } from "./cached.ts";

const DATABASE = {};
const TTL_MS = 15_000;

/** A cache with a clock to move, and loads that end when they are told to. */
function cacheAt() {
  let nowMs = 1_000_000;
  let loads = 0;
  const open: { resolve: (value: number) => void; reject: (error: Error) => void }[] = [];
  const cache = new EdgeCache<number>(TTL_MS, () => nowMs);
  return {
    cache,
    get loads() {
      return loads;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    get: () =>
      cache.get(DATABASE, "key", () => {
        loads += 1;
        return new Promise<number>((resolve, reject) => open.push({ resolve, reject }));
      }),
    end: (value: number) => open.shift()?.resolve(value),
    fail: () => open.shift()?.reject(new Error("away")),
  };
}

test("PRG-1, S22: what was read is known for fifteen seconds and not a moment longer", async () => {
  const at = cacheAt();
  const first = at.get();
  at.end(1);
  expect(await first).toBe(1);
  at.pass(TTL_MS * 0.6);
  expect(await at.get()).toBe(1);
  expect(at.loads).toBe(1);
  at.pass(TTL_MS * 0.4);
  const second = at.get();
  expect(at.loads).toBe(2);
  at.end(2);
  expect(await second).toBe(2);
});

test("a request never waits for another one's read: on Workers it would hang", async () => {
  const at = cacheAt();
  const [one, other] = [at.get(), at.get()];
  expect(at.loads).toBe(2);
  at.end(1);
  expect(await one).toBe(1);
  at.end(1);
  expect(await other).toBe(1);
});

test("one request alone reads anew what is about to end; the others go by what is known", async () => {
  const at = cacheAt();
  const first = at.get();
  at.end(1);
  await first;
  at.pass(TTL_MS * 0.7);
  const refreshing = at.get();
  expect(at.loads).toBe(2);
  expect(await at.get()).toBe(1);
  expect(at.loads).toBe(2);
  at.end(2);
  expect(await refreshing).toBe(2);
  expect(await at.get()).toBe(2);
});

test("where reading anew fails, what is known stays until it ends, and the next request tries again", async () => {
  const at = cacheAt();
  const first = at.get();
  at.end(1);
  await first;
  at.pass(TTL_MS * 0.7);
  const failing = at.get();
  at.fail();
  expect(await failing).toBe(1);
  const again = at.get();
  expect(at.loads).toBe(3);
  at.end(2);
  expect(await again).toBe(2);
});

test("a failure is not remembered", async () => {
  const at = cacheAt();
  const failing = at.get();
  at.fail();
  await expect(failing).rejects.toThrow("away");
  const again = at.get();
  at.end(1);
  expect(await again).toBe(1);
});

test("S22: what was being read when it was forgotten is not remembered", async () => {
  const at = cacheAt();
  const reading = at.get();
  at.cache.forget(DATABASE, "key");
  at.end(1);
  expect(await reading).toBe(1);
  void at.get();
  expect(at.loads).toBe(2);
});

test("an older read that ends later does not replace a newer one", async () => {
  let nowMs = 0;
  const cache = new EdgeCache<number>(TTL_MS, () => nowMs);
  const ends: ((value: number) => void)[] = [];
  const get = () => cache.get(DATABASE, "key", () => new Promise<number>((resolve) => ends.push(resolve)));
  const older = get();
  nowMs = 10;
  const newer = get();
  ends[1]?.(2);
  expect(await newer).toBe(2);
  ends[0]?.(1);
  expect(await older).toBe(1);
  expect(await get()).toBe(2);
});

const KEPT_MS = 15 * 60_000;

/** The same, of what counts on while the database is away. */
function keptAt() {
  let nowMs = 1_000_000;
  let loads = 0;
  let answer: () => Promise<number> = async () => 1;
  const cache = new EdgeCache<number>(TTL_MS, () => nowMs, KEPT_MS);
  const load = () => {
    loads += 1;
    return answer();
  };
  return {
    cache,
    get loads() {
      return loads;
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
    answers: (next: () => Promise<number>) => {
      answer = next;
    },
    load,
    get: () => cache.get(DATABASE, "key", load),
  };
}
const away = async () => {
  throw new Error("away");
};

test("DEG-3: where the database is away, what was known counts on for fifteen minutes, and no longer", async () => {
  const at = keptAt();
  await at.get();
  at.answers(away);
  at.pass(KEPT_MS - 1);
  expect(await at.get()).toBe(1);
  at.pass(1);
  await expect(at.get()).rejects.toThrow("away");
});

test("DEG-3: a database that is away is let alone for five seconds, then asked again, and its answer counts at once", async () => {
  const at = keptAt();
  await at.get();
  at.answers(away);
  at.pass(TTL_MS);
  for (let turn = 0; turn < 3; turn++) expect(await at.get()).toBe(1);
  expect(at.loads).toBe(2);
  at.answers(async () => 2);
  at.pass(5_000);
  expect(await at.get()).toBe(2);
});

test("DEG-3: what was forgotten doesn't count on", async () => {
  const at = keptAt();
  await at.get();
  at.answers(away);
  at.cache.forget(DATABASE, "key");
  await expect(at.get()).rejects.toThrow("away");
});

test("DEG-3: what is read anew on purpose stays as it was where that fails", async () => {
  const at = keptAt();
  await at.get();
  at.answers(async () => 2);
  expect(await at.cache.renew(DATABASE, "key", at.load)).toBe(2);
  at.answers(away);
  expect(await at.cache.renew(DATABASE, "key", at.load)).toBe(2);
});

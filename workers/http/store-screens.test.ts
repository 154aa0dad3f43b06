import { expect, test, vi } from "vitest";
import { MAX_FEED_BATCH } from "../../durable-objects/feed/actor.ts";
import type { FeedMessage } from "../../durable-objects/feed/recent.ts";
import type { Env } from "../env.ts";
import { FEED_GAP_MS, isWatched, tellScreens } from "./store-screens.ts";

vi.mock("cloudflare:workers", () => ({ DurableObject: class {} }));

/** Feeds that write down what reaches them; a call ends when it is let go. */
function feeds({ fails = false, sockets = 1 } = {}) {
  const calls: { readonly store: string; readonly ids: readonly string[] }[] = [];
  let letGo: (() => void)[] = [];
  let held = false;
  const FEED = {
    idFromName: (name: string) => name,
    get: (store: string) => ({
      publish: async (messages: readonly FeedMessage[]) => {
        calls.push({ store, ids: messages.map((message) => message.id) });
        if (fails) throw new Error("away");
        if (held) await new Promise<void>((resolve) => letGo.push(resolve));
        return { ok: true, value: { fresh: messages.length, sockets } };
      },
    }),
  };
  return {
    env: { FEED } as unknown as Env,
    calls,
    hold: () => {
      held = true;
    },
    letGo: () => {
      held = false;
      for (const each of letGo) each();
      letGo = [];
    },
  };
}
const message = (id: string): FeedMessage => ({ id, text: JSON.stringify({ id }) });

test("FED-1: the first message goes at once; what comes meanwhile goes together, in order", async () => {
  vi.useFakeTimers();
  const { env, calls } = feeds();
  const sent = [tellScreens(env, "store", message("1"))];
  expect(calls.map((call) => call.ids)).toEqual([["1"]]);
  for (const id of ["2", "3", "4"]) sent.push(tellScreens(env, "store", message(id)));
  await vi.advanceTimersByTimeAsync(FEED_GAP_MS);
  expect(calls.map((call) => call.ids)).toEqual([["1"], ["2", "3", "4"]]);
  await vi.advanceTimersByTimeAsync(FEED_GAP_MS);
  await Promise.all(sent);
  const later = tellScreens(env, "store", message("5"));
  expect(calls.at(-1)?.ids).toEqual(["5"]);
  await vi.advanceTimersByTimeAsync(FEED_GAP_MS);
  await later;
  vi.useRealTimers();
});

test("FED-1: stores don't wait for one another, and no batch is larger than a feed takes", async () => {
  vi.useFakeTimers();
  const { env, calls } = feeds();
  const sent = [tellScreens(env, "one", message("a")), tellScreens(env, "other", message("b"))];
  expect(calls.map((call) => call.store)).toEqual(["store:one", "store:other"]);
  for (let n = 0; n < MAX_FEED_BATCH + 5; n++) sent.push(tellScreens(env, "one", message(`m${n}`)));
  await vi.advanceTimersByTimeAsync(3 * FEED_GAP_MS);
  await Promise.all(sent);
  expect(calls.filter((call) => call.store === "store:one").map((call) => call.ids.length)).toEqual([
    1,
    MAX_FEED_BATCH,
    5,
  ]);
  vi.useRealTimers();
});

test("FED-1: a feed that is away holds nobody up, and a call that died with its request is not waited for", async () => {
  vi.useFakeTimers();
  const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
  const away = feeds({ fails: true });
  const sent = tellScreens(away.env, "store", message("1"));
  await vi.advanceTimersByTimeAsync(FEED_GAP_MS);
  await sent;
  expect(warned).toHaveBeenCalledOnce();
  warned.mockRestore();

  const dead = feeds();
  dead.hold();
  void tellScreens(dead.env, "store", message("1"));
  await tellScreens(dead.env, "store", message("2"));
  await vi.advanceTimersByTimeAsync(6_000);
  void tellScreens(dead.env, "store", message("3"));
  expect(dead.calls.map((call) => call.ids)).toEqual([["1"], ["2", "3"]]);
  dead.letGo();
  await vi.advanceTimersByTimeAsync(FEED_GAP_MS);
  vi.useRealTimers();
});

test("FED-1: a store whose screens are all dark is left alone for a second; one that is watched never", async () => {
  vi.useFakeTimers();
  const told = async ({ env }: ReturnType<typeof feeds>) => {
    const sent = tellScreens(env, "store", message("1"));
    await vi.advanceTimersByTimeAsync(FEED_GAP_MS);
    await sent;
  };
  const dark = feeds({ sockets: 0 });
  expect(isWatched(dark.env, "store")).toBe(true);
  await told(dark);
  expect(isWatched(dark.env, "store")).toBe(false);
  expect(isWatched(dark.env, "another")).toBe(true);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(isWatched(dark.env, "store")).toBe(true);

  const lit = feeds({ sockets: 2 });
  await told(lit);
  expect(isWatched(lit.env, "store")).toBe(true);
  vi.useRealTimers();
});

import { env } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { FeedMessage } from "../../durable-objects/feed/recent.ts";
import { chainOf, type Link } from "./chains.testing.ts";
import { callInMs, publishProjected } from "./feeds.ts";

const pay = (storeId: string, more: Partial<Link> = {}): Link => ({
  kind: "pay",
  amountYen: -1,
  detail: { storeId, tillId: "t", rules: 1 },
  ...more,
});

/** The environment with feeds that only write down who was told what, and when. */
function listening() {
  const calls: {
    readonly feed: string;
    readonly messages: readonly Record<string, unknown>[];
    readonly atMs: number;
  }[] = [];
  const FEED = {
    idFromName: (feed: string) => feed,
    get: (feed: string) => ({
      publish: async (messages: readonly FeedMessage[]) => {
        calls.push({ feed, messages: messages.map(({ text }) => JSON.parse(text)), atMs: Date.now() });
        if (feed === "store:away") throw new Error("away");
      },
    }),
  };
  return { calls, bindings: { ...env, FEED: FEED as unknown as typeof env.FEED } };
}

describe("feeds of the projection", () => {
  test("FED-1: a payment reaches its store once, under the id by which the edge has sent it", async () => {
    const { calls, bindings } = listening();
    const entries = chainOf(
      "payer",
      [
        { kind: "open", amountYen: 9 },
        pay("a", { operationId: "two-lots" }),
        pay("a", { operationId: "two-lots", line: 1 }),
        { kind: "reverse", amountYen: 1, operationId: "back", detail: { storeId: "b", payment: "two-lots" } },
        { kind: "fence", amountYen: 0 },
      ],
      { programmeId: "stores" },
    );
    await publishProjected(bindings, entries);
    expect(
      calls.filter((call) => call.feed.startsWith("store:")).map(({ feed, messages }) => [feed, messages]),
    ).toEqual([
      ["store:a", [{ type: "catch-up", id: "two-lots" }]],
      ["store:b", [{ type: "catch-up", id: "back" }]],
    ]);
  });

  test("FED-1: a programme is told at most once a second, and never left without the last word", async () => {
    const { calls, bindings } = listening();
    const chain = chainOf(
      "busy",
      Array.from({ length: 6 }, () => pay("c")),
      { programmeId: "often" },
    );
    for (const entry of chain) void publishProjected(bindings, [entry]);
    await publishProjected(bindings, chain);
    await expect
      .poll(() => calls.filter((call) => call.feed === "programme:often").length, { timeout: 5_000 })
      .toBe(2);
    const [first, last] = calls.filter((call) => call.feed === "programme:often");
    expect((last?.atMs ?? 0) - (first?.atMs ?? 0)).toBeGreaterThanOrEqual(990);
    expect(last?.messages[0]).toMatchObject({ type: "changed", programmeId: "often" });
  });

  test("FED-1: a feed that is away keeps nobody else from hearing", async () => {
    const { calls, bindings } = listening();
    await publishProjected(bindings, chainOf("p", [pay("away"), pay("here")], { programmeId: "partly" }));
    expect(calls.map((call) => call.feed).sort()).toEqual(["programme:partly", "store:away", "store:here"]);
  });

  test("FED-1: the wait is what is left of the second, also where the clock was set back", () => {
    expect([
      callInMs(undefined, 5),
      callInMs(1_000, 1_300),
      callInMs(1_000, 2_500),
      callInMs(9_000, 1_000),
    ]).toEqual([0, 700, 0, 1_000]);
  });
});

import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { type FeedActor, MAX_FEED_BATCH, MAX_FEED_MESSAGE_BYTES, MAX_FEED_SOCKETS } from "./actor.ts";
import { feedMessage, openFeed, storeFeedName } from "./client.ts";

const namespace = env.FEED as unknown as DurableObjectNamespace<FeedActor>;
const feed = (name: string) => namespace.get(namespace.idFromName(storeFeedName(name)));
const payment = (id: string) => feedMessage({ type: "payment", id });
const AN_HOUR = 3_600_000;

/** A screen: what it heard, and how its line ended. */
async function screen(
  stub: DurableObjectStub<FeedActor>,
  terms: { tags?: string[]; untilMs?: number; after?: string } = {},
) {
  const response = await openFeed(stub, {
    tags: terms.tags ?? [],
    untilMs: terms.untilMs ?? Date.now() + AN_HOUR,
    after: terms.after ?? null,
  });
  const socket = response.webSocket;
  if (socket === null) throw new Error(`no socket: ${response.status}`);
  const heard: string[] = [];
  const closed: { code: number; reason: string }[] = [];
  socket.addEventListener("message", ({ data }) => {
    heard.push(data === "pong" ? "pong" : (JSON.parse(data as string).id ?? JSON.parse(data as string).type));
  });
  socket.addEventListener("close", ({ code, reason }) => {
    closed.push({ code, reason });
  });
  socket.accept();
  return { socket, heard, closed };
}
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 5_000, interval: 5 });

test("FED-1: every open screen hears every message once, in order, also when edge and projection both send it", async () => {
  const stub = feed("fan-out");
  const one = await screen(stub);
  const two = await screen(stub);
  expect(await stub.publish([payment("a"), payment("b")])).toEqual({
    ok: true,
    value: { fresh: 2, sockets: 2 },
  });
  expect(await stub.publish([payment("b"), payment("c")])).toEqual({
    ok: true,
    value: { fresh: 1, sockets: 2 },
  });
  await eventually(() => {
    expect(one.heard).toEqual(["a", "b", "c"]);
    expect(two.heard).toEqual(["a", "b", "c"]);
  });
});

test("FED-1: a screen that lost its line gets what it missed, another store's messages never", async () => {
  const stub = feed("break");
  const other = await screen(feed("other-store"));
  const first = await screen(stub);
  await stub.publish([payment("a")]);
  await eventually(() => expect(first.heard).toEqual(["a"]));
  first.socket.close(1000, "gone");
  await eventually(() => expect(first.closed.length).toBe(1));
  expect(await stub.publish([payment("b"), payment("c")])).toMatchObject({ value: { sockets: 0 } });
  const again = await screen(stub, { after: "a" });
  await eventually(() => expect(again.heard).toEqual(["b", "c"]));
  expect(other.heard).toEqual([]);
});

test("FED-1: after an eviction the open screens are still fed, and who comes back is told to read again", async () => {
  const stub = feed("evicted");
  const one = await screen(stub, { tags: ["till:1"] });
  await stub.publish([payment("a")]);
  await eventually(() => expect(one.heard).toEqual(["a"]));
  await evictDurableObject(stub);
  const back = await screen(stub, { after: "a" });
  await eventually(() => expect(back.heard).toEqual(["catch-up"]));
  expect(await stub.publish([payment("b")])).toEqual({ ok: true, value: { fresh: 1, sockets: 2 } });
  await eventually(() => {
    expect(one.heard).toEqual(["a", "b"]);
    expect(back.heard).toEqual(["catch-up", "b"]);
  });
  expect(await stub.disconnect({ tag: "till:1" })).toBe(1);
});

test("FED-1: a line can be tested without waking the actor", async () => {
  const one = await screen(feed("ping"));
  one.socket.send("ping");
  await eventually(() => expect(one.heard).toEqual(["pong"]));
});

test("S22: a stopped account's screens are closed and hear nothing more; others stay", async () => {
  const stub = feed("stopped");
  const stopped = await screen(stub, { tags: ["staff:1", "till:1"] });
  const stays = await screen(stub, { tags: ["staff:2", "till:1"] });
  expect(await stub.disconnect({ tag: "staff:1" })).toBe(1);
  await stub.publish([payment("a")]);
  await eventually(() => {
    expect(stopped.closed).toEqual([{ code: 1008, reason: "session-ended" }]);
    expect(stays.heard).toEqual(["a"]);
  });
  expect(stopped.heard).toEqual([]);
});

test("S22: nothing is sent to a screen whose session has ended", async () => {
  const stub = feed("ended");
  const ended = await screen(stub, { untilMs: Date.now() - 1 });
  expect(await stub.publish([payment("a")])).toEqual({ ok: true, value: { fresh: 1, sockets: 0 } });
  await eventually(() => expect(ended.closed).toEqual([{ code: 1008, reason: "session-ended" }]));
  expect(ended.heard).toEqual([]);
});

test("FED-1: screens listen; one that speaks is closed", async () => {
  const stub = feed("speaks");
  const one = await screen(stub);
  one.socket.send("hello");
  await eventually(() => expect(one.closed).toEqual([{ code: 1008, reason: "listen-only" }]));
});

test("FED-1: batches and messages have a limit, and above it nothing is sent", async () => {
  const stub = feed("limits");
  const one = await screen(stub);
  const many = Array.from({ length: MAX_FEED_BATCH + 1 }, (_, i) => payment(`m${i}`));
  expect(await stub.publish(many)).toEqual({
    ok: false,
    error: { code: "too-many-messages", limit: MAX_FEED_BATCH },
  });
  // Japanese letters take three bytes each.
  const large = { id: "large", text: "あ".repeat(MAX_FEED_MESSAGE_BYTES / 3 + 1) };
  expect(await stub.publish([payment("a"), large])).toEqual({
    ok: false,
    error: { code: "message-too-large", limit: MAX_FEED_MESSAGE_BYTES },
  });
  expect((await stub.publish(many.slice(1))).ok).toBe(true);
  await eventually(() => expect(one.heard.length).toBe(MAX_FEED_BATCH));
  expect(one.heard).not.toContain("a");
});

test("FED-1: a feed has room for so many screens; one that leaves makes room", async () => {
  const stub = feed("full");
  const screens = await Promise.all(Array.from({ length: MAX_FEED_SOCKETS }, () => screen(stub)));
  const terms = { tags: [], untilMs: Date.now() + AN_HOUR, after: null };
  expect((await openFeed(stub, terms)).status).toBe(503);
  screens[0]?.socket.close(1000, "gone");
  await eventually(() => expect(screens[0]?.closed.length).toBe(1));
  await screen(stub);
});

test("FED-1: without an upgrade there is nothing to see", async () => {
  expect((await feed("plain").fetch("https://feed/")).status).toBe(426);
});

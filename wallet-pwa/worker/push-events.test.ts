import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { listenToPushes } from "./push-events.ts";
import type { PageClient, WorkerScope } from "./worker-scope.ts";

/** A worker's world: what was opened, led and shown in it. */
class World {
  readonly opened: string[] = [];
  readonly led: string[] = [];
  readonly shown: { readonly title: string; readonly options: unknown }[] = [];
  pages: PageClient[] = [];
  readonly #listeners = new Map<string, (event: never) => void>();
  readonly #work: Promise<unknown>[] = [];

  constructor() {
    const scope: WorkerScope = {
      registration: {
        pushManager: {
          subscribe: async () => ({
            toJSON: () => ({ endpoint: "https://fcm.googleapis.com/new", keys: { p256dh: "p", auth: "a" } }),
          }),
        } as unknown as PushManager,
        showNotification: async (title, options) => void this.shown.push({ title, options }),
      },
      clients: {
        matchAll: async () => this.pages,
        openWindow: async (url) => void this.opened.push(url),
      },
      location: { origin: "https://tegata.example.jp" },
      skipWaiting: async () => undefined,
      addEventListener: (type, listener) => void this.#listeners.set(type, listener as never),
    };
    listenToPushes(scope);
  }

  page(path: string, more: Partial<PageClient> = {}): void {
    const client: PageClient = {
      url: `https://tegata.example.jp${path}`,
      focus: async () => client,
      navigate: async (url) => void this.led.push(url),
      ...more,
    };
    this.pages.push(client);
  }

  async happens(type: string, event: object): Promise<void> {
    this.#listeners.get(type)?.({
      ...event,
      waitUntil: (work: Promise<unknown>) => this.#work.push(work),
    } as never);
    await Promise.all(this.#work);
  }

  tap(path?: string): Promise<void> {
    return this.happens("notificationclick", { notification: { data: { path }, close: () => undefined } });
  }
}

let world: World;
beforeEach(() => {
  world = new World();
});
afterEach(() => vi.unstubAllGlobals());

describe("PSH-2: what the worker does with pushes", () => {
  test("every push is shown, also one without anything in it", async () => {
    await world.happens("push", { data: null });
    expect(world.shown).toMatchObject([
      { title: "お知らせがあります", options: { data: { path: "/wallet/notices" } } },
    ]);
  });

  test("a tap opens the wallet where it is about, or leads the page that is open", async () => {
    await world.tap("/wallet/pays/p1");
    expect([world.opened, world.led]).toEqual([["/wallet/pays/p1"], []]);
    world.page("/counter/");
    world.page("/wallet/history");
    await world.tap("/wallet/notices");
    expect([world.opened, world.led]).toEqual([["/wallet/pays/p1"], ["/wallet/notices"]]);
  });

  test.each(["/wallet/pay/s1/t1", "/wallet/paid/o1", "/wallet/charge", "/wallet/code/p1", "/wallet/scan"])(
    "whoever is at %s is left there",
    async (path) => {
      world.page(path);
      await world.tap("/wallet/notices");
      expect([world.opened, world.led]).toEqual([[], []]);
    },
  );

  test("where a page can't be brought to the front or led, another one is opened", async () => {
    const refused = async () => {
      throw new Error("not allowed");
    };
    world.page("/wallet/", { focus: refused, navigate: refused });
    await world.tap("/wallet/notices");
    expect(world.opened).toEqual(["/wallet/notices"]);
  });
});

describe("PSH-3: a browser that changes the address", () => {
  const calls: unknown[] = [];
  beforeEach(() => {
    calls.length = 0;
    vi.stubGlobal("fetch", async (...call: unknown[]) => void calls.push(call));
  });

  test("tells the system the new one, for the same key", async () => {
    const oldSubscription = { options: { applicationServerKey: new ArrayBuffer(65) } };
    await world.happens("pushsubscriptionchange", { oldSubscription });
    expect(calls).toEqual([
      [
        "/api/residents/push/subscription",
        expect.objectContaining({
          method: "PUT",
          body: JSON.stringify({
            endpoint: "https://fcm.googleapis.com/new",
            keys: { p256dh: "p", auth: "a" },
          }),
        }),
      ],
    ]);
  });

  test("leaves it to the wallet where nothing is known of the old one", async () => {
    await world.happens("pushsubscriptionchange", { oldSubscription: null });
    expect(calls).toEqual([]);
  });
});

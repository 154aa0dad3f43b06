import { createEffect, createSignal, on, onCleanup } from "solid-js";
import type { StoreFeedMessage } from "../../../schema/api/counter.ts";
import { confirm } from "../../shared/client/online.ts";
import { readFeedMessage, reopenAfterMs } from "./feed-message.ts";

/** A line without a word or a "pong" for this long is dead, however open it looks. */
const PING_EVERY_MS = 20_000;
const DEAD_AFTER_MS = 45_000;

/** With this code the feed ends a line whose session is over. */
const CLOSE_POLICY = 1008;
/** A refused upgrade reads like a broken line: after so many tries in a row somebody has to ask who is signed in. */
const DOUBT_EVERY_TRIES = 3;

/** connecting: never open yet; live: messages arrive; lost: was open, is being opened again. */
export type FeedState = "connecting" | "live" | "lost";

/**
 * Listens to a store's feed while the component lives (FED-1): opens the WebSocket, opens it again after breaks with
 * the id of the last message, so that what was missed arrives, and calls `onGap` where the feed can't fill the break.
 */
export function createStoreFeed(options: {
  readonly storeId: string;
  readonly onMessage: (message: Exclude<StoreFeedMessage, { type: "catch-up" }>) => void;
  readonly onGap: () => void;
  /** The line was closed or can't be opened for a while: the session may be over (S22). */
  readonly onDoubt: () => void;
  /** While the till is locked there is no line (PIN-5); what was missed arrives with the next one. */
  readonly paused: () => boolean;
}): { readonly state: () => FeedState } {
  const [state, setState] = createSignal<FeedState>("connecting");
  let socket: WebSocket | undefined;
  let lastId: string | undefined;
  let heardAt = 0;
  let tries = 0;
  let opened = false;
  let left = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    timer = undefined;
    if (left) return;
    const line = new WebSocket(addressOf(options.storeId, lastId));
    socket = line;
    line.addEventListener("open", () => {
      tries = 0;
      heardAt = performance.now();
      setState("live");
      // Without a last id nobody knows what was missed in between.
      if (opened && lastId === undefined) options.onGap();
      opened = true;
    });
    line.addEventListener("message", (event: MessageEvent<unknown>) => {
      heardAt = performance.now();
      const message = typeof event.data === "string" ? readFeedMessage(event.data) : null;
      if (!message) return;
      if (message.type === "catch-up") return options.onGap();
      lastId = message.id;
      options.onMessage(message);
    });
    line.addEventListener("close", (event) => {
      if (socket !== line || left) return;
      lose();
      if (event.code === CLOSE_POLICY || tries % DOUBT_EVERY_TRIES === 0) options.onDoubt();
    });
  };
  const lose = () => {
    socket = undefined;
    if (opened) setState("lost");
    // A closed line says nothing of why; the health address and the session do.
    void confirm();
    timer ??= setTimeout(open, reopenAfterMs(++tries, Math.random()));
  };
  const beat = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN) return;
    if (performance.now() - heardAt > DEAD_AFTER_MS) {
      const dead = socket;
      lose();
      dead.close();
    } else socket.send("ping");
  }, PING_EVERY_MS);
  const now = () => {
    if (timer === undefined) return;
    clearTimeout(timer);
    open();
  };
  const pause = () => {
    if (timer !== undefined) clearTimeout(timer);
    timer = undefined;
    const line = socket;
    socket = undefined;
    setState("connecting");
    line?.close();
  };
  addEventListener("online", now);
  createEffect(on(options.paused, (paused) => (paused ? pause() : open())));
  onCleanup(() => {
    left = true;
    removeEventListener("online", now);
    clearInterval(beat);
    if (timer !== undefined) clearTimeout(timer);
    socket?.close();
  });
  return { state };
}

function addressOf(storeId: string, after: string | undefined): string {
  const query = new URLSearchParams({ storeId, ...(after === undefined ? {} : { after }) });
  return `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/api/counter/feed?${query}`;
}

import { createEffect, createSignal, onCleanup } from "solid-js";
import type { ProgrammeFeedMessage } from "../../../schema/api/programmes.ts";

/** A line without an answer to its question for so long is dead: wireless drops them without a word. */
const PING_EVERY_MS = 20_000;
const PONG_WITHIN_MS = 10_000;
/** Waits before connecting again: doubling, at most 30 s. */
const RETRY_FIRST_MS = 1_000;
const RETRY_MOST_MS = 30_000;
/** Closed because the session ended; connecting again would only be refused again. */
const CLOSE_POLICY = 1008;

/**
 * Keeps a line to a programme's feed (FED-1) while the screen stands and calls `onChange` when the figures are to be
 * read again: on every message, and after each break. Answers whether the line is up. Reactive to the programme.
 */
export function followProgramme(programmeId: () => string | undefined, onChange: () => void): () => boolean {
  const [live, setLive] = createSignal(false);
  createEffect(() => {
    const id = programmeId();
    if (id === undefined) return;
    onCleanup(connect(id, setLive, onChange));
  });
  return live;
}

function connect(programmeId: string, setLive: (live: boolean) => void, onChange: () => void): () => void {
  let socket: WebSocket | undefined;
  let lastId: string | undefined;
  let ended = false;
  let waitMs = RETRY_FIRST_MS;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let deadline: ReturnType<typeof setTimeout> | undefined;

  const open = () => {
    const after = lastId === undefined ? "" : `?after=${encodeURIComponent(lastId)}`;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const line = new WebSocket(`${scheme}://${location.host}/api/programmes/${programmeId}/feed${after}`);
    socket = line;
    line.onopen = () => {
      waitMs = RETRY_FIRST_MS;
      setLive(true);
      onChange();
    };
    line.onmessage = (event) => {
      clearTimeout(deadline);
      deadline = undefined;
      if (event.data === "pong") return;
      const message = read(event.data);
      if (message?.type === "changed") lastId = message.id;
      if (message) onChange();
    };
    line.onclose = (event) => {
      setLive(false);
      clearTimeout(deadline);
      deadline = undefined;
      if (ended) return;
      // A session's end shows itself with the next reading; that also leads to the sign-in.
      if (event.code === CLOSE_POLICY) onChange();
      retry = setTimeout(open, waitMs);
      waitMs = Math.min(waitMs * 2, RETRY_MOST_MS);
    };
  };
  const ping = setInterval(() => {
    if (socket?.readyState !== WebSocket.OPEN || deadline !== undefined) return;
    socket.send("ping");
    deadline = setTimeout(() => socket?.close(), PONG_WITHIN_MS);
  }, PING_EVERY_MS);
  open();
  return () => {
    ended = true;
    clearInterval(ping);
    clearTimeout(retry);
    clearTimeout(deadline);
    setLive(false);
    socket?.close();
  };
}

function read(data: unknown): ProgrammeFeedMessage | undefined {
  try {
    const message = JSON.parse(String(data)) as Partial<ProgrammeFeedMessage> | null;
    return message?.type === "changed" || message?.type === "catch-up"
      ? (message as ProgrammeFeedMessage)
      : undefined;
  } catch {
    return undefined;
  }
}

import { DurableObject } from "cloudflare:workers";
import { err, ok, type Result } from "../../schema/result.ts";
import { type Clock, clockOf } from "../lib/clock.ts";
import { SOCKET_TERMS_HEADER, type SocketTerms } from "./client.ts";
import { type FeedMessage, missedSince, type Recent, takeIn } from "./recent.ts";

/** Screens of one store or programme that are fed at a time. */
export const MAX_FEED_SOCKETS = 200;
/** Messages in one call of `publish`, and the size of each as UTF-8. */
export const MAX_FEED_BATCH = 100;
export const MAX_FEED_MESSAGE_BYTES = 8 * 1_024;

/** Close codes a screen may meet. Policy violation: it spoke, or its session ended or was ended. */
const CLOSE_POLICY = 1008;

export interface Delivered {
  /** Messages that were new; the others had been sent already. */
  readonly fresh: number;
  readonly sockets: number;
}

export type PublishError =
  | { readonly code: "too-many-messages"; readonly limit: number }
  | { readonly code: "message-too-large"; readonly limit: number };

interface FeedEnv {
  /** Milliseconds as decimal text (CLK-1). */
  readonly CLOCK_OFFSET_MS: string;
}

/**
 * Fans messages out to the open screens of one store or programme (FED-1). Holds sockets, nothing durable: it may be
 * put to sleep at any moment with its sockets open, and then remembers none of the messages it sent. A screen that
 * comes back with the id of its last message gets what it missed, or `{"type":"catch-up"}`: read the API again.
 */
export class FeedActor extends DurableObject<FeedEnv> {
  readonly #clock: Clock;
  #recent: Recent = [];

  constructor(ctx: DurableObjectState, env: FeedEnv) {
    super(ctx, env);
    this.#clock = clockOf(env);
    // Answered without waking the actor, so that a screen can tell a dead line from a quiet shop.
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
  }

  /**
   * Sends messages to every open screen, in order, leaving out those whose id was sent a short while ago. All or
   * nothing: a batch above {@link MAX_FEED_BATCH}, or one message above {@link MAX_FEED_MESSAGE_BYTES}, sends none.
   * Errors: `too-many-messages`, `message-too-large`.
   */
  async publish(messages: readonly FeedMessage[]): Promise<Result<Delivered, PublishError>> {
    if (messages.length > MAX_FEED_BATCH) return err({ code: "too-many-messages", limit: MAX_FEED_BATCH });
    const encoder = new TextEncoder();
    if (messages.some(({ text }) => encoder.encode(text).byteLength > MAX_FEED_MESSAGE_BYTES))
      return err({ code: "message-too-large", limit: MAX_FEED_MESSAGE_BYTES });

    const { fresh, recent } = takeIn(this.#recent, messages);
    this.#recent = recent;
    let sockets = 0;
    if (fresh.length > 0) for (const socket of this.#openSockets()) if (send(socket, fresh)) sockets++;
    return ok({ fresh: fresh.length, sockets });
  }

  /** Closes every screen with this tag, e.g. when an account is stopped (S22). Returns how many there were. */
  async disconnect(command: { readonly tag: string }): Promise<number> {
    const sockets = this.ctx
      .getWebSockets(command.tag)
      .filter((socket) => socket.readyState === WebSocket.OPEN);
    for (const socket of sockets) socket.close(CLOSE_POLICY, "session-ended");
    return sockets.length;
  }

  /** The upgrade, as `openFeed` sends it. Whoever reaches this was let in by the Worker. */
  override async fetch(request: Request): Promise<Response> {
    const header = request.headers.get(SOCKET_TERMS_HEADER);
    if (request.headers.get("upgrade")?.toLowerCase() !== "websocket" || header === null)
      return new Response(null, { status: 426, headers: { upgrade: "websocket" } });
    if (this.#openSockets().length >= MAX_FEED_SOCKETS) return new Response(null, { status: 503 });

    const terms = JSON.parse(decodeURIComponent(header)) as SocketTerms;
    const { 0: client, 1: server } = new WebSocketPair();
    this.ctx.acceptWebSocket(server, [...terms.tags]);
    server.serializeAttachment({ untilMs: terms.untilMs });
    if (terms.after !== null) {
      const missed = missedSince(this.#recent, terms.after);
      send(server, missed ?? [{ id: "", text: JSON.stringify({ type: "catch-up" }) }]);
    }
    return new Response(null, { status: 101, webSocket: client });
  }

  /** Screens only listen; "ping" never comes here. */
  override async webSocketMessage(socket: WebSocket): Promise<void> {
    socket.close(CLOSE_POLICY, "listen-only");
  }

  /** Answers a screen that says goodbye: unanswered, it would wait for its line to time out. */
  override async webSocketClose(socket: WebSocket): Promise<void> {
    socket.close();
  }

  /** The sockets still entitled to be served; those whose session has ended are closed on the way. */
  #openSockets(): WebSocket[] {
    const nowMs = this.#clock.now();
    return this.ctx.getWebSockets().filter((socket) => {
      if (socket.readyState !== WebSocket.OPEN) return false;
      const { untilMs } = socket.deserializeAttachment() as { untilMs: number };
      if (nowMs < untilMs) return true;
      socket.close(CLOSE_POLICY, "session-ended");
      return false;
    });
  }
}

/** Whether the socket took the messages; one that closed in the meantime did not, and is nobody's error. */
function send(socket: WebSocket, messages: readonly FeedMessage[]): boolean {
  try {
    for (const { text } of messages) socket.send(text);
    return true;
  } catch {
    return false;
  }
}

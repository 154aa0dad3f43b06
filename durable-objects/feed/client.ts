import type { FeedActor } from "./actor.ts";
import type { FeedMessage } from "./recent.ts";

/** The header in which the Worker hands a socket's terms to the feed; {@link openFeed} is its only writer. */
export const SOCKET_TERMS_HEADER = "x-feed-terms";

/** What the Worker, having checked session and origin, lets a socket have. */
export interface SocketTerms {
  /** By which the socket can be closed again, e.g. `staff:<id>`, `till:<id>`; at most 10, at most 256 letters each. */
  readonly tags: readonly string[];
  /** The session's end; nothing is sent to the socket from then on. */
  readonly untilMs: number;
  /** The id of the last message the screen has seen, if any. */
  readonly after: string | null;
}

/** The feed of one store. */
export function storeFeedName(storeId: string): string {
  return `store:${storeId}`;
}

/** The feed of one programme. */
export function programmeFeedName(programmeId: string): string {
  return `programme:${programmeId}`;
}

/** Makes a message of the object a screen will parse; its `id` is the one by which doubles are left out (FED-1). */
export function feedMessage(message: { readonly type: string; readonly id: string }): FeedMessage {
  return { id: message.id, text: JSON.stringify(message) };
}

/**
 * Opens a socket on a feed. Call it only after session and origin were checked: nothing of the caller's request
 * reaches the feed, and the feed itself lets everybody in whom this lets in. Answers 101 with the socket, or 503 when
 * the feed has all the sockets it may have.
 */
export function openFeed(stub: DurableObjectStub<FeedActor>, terms: SocketTerms): Promise<Response> {
  return stub.fetch("https://feed/", {
    // Percent-encoded, since a header carries ASCII only.
    headers: { upgrade: "websocket", [SOCKET_TERMS_HEADER]: encodeURIComponent(JSON.stringify(terms)) },
  });
}

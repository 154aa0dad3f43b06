/** A message ready to be sent: `text` is its whole JSON, `id` the id inside it, by which screens leave out doubles. */
export interface FeedMessage {
  readonly id: string;
  readonly text: string;
}

/** How many messages a feed remembers to fill a short break; a longer one is filled by reading the API (FED-1). */
export const MAX_RECENT_MESSAGES = 100;

/** The latest messages in the order they were sent, oldest first, no id twice. */
export type Recent = readonly FeedMessage[];

/**
 * Takes in a batch: `fresh` are the messages whose ids are not remembered, each once, in their order; `recent` is
 * what to remember from now on. Edge and projection both publish a payment, so doubles are the normal case (FED-1).
 */
export function takeIn(
  recent: Recent,
  batch: readonly FeedMessage[],
): { readonly fresh: readonly FeedMessage[]; readonly recent: Recent } {
  // One or two come at a time: looking through what is remembered is cheaper than making a set of it.
  const fresh: FeedMessage[] = [];
  for (const message of batch) if (!holds(recent, message) && !holds(fresh, message)) fresh.push(message);
  return { fresh, recent: fresh.length === 0 ? recent : [...recent, ...fresh].slice(-MAX_RECENT_MESSAGES) };
}

function holds(messages: readonly FeedMessage[], { id }: FeedMessage): boolean {
  return messages.some((each) => each.id === id);
}

/** What was sent after the message `afterId`, or null when that one is not remembered and the gap can't be known. */
export function missedSince(recent: Recent, afterId: string): Recent | null {
  const at = recent.findIndex((message) => message.id === afterId);
  return at < 0 ? null : recent.slice(at + 1);
}

/** Nobody can put us off for longer. */
const MAX_RETRY_AFTER_MS = 24 * 3_600_000;

/** How long a reply asks to be left alone, from its `Retry-After` in seconds; null where it doesn't say. */
export function retryAfterMs(reply: Response): number | null {
  const seconds = Number(reply.headers.get("retry-after") ?? "");
  return seconds > 0 ? Math.min(seconds * 1_000, MAX_RETRY_AFTER_MS) : null;
}

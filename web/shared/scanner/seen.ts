/** The same text is reported again only after it was out of sight this long. */
export const SEEN_AGAIN_MS = 3_000;

/** What was read last, and when it was last in sight. */
export interface Seen {
  readonly text: string;
  readonly atMs: number;
}

/** Whether a text read now is news, and what to remember. Sight prolongs the silence. */
export function see(
  last: Seen | null,
  text: string,
  nowMs: number,
): { readonly news: boolean; readonly seen: Seen } {
  const news = last === null || last.text !== text || nowMs - last.atMs > SEEN_AGAIN_MS;
  return { news, seen: { text, atMs: nowMs } };
}

/** What a resident is told of (PSH-1): their Pays move, something expires, a secretariat or a store has something to say. */
export const NEWS_KINDS = [
  "payment",
  "charge",
  "grant",
  "reversal",
  "expiry-7",
  "expiry-1",
  "notice",
  "letter",
] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

/** What a resident is told of (PSH-1): their Pays move, something expires, a secretariat has something to say. */
export const NEWS_KINDS = [
  "payment",
  "charge",
  "grant",
  "reversal",
  "expiry-7",
  "expiry-1",
  "notice",
] as const;
export type NewsKind = (typeof NEWS_KINDS)[number];

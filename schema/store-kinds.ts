/**
 * What visitors look for, and the industries (JSIC prefixes) that are it. A store that fits none is in the list of all.
 */
export const STORE_KINDS = {
  eat: ["M76", "M77"],
  buy: ["I"],
  stay: ["M75"],
  play: ["N80", "O82"],
  bathe: ["N78"],
  ride: ["H"],
} as const;
export type StoreKind = keyof typeof STORE_KINDS;
export const STORE_KIND_NAMES = Object.keys(STORE_KINDS) as [StoreKind, ...StoreKind[]];

/** Which of these a store is; null for the others. */
export function storeKind(industry: string): StoreKind | null {
  return (
    STORE_KIND_NAMES.find((kind) => STORE_KINDS[kind].some((prefix) => industry.startsWith(prefix))) ?? null
  );
}

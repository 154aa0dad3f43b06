import type { HolderHits, HolderReply } from "../../../schema/api/holders.ts";

/** What a search has just found, for the page it leads to: the same person isn't looked up twice. */
let found: HolderReply | undefined;

/** Hands a reply to the page that opens next. */
export function handOn(reply: HolderReply): void {
  found = reply;
}

/** Takes what the search left, if it is the holder the page is about; it is given once. */
export function takeFound(id: string): HolderReply | undefined {
  const reply = found;
  found = undefined;
  if (!reply) return undefined;
  return (reply.kind === "coupon" ? reply.couponId : reply.residentId) === id ? reply : undefined;
}

let hits: HolderHits | undefined;

/** Hands several holders, or none, to the start screen, which lists them. */
export function handOnHits(next: HolderHits): void {
  hits = next;
}

/** Takes what a search elsewhere left to be listed; it is given once. */
export function takeHits(): HolderHits | undefined {
  const left = hits;
  hits = undefined;
  return left;
}

/** The address of a holder's page. */
export function pageOf(reply: HolderReply): string {
  return reply.kind === "coupon"
    ? `/holders/coupons/${reply.couponId}`
    : `/holders/residents/${reply.residentId}`;
}

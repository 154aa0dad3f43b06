import { ASK_AGAIN_MS } from "../../schema/limits.ts";
import { readStored, writeStored } from "../../web/shared/client/storage.ts";
import { keep, kept } from "../session/kept.ts";

/** What the wallet may ask on its home screen, one at a time. */
export type Question = "notify" | "install" | "install-ios";

/** What is known of the phone, its owner and what they said. */
export interface Known {
  /** Whether a payment was completed here by who is signed in. */
  readonly hasPaid: boolean;
  /** Whether the browser can be woken; and whether it would be asked, has agreed, or was told never. */
  readonly push: "none" | "default" | "granted" | "denied";
  readonly subscribed: boolean;
  /** Whether the browser offers to install the wallet, or its owner has to do it (iOS). */
  readonly install: "none" | "offered" | "by-hand";
  /** When "not now" was said last; 0 for never. */
  readonly notNowMs: { readonly notify: number; readonly install: number };
}

/**
 * What to ask now; null for nothing (PSH-7). Being told comes before being installed; who has said "not now" is left alone for
 * thirty days, and who has told the browser never, for good.
 */
export function questionFor(known: Known, nowMs: number): Question | null {
  if (!known.hasPaid) return null;
  const rested = (saidMs: number) => nowMs - saidMs >= ASK_AGAIN_MS;
  const mayNotify = (known.push === "default" || known.push === "granted") && !known.subscribed;
  if (mayNotify && rested(known.notNowMs.notify)) return "notify";
  if (known.install === "none" || !rested(known.notNowMs.install)) return null;
  return known.install === "offered" ? "install" : "install-ios";
}

const PAID = "has-paid";
const SUBSCRIBED = "push";
const NOT_NOW = "tegata.wallet.notNow.";

/** Notes that a payment was completed: from then on the wallet may ask. Goes with whoever signs out. */
export function notePaid(atMs: number): void {
  keep(PAID, true, atMs);
}

export function hasPaid(): boolean {
  return kept(PAID) !== undefined;
}

/** The address under which this device was subscribed for who is signed in, and in which language. */
export interface KeptSubscription {
  readonly endpoint: string;
  readonly locale: string;
}
export function keptSubscription(): KeptSubscription | undefined {
  return kept<KeptSubscription | null>(SUBSCRIBED)?.value ?? undefined;
}
export function keepSubscribed(subscription: KeptSubscription | null, atMs: number): void {
  keep(SUBSCRIBED, subscription, atMs);
}

export function sayNotNow(what: "notify" | "install", nowMs: number): void {
  writeStored(NOT_NOW + what, String(nowMs));
}
export function notNowSaid(what: "notify" | "install"): number {
  return Number(readStored(NOT_NOW + what)) || 0;
}

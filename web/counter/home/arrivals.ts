import { createSignal } from "solid-js";
import type { StorePayment } from "../../../schema/api/counter.ts";
import type { Face } from "../../../schema/face.ts";
import { soundPayment } from "./sound-payment.ts";

/** A payment older than this when it arrives (after a break) is listed, but not sounded as if it were now. */
export const SOUND_UNTIL_MS = 90_000;
/** How long a row says 「いま届きました」. */
export const NEW_FOR_MS = 60_000;

const [latest, setLatest] = createSignal<StorePayment>();
/** The last app payment that arrived while this till was open: what the screen announces. Reactive. */
export const latestArrival = latest;

const [freshIds, setFreshIds] = createSignal<ReadonlySet<string>>(new Set());
/** Whether a row has just arrived. Reactive. */
export function isFresh(operationId: string): boolean {
  return freshIds().has(operationId);
}

/** Whether an arrival is worth a sound: by app, and of this very moment. */
export function soundsNow(payment: Pick<StorePayment, "via" | "kind" | "atMs">, nowMs: number): boolean {
  return payment.kind === "payment" && payment.via === "app" && nowMs - payment.atMs < SOUND_UNTIL_MS;
}

/** Chimes, speaks and marks an app payment that just arrived; the row and the announcement are its visible twin. */
export function announceArrival(payment: StorePayment, face: Face | undefined, nowMs: number): void {
  if (!soundsNow(payment, nowMs)) return;
  setLatest(payment);
  setFreshIds((before) => new Set([...before, payment.operationId]));
  setTimeout(() => {
    setFreshIds((before) => new Set([...before].filter((id) => id !== payment.operationId)));
  }, NEW_FOR_MS);
  void soundPayment(payment, face);
}

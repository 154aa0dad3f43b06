import { createEffect, createSignal, on } from "solid-js";
import { learnServerTime } from "./server-clock.ts";
import { timeoutSignal } from "./timeout.ts";

/** Where the health of the system is asked. */
const HEALTH_URL = "/api/health";
/** A health question without an answer in this time counts as offline. */
const HEALTH_TIMEOUT_MS = 5_000;
/** While offline, asked again after 2 s, 4 s … at most 30 s. */
const RETRY_FIRST_MS = 2_000;
const RETRY_MOST_MS = 30_000;

const [reachable, setReachable] = createSignal(true);
let retry: ReturnType<typeof setTimeout> | undefined;
let waitMs = RETRY_FIRST_MS;

/** Whether the system can be reached: the browser's word, confirmed by the health address. Reactive. */
export const online = reachable;

/** Does something each time the network is there again, for as long as the screen that asks for it stands. */
export function whenBack(act: () => void): void {
  createEffect(
    on(
      online,
      (now) => {
        if (now) act();
      },
      { defer: true },
    ),
  );
}

/** Called by the client plumbing: a reply of any kind came. */
export function sawReply(): void {
  // It may have been on its way when the network went: only the health address may overrule the browser.
  if (navigator.onLine === false) askLater();
  else reached();
}

function reached(): void {
  waitMs = RETRY_FIRST_MS;
  if (retry !== undefined) clearTimeout(retry);
  retry = undefined;
  setReachable(true);
}

/** Called by the client plumbing: no reply came. The health address decides whether that means offline. */
export function sawSilence(): void {
  void confirm();
}

/** Watches the browser's own signal; call once per app. Answers how to stop. */
export function watchOnline(): () => void {
  const gone = () => {
    setReachable(false);
    askLater();
  };
  const back = () => void confirm();
  addEventListener("offline", gone);
  addEventListener("online", back);
  if (navigator.onLine === false) gone();
  else back();
  return () => {
    removeEventListener("offline", gone);
    removeEventListener("online", back);
    if (retry !== undefined) clearTimeout(retry);
    retry = undefined;
  };
}

/** Asks the health address now; sets the signal and answers it. */
export async function confirm(): Promise<boolean> {
  const sentAt = performance.now();
  try {
    const reply = await fetch(HEALTH_URL, {
      cache: "no-store",
      signal: timeoutSignal(HEALTH_TIMEOUT_MS),
    });
    const body: unknown = await reply.json().catch(() => undefined);
    const nowMs = serverTimeIn(body);
    if (nowMs !== undefined) learnServerTime({ serverMs: nowMs, sentAt, receivedAt: performance.now() });
    reached();
    return true;
  } catch {
    setReachable(false);
    askLater();
    return false;
  }
}

function askLater(): void {
  if (retry !== undefined) return;
  retry = setTimeout(() => {
    retry = undefined;
    void confirm();
  }, waitMs);
  waitMs = Math.min(waitMs * 2, RETRY_MOST_MS);
}

/** The health reply carries the server's time as `nowMs`. */
function serverTimeIn(body: unknown): number | undefined {
  if (typeof body !== "object" || body === null || !("nowMs" in body)) return undefined;
  return typeof body.nowMs === "number" ? body.nowMs : undefined;
}

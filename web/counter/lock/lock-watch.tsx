import { createEffect, onCleanup } from "solid-js";
import { untouchedMs } from "../../shared/client/attended.ts";
import { staffSession } from "../../shared/client/session.ts";
import { take } from "../take/take-store.ts";
import { forgetLock, lockTill, tillLocked } from "./till-lock.ts";

const LOOK_EVERY_MS = 1_000;
const MINUTE_MS = 60_000;
/** Whoever works on the screen and asks for nothing lets the system know once in this share of the time. */
const TELL_SHARE = 1 / 3;

/** Locks a till that nobody touches (PIN-2), and keeps the system from locking one that somebody does. */
export function LockWatch() {
  let toldAt = performance.now();
  const look = () => {
    const lock = staffSession.me()?.tillLock;
    // A payment on its way is seen to its end first.
    if (!lock?.hasPin || tillLocked() || take.phase() !== "ready") return;
    const lockMs = lock.lockMinutes * MINUTE_MS;
    if (untouchedMs() >= lockMs) return void lockTill();
    const sinceTold = performance.now() - toldAt;
    if (sinceTold < lockMs * TELL_SHARE || untouchedMs() >= sinceTold) return;
    toldAt = performance.now();
    void staffSession.load();
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  onCleanup(() => clearInterval(timer));
  // Somebody who has signed in just now has shown who they are.
  createEffect((before: string | null | undefined) => {
    const me = staffSession.me();
    const now = me === undefined ? before : (me?.staffId ?? null);
    if (before !== undefined && now !== before) forgetLock();
    return now;
  });
  return null;
}

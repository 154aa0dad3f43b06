/** So long after the last touch or key somebody is taken to be still there. */
const ATTENDED_MS = 2 * 60_000;
/** Somebody who writes and asks for nothing lets the system know at most this often. */
const TELL_EVERY_MS = 5 * 60_000;

let lastInput = 0;

/** Whether somebody is at the device: what a screen asks for by itself must not keep a session open (STF-2). */
export function attended(): boolean {
  return performance.now() - lastInput < ATTENDED_MS;
}

/** How long nobody has touched the device; since the page was opened where nobody has yet. */
export function untouchedMs(): number {
  return performance.now() - lastInput;
}

/**
 * Notices touches and keys from now on. `tell` is called now and then while there are any, so that whoever fills in a long
 * form isn't signed out over it. Gives back how to stop.
 */
export function watchAttendance(tell: () => void): () => void {
  let toldAt = performance.now();
  const noticed = () => {
    lastInput = performance.now();
    if (lastInput - toldAt < TELL_EVERY_MS) return;
    toldAt = lastInput;
    tell();
  };
  const kinds = ["pointerdown", "keydown"] as const;
  for (const kind of kinds) addEventListener(kind, noticed, { capture: true, passive: true });
  return () => {
    for (const kind of kinds) removeEventListener(kind, noticed, { capture: true });
  };
}

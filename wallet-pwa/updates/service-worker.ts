import { createSignal } from "solid-js";

const WORKER = "/wallet/sw.js";
const SCOPE = "/wallet/";

const [ready, setReady] = createSignal(false);
const [runs, setRuns] = createSignal(false);
let registration: ServiceWorkerRegistration | undefined;

/** Whether a new version waits. It never takes over by itself: an operation may be under way. Reactive. */
export const updateReady = ready;

/** Whether a new version was let in, here or in another tab, while this page still runs the old one. Reactive. */
export const newVersionRuns = runs;

/**
 * Installs the service worker that lets the wallet open without a network (B14); called once the first screen
 * stands. Where it is not offered (plain http on a phone) the wallet works as a page.
 */
export async function startServiceWorker(): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  // The very first one takes no page over; whatever follows it is a new version.
  let before = serviceWorker.controller;
  serviceWorker.addEventListener("controllerchange", () => {
    if (before !== null) setRuns(true);
    before = serviceWorker.controller;
  });
  const registered = await serviceWorker.register(WORKER, { scope: SCOPE }).catch(() => undefined);
  if (!registered) return;
  registration = registered;
  const look = () => setReady(registered.waiting !== null && serviceWorker.controller !== null);
  const follow = () => registered.installing?.addEventListener("statechange", look);
  registered.addEventListener("updatefound", follow);
  follow();
  look();
}

/** Lets the new version take over; each page is loaded anew once it is at rest (take-over.ts). */
export function updateNow(): void {
  registration?.waiting?.postMessage({ type: "SKIP_WAITING" });
}

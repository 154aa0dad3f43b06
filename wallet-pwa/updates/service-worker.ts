import { createSignal } from "solid-js";

const [ready, setReady] = createSignal(false);
let activate: ((reload?: boolean) => Promise<void>) | undefined;

/** Whether a new version waits. It never takes over by itself: an operation may be under way. Reactive. */
export const updateReady = ready;

/**
 * Installs the service worker that lets the wallet open without a network (B14); called once the first screen
 * stands. Where it is not offered (plain http on a phone) the wallet works as a page.
 */
export async function startServiceWorker(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const { registerSW } = await import("virtual:pwa-register");
  activate = registerSW({ onNeedRefresh: () => setReady(true), immediate: true });
}

/** Lets the new version take over and opens it. */
export async function updateNow(): Promise<void> {
  await activate?.(true);
}

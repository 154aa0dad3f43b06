import { isAtRest } from "../updates/at-rest.ts";
import { notificationOf } from "./notification.ts";
import type { PageClient, WorkerScope } from "./worker-scope.ts";

/** Shows what is pushed, opens what it is about, and keeps the subscription when the browser changes it (PSH-2, PSH-3). */
export function listenToPushes(worker: WorkerScope): void {
  worker.addEventListener("push", (event) => {
    const { title, path, ...rest } = notificationOf(event.data?.text() ?? null, Date.now());
    const options = { ...rest, data: { path }, icon: "/wallet/icon-192.png", badge: "/wallet/icon-192.png" };
    event.waitUntil(worker.registration.showNotification(title, options));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(worker, event.notification.data?.path ?? "/wallet/notices"));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    event.waitUntil(subscribeAgain(worker, event.oldSubscription ?? null));
  });
}

async function open(worker: WorkerScope, path: string): Promise<void> {
  const pages = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const wallet = pages.find((page) => pathOf(page).startsWith("/wallet/"));
  if (wallet === undefined) {
    await worker.clients.openWindow(path);
    return;
  }
  // Not every browser lets a worker bring a page to the front; it is led there all the same.
  await wallet.focus().catch(() => wallet);
  // Whoever is in the middle of something, such as paying, is left there.
  if (!isAtRest(pathOf(wallet))) return;
  // A page that this worker doesn't control can't be led anywhere by it.
  await wallet.navigate(path).catch(() => worker.clients.openWindow(path));
}

const pathOf = (page: PageClient) => new URL(page.url).pathname;

/** The browser gave the device another address; where it can't be told now, the wallet tells it when it is opened. */
async function subscribeAgain(worker: WorkerScope, old: PushSubscription | null): Promise<void> {
  const applicationServerKey = old?.options.applicationServerKey;
  if (!applicationServerKey) return;
  const fresh = await worker.registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey,
  });
  const { endpoint, keys } = fresh.toJSON();
  await fetch("/api/residents/push/subscription", {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ endpoint, keys }),
  });
}

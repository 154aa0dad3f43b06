import { ExpirationPlugin } from "workbox-expiration";
import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";
import { listenToPushes } from "./push-events.ts";
import type { WorkerScope } from "./worker-scope.ts";

declare const self: WorkerScope & { readonly __WB_MANIFEST: PrecacheEntry[] };

/*
 * The wallet's service worker: the wallet opens without a network (B14), and pushes are shown (PSH-2). Nothing under /api is ever
 * cached.
 */

// A new version takes over when somebody says so, never by itself (wallet-pwa/updates).
self.addEventListener("message", (event) => {
  if (event.data?.type === "SKIP_WAITING") void self.skipWaiting();
});

cleanupOutdatedCaches();
precacheAndRoute(self.__WB_MANIFEST);
registerRoute(new NavigationRoute(createHandlerBoundToURL("/wallet/"), { allowlist: [/^\/wallet\//] }));

// The QR reader and the map are fetched when they are first needed, and kept.
keepOnUse(/^https?:\/\/[^/]+\/assets\/[^/]+\.wasm$/, "reader", 3);
keepOnUse(
  /^https?:\/\/[^/]+\/assets\/(areas-|map-|stores-map|maplibre|japan-coast|pmtiles)[^/]*$/,
  "map",
  12,
);

listenToPushes(self);

function keepOnUse(files: RegExp, cacheName: string, maxEntries: number): void {
  const plugins = [new ExpirationPlugin({ maxEntries })] as unknown as NonNullable<
    ConstructorParameters<typeof CacheFirst>[0]
  >["plugins"];
  registerRoute(files, new CacheFirst({ cacheName, ...(plugins ? { plugins } : {}) }));
}

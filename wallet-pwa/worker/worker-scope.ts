/**
 * The little of a service worker's world that ours uses. Declared here instead of loading TypeScript's `webworker` types,
 * which can't stand beside those of pages in one program.
 */
export interface WorkerScope {
  readonly registration: {
    readonly pushManager: PushManager;
    showNotification(title: string, options: object): Promise<void>;
  };
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: boolean }): Promise<readonly PageClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
  readonly location: { readonly origin: string };
  skipWaiting(): Promise<void>;
  addEventListener<K extends keyof WorkerEvents>(type: K, listener: (event: WorkerEvents[K]) => void): void;
}

/** A page that is open in some tab. */
export interface PageClient {
  readonly url: string;
  focus(): Promise<PageClient>;
  navigate(url: string): Promise<unknown>;
}

interface Waits {
  waitUntil(work: Promise<unknown>): void;
}

interface WorkerEvents {
  readonly message: { readonly data?: { readonly type?: string } };
  readonly push: Waits & { readonly data: { text(): string } | null };
  readonly notificationclick: Waits & {
    readonly notification: { readonly data?: { readonly path?: string }; close(): void };
  };
  readonly pushsubscriptionchange: Waits & { readonly oldSubscription?: PushSubscription | null };
}

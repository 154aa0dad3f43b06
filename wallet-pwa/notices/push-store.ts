import { createSignal } from "solid-js";
import type { NewsChoices, PushState } from "../../schema/api/push.ts";
import { api } from "../../web/shared/client/api.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import { isInstalled, isIos, pushPermission } from "./this-phone.ts";
import { keepSubscribed, keptSubscription } from "./when-to-ask.ts";

/** No worker by then: none comes. */
const WORKER_WITHIN_MS = 10_000;

const [state, setState] = createSignal<PushState>();
const [trouble, setTrouble] = createSignal<Trouble>();
const [permission, setPermission] = createSignal(pushPermission());

/** What is set; undefined before the first answer. Reactive. */
export const pushState = state;
export const pushTrouble = trouble;

/** How this phone stands: what a screen says of it (PSH-7). */
export type Standing = "on" | "off" | "blocked" | "install-first" | "unsupported" | "unavailable";

export function standing(): Standing | undefined {
  const known = state();
  if (known === undefined) return undefined;
  if (permission() === "none") return isIos() && !isInstalled() ? "install-first" : "unsupported";
  if (known.publicKey === null) return "unavailable";
  if (permission() === "denied") return "blocked";
  return known.subscribed && permission() === "granted" ? "on" : "off";
}

/** Reads what is set; a browser's settings may have changed meanwhile. */
export async function loadPush(): Promise<void> {
  setPermission(pushPermission());
  const answer = await api("GET residents/push");
  setTrouble(answer.ok ? undefined : answer.error);
  if (answer.ok) setState(answer.value);
}

/**
 * Has this phone woken: from a tap, since it opens the browser's question. "refused" where its owner said no, "failed" where
 * the push service or the system couldn't be reached.
 */
export async function turnOn(): Promise<"on" | "refused" | "failed"> {
  const asked = await Notification.requestPermission().catch(() => Notification.permission);
  setPermission(asked);
  if (asked !== "granted") return "refused";
  if (state() === undefined) await loadPush();
  const key = state()?.publicKey;
  if (!key) return "failed";
  try {
    return (await tell(await subscription(key))) ? "on" : "failed";
  } catch {
    return "failed";
  }
}

/** Has it woken no longer. */
export async function turnOff(): Promise<boolean> {
  const answer = await api("DELETE residents/push/subscription");
  if (!answer.ok) return false;
  setState(answer.value);
  keepSubscribed(null, serverNow());
  await forgetInBrowser();
  return true;
}

/** Writes a choice; the screen shows it at once, and what stood before where it couldn't be written. */
export async function choose(choices: NewsChoices): Promise<boolean> {
  const before = state();
  if (before) setState({ ...before, choices });
  const answer = await api("PUT residents/push/choices", { body: choices });
  setState(answer.ok ? answer.value : before);
  return answer.ok;
}

/**
 * Tells the system where the browser gave this phone another address, or its owner another language: once after the start, for
 * who is subscribed here. Without a network it is done the next time.
 */
export async function keepTold(): Promise<void> {
  const before = keptSubscription();
  if (before === undefined || pushPermission() !== "granted") return;
  const answer = await api("GET residents/push");
  if (!answer.ok || answer.value.publicKey === null) return;
  setState(answer.value);
  try {
    const now = await subscription(answer.value.publicKey);
    const same = now.endpoint === before.endpoint && locale() === before.locale;
    if (!same || !answer.value.subscribed) await tell(now);
  } catch {
    // The push service is away.
  }
}

/** What this browser is subscribed with; anew where it was for another key of the system's. */
async function subscription(publicKey: string): Promise<PushSubscription> {
  const { pushManager } = await workerInTime();
  const applicationServerKey = fromBase64url(publicKey);
  const known = await pushManager.getSubscription();
  const key = known?.options.applicationServerKey;
  if (known && key && sameBytes(new Uint8Array(key), applicationServerKey)) return known;
  await known?.unsubscribe();
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
}

/** The wallet's worker; a browser that couldn't install it never says so. */
function workerInTime(): Promise<ServiceWorkerRegistration> {
  const late = new Promise<never>((_, refuse) => {
    setTimeout(() => refuse(new Error("no service worker")), WORKER_WITHIN_MS);
  });
  return Promise.race([navigator.serviceWorker.ready, late]);
}

async function tell(subscribed: PushSubscription): Promise<boolean> {
  const { endpoint, keys } = subscribed.toJSON();
  const body = {
    endpoint: endpoint ?? "",
    keys: { p256dh: keys?.p256dh ?? "", auth: keys?.auth ?? "" },
    locale: locale(),
  };
  const answer = await api("PUT residents/push/subscription", { body });
  setTrouble(answer.ok ? undefined : answer.error);
  if (!answer.ok) return false;
  setState(answer.value);
  keepSubscribed({ endpoint: body.endpoint, locale: body.locale }, serverNow());
  return true;
}

/** The next person on this phone is not woken by what was the last one's. */
export async function forgetInBrowser(): Promise<void> {
  if (pushPermission() === "none") return;
  const registration = await navigator.serviceWorker.getRegistration("/wallet/").catch(() => undefined);
  const known = await registration?.pushManager?.getSubscription().catch(() => null);
  await known?.unsubscribe().catch(() => false);
}

function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

const sameBytes = (a: Uint8Array, b: Uint8Array) =>
  a.length === b.length && a.every((byte, at) => byte === b[at]);

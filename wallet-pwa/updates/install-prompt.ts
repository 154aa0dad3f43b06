import { createSignal } from "solid-js";

/** What browsers hand a page that can be installed; in none of TypeScript's types. */
interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

const [offer, setOffer] = createSignal<InstallEvent>();

/** Keeps what the browser offers until the wallet asks; it never asks by itself (PSH-7). Call once, before anything waits. */
export function watchInstalling(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    setOffer(event as InstallEvent);
  });
  addEventListener("appinstalled", () => setOffer(undefined));
}

/** Whether the browser would install the wallet if it were asked to. Reactive. */
export function canInstall(): boolean {
  return offer() !== undefined;
}

/** Opens the browser's own question, which works once and only from a tap. */
export async function install(): Promise<void> {
  const event = offer();
  setOffer(undefined);
  await event?.prompt();
}

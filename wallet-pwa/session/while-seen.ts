import { createEffect, createMemo, createRoot, onCleanup } from "solid-js";
import { residentSession } from "../../web/shared/client/session.ts";

/** A screen that is looked at asks this often what there is to be told. */
const ASK_EVERY_MS = 60_000;

/** Asks for as long as somebody is signed in and the page is looked at; `forget` comes first whenever somebody else is. Call once per app. */
export function whileSeen(forget: () => void, load: () => Promise<void>): void {
  createRoot(() => {
    const who = createMemo(() => residentSession.me()?.residentId);
    createEffect(() => {
      forget();
      if (who() === undefined) return;
      const ask = () => {
        if (!document.hidden) void load();
      };
      ask();
      const timer = setInterval(ask, ASK_EVERY_MS);
      document.addEventListener("visibilitychange", ask);
      onCleanup(() => {
        clearInterval(timer);
        document.removeEventListener("visibilitychange", ask);
      });
    });
  });
}

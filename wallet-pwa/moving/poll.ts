import { onCleanup } from "solid-js";

/** How often either phone asks how far the move is. */
const ASK_EVERY_MS = 2_000;

/** Asks again and again, one at a time, until it is told to stop or the screen is left. */
export function askRepeatedly(ask: () => Promise<"on" | "stop">): void {
  let left = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = async () => {
    if (left) return;
    if ((await ask()) === "on" && !left) timer = setTimeout(() => void next(), ASK_EVERY_MS);
  };
  timer = setTimeout(() => void next(), ASK_EVERY_MS);
  onCleanup(() => {
    left = true;
    clearTimeout(timer);
  });
}

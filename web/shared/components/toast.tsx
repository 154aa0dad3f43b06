import { createSignal, For } from "solid-js";
import { t } from "../i18n/words.ts";
import { IconButton } from "./button.tsx";

/** A toast stays this long unless somebody closes it; nothing that matters is said only in a toast. */
const TOAST_MS = 6_000;

interface Toast {
  readonly key: number;
  readonly text: string;
}

const [toasts, setToasts] = createSignal<readonly Toast[]>([]);
let nextKey = 1;

/** Says something in passing, at the foot of the screen and to screen readers. */
export function say(text: string): void {
  const key = nextKey++;
  setToasts((before) => [...before.slice(-2), { key, text }]);
  setTimeout(() => drop(key), TOAST_MS);
}

function drop(key: number): void {
  setToasts((before) => before.filter((toast) => toast.key !== key));
}

/** Where toasts appear: once per app, last in the body. */
export function Toasts() {
  return (
    <div class="toasts" role="status">
      <For each={toasts()}>
        {(toast) => (
          <div class="toast">
            <span>{toast.text}</span>
            <IconButton icon="close" label={t("close")} onPress={() => drop(toast.key)} />
          </div>
        )}
      </For>
    </div>
  );
}

import { createMemo, createSignal, onCleanup, Show } from "solid-js";
import { serverNow } from "../client/server-clock.ts";
import { countdownText } from "../i18n/date-text.ts";
import { t } from "../i18n/words.ts";

/** How often running time is read; the text changes once a second. */
const TICK_MS = 200;

/** The server's time, ticking while the component lives; reactive. */
export function createNow(everyMs: number = TICK_MS): () => number {
  const [now, setNow] = createSignal(serverNow());
  const timer = setInterval(() => setNow(serverNow()), everyMs);
  onCleanup(() => clearInterval(timer));
  return now;
}

/**
 * A ring that empties from `fromMs` to `untilMs` (server time), with the time left in words inside.
 * Not announced each second. `onEnd` is called once.
 */
export function Countdown(props: {
  fromMs: number;
  untilMs: number;
  /** Above the time; nothing for a small ring. */
  above?: string | undefined;
  label?: string | undefined;
  small?: boolean | undefined;
  onEnd?: (() => void) | undefined;
  class?: string | undefined;
}) {
  const now = createNow();
  let told = false;
  const leftMs = createMemo(() => {
    const left = Math.max(0, props.untilMs - now());
    if (left === 0 && !told) {
      told = true;
      queueMicrotask(() => props.onEnd?.());
    }
    return left;
  });
  const gone = () => 1 - Math.min(1, leftMs() / Math.max(1, props.untilMs - props.fromMs));
  return (
    <span
      class={`countdown ${props.small ? "countdown--s" : ""} ${props.class ?? ""}`}
      role="timer"
      aria-live="off"
      aria-label={props.label ?? t("timeLeft")}
    >
      <svg class="ring" viewBox="0 0 136 136" aria-hidden="true">
        <circle class="ring__track" cx="68" cy="68" r="62" />
        <circle
          class="ring__run"
          cx="68"
          cy="68"
          r="62"
          pathLength="1"
          stroke-dasharray="1"
          stroke-dashoffset={gone()}
        />
      </svg>
      <span class="countdown__text">
        <Show when={props.above}>{props.above}</Show>
        <b>{props.small ? Math.ceil(leftMs() / 1000) : countdownText(leftMs())}</b>
      </span>
    </span>
  );
}

/** A live feed's sign of life: blinking while it runs, still with words when it does not. */
export function Pulse(props: { live: boolean; class?: string | undefined }) {
  return (
    <span class={`pulse-words quiet ${props.class ?? ""}`} role="status">
      <span class={props.live ? "pulse" : "pulse pulse--still"} />
      {props.live ? t("receiving") : t("notReceiving")}
    </span>
  );
}

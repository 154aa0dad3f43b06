import { For } from "solid-js";
import { t } from "../i18n/words.ts";

/** Where we are in a short procedure; `current` counts from 0, the number of steps means all done. */
export function Steps(props: { steps: readonly string[]; current: number }) {
  return (
    <ol class="steps" aria-label={t("progress")}>
      <For each={props.steps}>
        {(step, i) => (
          <li
            class={i() < props.current ? "done" : undefined}
            aria-current={i() === props.current ? "step" : undefined}
          >
            <span class="steps__no">{i() + 1}</span>
            {step}
          </li>
        )}
      </For>
    </ol>
  );
}

import { For, onMount } from "solid-js";
import { t } from "../i18n/words.ts";
import { FILTERS, type Filter } from "./history-filter.ts";

const WORDS = {
  all: "all",
  payments: "payments",
  charges: "charges",
  reversals: "reversals",
  expired: "expiredOnes",
} as const satisfies Record<Filter, string>;

/** Chooses which kinds of lines are shown. */
export function FilterChips(props: { value: Filter; onChange: (filter: Filter) => void }) {
  let chips: HTMLFieldSetElement | undefined;
  // The chosen one may stand beyond the edge of a small phone.
  onMount(() =>
    chips?.querySelector("[aria-pressed=true]")?.scrollIntoView({ block: "nearest", inline: "center" }),
  );
  return (
    <fieldset class="chips chips--bleed" aria-label={t("filter")} ref={chips}>
      <For each={FILTERS}>
        {(filter) => (
          <button
            type="button"
            class="chip"
            aria-pressed={props.value === filter}
            onClick={() => props.onChange(filter)}
          >
            {t(WORDS[filter])}
          </button>
        )}
      </For>
    </fieldset>
  );
}

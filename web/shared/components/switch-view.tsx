import { For } from "solid-js";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";

/** Two to four views of the same thing; the pressed one is marked. */
export function SwitchView<V extends string>(props: {
  label: string;
  value: V;
  options: readonly { readonly value: V; readonly label: string; readonly icon?: IconName }[];
  onChange: (value: V) => void;
}) {
  return (
    <fieldset class="switch" aria-label={props.label}>
      <For each={props.options}>
        {(option) => (
          <button
            type="button"
            aria-pressed={option.value === props.value}
            onClick={() => props.onChange(option.value)}
          >
            {option.icon ? <Icon name={option.icon} /> : null}
            {option.label}
          </button>
        )}
      </For>
    </fieldset>
  );
}

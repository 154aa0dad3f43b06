import { For, Show } from "solid-js";
import { Tick } from "../../shared/components/field.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./pos.module.css";

/** Several of a few, each with its tick. */
export function Choices<V extends string>(props: {
  legend: string;
  options: readonly { readonly value: V; readonly label: string }[];
  chosen: readonly V[];
  onChange: (chosen: readonly V[]) => void;
  error?: string | undefined;
}) {
  const set = (value: V, on: boolean) =>
    props.onChange(
      props.options.flatMap((one) =>
        (one.value === value ? on : props.chosen.includes(one.value)) ? [one.value] : [],
      ),
    );
  return (
    <fieldset class={styles.choices}>
      <legend class="field__label">{props.legend}</legend>
      <For each={props.options}>
        {(one) => (
          <Tick
            label={one.label}
            checked={props.chosen.includes(one.value)}
            onChange={(on) => set(one.value, on)}
          />
        )}
      </For>
      <Show when={props.error}>
        {(error) => (
          <p class="field__error" role="alert">
            <Icon name="warn" />
            {error()}
          </p>
        )}
      </Show>
    </fieldset>
  );
}

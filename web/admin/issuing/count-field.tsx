import { createUniqueId, Show } from "solid-js";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "./count-field.module.css";

/** A number with minus and plus that can also be typed: 40 guests are two key presses. Arrow keys work too. */
export function CountField(props: {
  label: string;
  text: string;
  /** What the text means; null while it means nothing. */
  value: number | null;
  min: number;
  max: number;
  unit: string;
  lessLabel: string;
  moreLabel: string;
  error?: string | undefined;
  onInput: (text: string) => void;
}) {
  const id = createUniqueId();
  const move = (by: number) => {
    const next = Math.min(props.max, Math.max(props.min, (props.value ?? props.min - by) + by));
    props.onInput(String(next));
  };
  return (
    <div class="field">
      <label class="field__label" for={id}>
        {props.label}
      </label>
      <div class={`stepper ${styles.stepper}`} data-bad={props.error ? "" : undefined}>
        <button
          type="button"
          aria-label={props.lessLabel}
          aria-disabled={props.value !== null && props.value <= props.min ? "true" : undefined}
          onClick={() => move(-1)}
        >
          <Icon name="minus" />
        </button>
        <label class={styles.middle} for={id}>
          <input
            id={id}
            class={styles.input}
            type="text"
            inputmode="numeric"
            autocomplete="off"
            style={{ width: `${Math.max(1, props.text.length) + 0.5}ch` }}
            maxlength={7}
            value={props.text}
            aria-invalid={props.error ? "true" : undefined}
            aria-describedby={props.error ? `${id}-error` : undefined}
            onFocus={(event) => event.currentTarget.select()}
            onInput={(event) => props.onInput(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
              event.preventDefault();
              move(event.key === "ArrowUp" ? 1 : -1);
            }}
          />
          <span aria-hidden="true">{props.unit}</span>
        </label>
        <button
          type="button"
          aria-label={props.moreLabel}
          aria-disabled={props.value !== null && props.value >= props.max ? "true" : undefined}
          onClick={() => move(1)}
        >
          <Icon name="plus" />
        </button>
      </div>
      <Show when={props.error}>
        <p class="field__error" id={`${id}-error`} role="alert">
          <Icon name="warn" />
          {props.error}
        </p>
      </Show>
    </div>
  );
}

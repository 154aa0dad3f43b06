import { createUniqueId, type JSX, Show } from "solid-js";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";

interface FieldFrame {
  label: string;
  hint?: string | undefined;
  /** Why the value is refused and how to mend it. */
  error?: string | undefined;
  required?: boolean | undefined;
  class?: string | undefined;
}

/** What a control inside `Field` must carry so that label, hint and error belong to it. */
export interface ControlIds {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: "true" | undefined;
}

/** Label above, control, hint, error: the frame of every input. */
export function Field(props: FieldFrame & { children: (ids: () => ControlIds) => JSX.Element }) {
  const id = createUniqueId();
  const ids = (): ControlIds => {
    const about = [props.hint ? `${id}-hint` : "", props.error ? `${id}-error` : ""].filter(Boolean);
    return {
      id,
      describedBy: about.length > 0 ? about.join(" ") : undefined,
      invalid: props.error ? "true" : undefined,
    };
  };
  return (
    <div class={`field ${props.class ?? ""}`}>
      <label class="field__label" for={id}>
        {props.label}
        <Show when={props.required}>
          <span class="badge badge--off field__must">{t("required")}</span>
        </Show>
      </label>
      <Show when={props.hint}>
        <p class="field__hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      </Show>
      {props.children(ids)}
      <Show when={props.error}>
        <p class="field__error" id={`${id}-error`} role="alert">
          <Icon name="warn" />
          {props.error}
        </p>
      </Show>
    </div>
  );
}

/** One line of text. */
export function TextField(
  props: FieldFrame & {
    value: string;
    onInput: (value: string) => void;
    type?: "text" | "tel" | "email" | "password" | "search" | "date" | "url" | undefined;
    inputmode?: "text" | "numeric" | "decimal" | "tel" | "email" | undefined;
    autocomplete?: string | undefined;
    name?: string | undefined;
    icon?: IconName | undefined;
    maxlength?: number | undefined;
    readonly?: boolean | undefined;
    autofocus?: boolean | undefined;
    min?: string | undefined;
    max?: string | undefined;
  },
) {
  return (
    <Field {...frame(props)}>
      {(ids) => (
        <span
          class="field__box"
          classList={{ "field__box--bad": Boolean(props.error), "field__box--read": Boolean(props.readonly) }}
        >
          <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
          <input
            id={ids().id}
            name={props.name}
            type={props.type ?? "text"}
            inputmode={props.inputmode}
            autocomplete={props.autocomplete ?? "off"}
            maxlength={props.maxlength}
            min={props.min}
            max={props.max}
            readonly={props.readonly}
            required={props.required}
            autofocus={props.autofocus}
            aria-describedby={ids().describedBy}
            aria-invalid={ids().invalid}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        </span>
      )}
    </Field>
  );
}

/** Several lines of text. */
export function AreaField(
  props: FieldFrame & {
    value: string;
    onInput: (value: string) => void;
    rows?: number | undefined;
    maxlength?: number | undefined;
  },
) {
  return (
    <Field {...frame(props)}>
      {(ids) => (
        <span class="field__box" classList={{ "field__box--bad": Boolean(props.error) }}>
          <textarea
            id={ids().id}
            rows={props.rows ?? 4}
            maxlength={props.maxlength}
            required={props.required}
            aria-describedby={ids().describedBy}
            aria-invalid={ids().invalid}
            value={props.value}
            onInput={(event) => props.onInput(event.currentTarget.value)}
          />
        </span>
      )}
    </Field>
  );
}

/** A choice of one out of few, by the platform's own list. */
export function SelectField<V extends string>(
  props: FieldFrame & {
    value: V;
    options: readonly { readonly value: V; readonly label: string }[];
    onChange: (value: V) => void;
  },
) {
  return (
    <Field {...frame(props)}>
      {(ids) => (
        <span class="field__box" classList={{ "field__box--bad": Boolean(props.error) }}>
          <select
            id={ids().id}
            required={props.required}
            aria-describedby={ids().describedBy}
            aria-invalid={ids().invalid}
            onChange={(event) => {
              const chosen = props.options[event.currentTarget.selectedIndex];
              if (chosen) props.onChange(chosen.value);
            }}
          >
            {props.options.map((option) => (
              <option value={option.value} selected={option.value === props.value}>
                {option.label}
              </option>
            ))}
          </select>
        </span>
      )}
    </Field>
  );
}

/** A tick with its words; the whole label is the target. */
export function Tick(props: { label: JSX.Element; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="tick">
      <input
        type="checkbox"
        checked={props.checked}
        onChange={(event) => props.onChange(event.currentTarget.checked)}
      />
      <span>{props.label}</span>
    </label>
  );
}

/** The frame's share of an input's props, kept reactive by getters. */
function frame(props: FieldFrame): FieldFrame {
  return {
    get label() {
      return props.label;
    },
    get hint() {
      return props.hint;
    },
    get error() {
      return props.error;
    },
    get required() {
      return props.required;
    },
    get class() {
      return props.class;
    },
  };
}

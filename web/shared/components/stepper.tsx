import { createUniqueId } from "solid-js";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";

/** A small whole number with minus and plus; `format` adds the counter word (3人). Arrow keys work too. */
export function Stepper(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
  format?: ((value: number) => string) | undefined;
  lessLabel?: string | undefined;
  moreLabel?: string | undefined;
}) {
  const id = createUniqueId();
  const move = (by: number) => {
    const next = Math.min(props.max, Math.max(props.min, props.value + by));
    if (next !== props.value) props.onChange(next);
  };
  const text = () => (props.format ? props.format(props.value) : String(props.value));
  return (
    <div class="field">
      <span class="field__label" id={id}>
        {props.label}
      </span>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend in place of the field's label */}
      <div
        class="stepper"
        role="group"
        aria-labelledby={id}
        onKeyDown={(event) => {
          if (event.key === "ArrowUp") move(1);
          else if (event.key === "ArrowDown") move(-1);
          else return;
          event.preventDefault();
        }}
      >
        <button
          type="button"
          aria-label={props.lessLabel ?? t("decrease")}
          aria-disabled={props.value <= props.min ? "true" : undefined}
          onClick={() => move(-1)}
        >
          <Icon name="minus" />
        </button>
        <output>{text()}</output>
        <button
          type="button"
          aria-label={props.moreLabel ?? t("increase")}
          aria-disabled={props.value >= props.max ? "true" : undefined}
          onClick={() => move(1)}
        >
          <Icon name="plus" />
        </button>
      </div>
    </div>
  );
}

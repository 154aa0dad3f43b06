import { Show } from "solid-js";
import { ICONS, type IconName } from "./icons.ts";

/**
 * A line icon. Decorative by default (the word beside it carries the meaning); give `label` only where the
 * icon stands alone and nothing around it is labelled.
 */
export function Icon(props: { name: IconName; label?: string | undefined; class?: string | undefined }) {
  const markup = () => ICONS[props.name];
  const className = () => (props.class ? `icon ${props.class}` : "icon");
  return (
    <Show
      when={props.label}
      fallback={<svg class={className()} viewBox="0 0 24 24" aria-hidden="true" innerHTML={markup()} />}
    >
      {(label) => (
        <svg class={className()} viewBox="0 0 24 24" role="img" aria-label={label()} innerHTML={markup()} />
      )}
    </Show>
  );
}

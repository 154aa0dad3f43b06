import { createUniqueId, type JSX, Show } from "solid-js";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";

export type ButtonTone = "neutral" | "primary" | "face" | "danger" | "plain";
export type ButtonSize = "m" | "l" | "xl";

interface Looks {
  tone?: ButtonTone | undefined;
  size?: ButtonSize | undefined;
  wide?: boolean | undefined;
  icon?: IconName | undefined;
  class?: string | undefined;
}

/** The classes of a button, for links that look like one. */
export function buttonClass(looks: Looks): string {
  const names = ["btn"];
  if (looks.tone && looks.tone !== "neutral") names.push(`btn--${looks.tone}`);
  if (looks.size && looks.size !== "m") names.push(`btn--${looks.size}`);
  if (looks.wide) names.push("btn--wide");
  if (looks.class) names.push(looks.class);
  return names.join(" ");
}

/**
 * An action. `busy` shows the busy label (default: label + 中) without changing the width and swallows
 * presses; `blockedBecause` keeps it focusable, says why beside it, and swallows presses too.
 */
export function Button(
  props: Looks & {
    children: JSX.Element;
    onPress?: (() => void) | undefined;
    type?: "button" | "submit" | undefined;
    /** The id of the form it submits, where it stands outside of it. */
    form?: string | undefined;
    busy?: boolean | undefined;
    busyLabel?: string | undefined;
    blockedBecause?: string | undefined;
    /** Hides the reason from sight where the screen already says it nearby. */
    quietReason?: boolean | undefined;
    autofocus?: boolean | undefined;
  },
) {
  const why = createUniqueId();
  const off = () => Boolean(props.busy || props.blockedBecause);
  const press = (event: MouseEvent) => {
    if (off()) event.preventDefault();
    else props.onPress?.();
  };
  return (
    <>
      <button
        type={props.type ?? "button"}
        form={props.form}
        class={buttonClass(props)}
        aria-disabled={off() ? "true" : undefined}
        aria-busy={props.busy ? "true" : undefined}
        aria-describedby={props.blockedBecause ? why : undefined}
        autofocus={props.autofocus}
        onClick={press}
      >
        <span class="btn__labels">
          <span data-off={props.busy ? "" : undefined}>
            <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
            {props.children}
          </span>
          <Show when={props.busyLabel !== undefined || props.busy}>
            <span data-off={props.busy ? undefined : ""}>{props.busyLabel ?? t("loading")}</span>
          </Show>
        </span>
      </button>
      <Show when={props.blockedBecause}>
        {(reason) => (
          <span id={why} class={props.quietReason ? "hidden-text" : "btn__why"}>
            {reason()}
          </span>
        )}
      </Show>
    </>
  );
}

/** A square button that is only an icon; `label` is what it does. */
export function IconButton(props: {
  icon: IconName;
  label: string;
  onPress: () => void;
  class?: string | undefined;
}) {
  return (
    <button
      type="button"
      class={`btn btn--icon ${props.class ?? ""}`}
      aria-label={props.label}
      onClick={() => props.onPress()}
    >
      <Icon name={props.icon} />
    </button>
  );
}

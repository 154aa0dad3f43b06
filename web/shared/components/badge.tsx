import { type JSX, Show } from "solid-js";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";

/** A state in a word. The word carries the meaning; the colour only helps. */
export function Badge(props: {
  children: JSX.Element;
  tone?: "ok" | "warn" | "danger" | "face" | "off" | undefined;
  icon?: IconName | undefined;
  class?: string | undefined;
}) {
  return (
    <span class={`badge${props.tone ? ` badge--${props.tone}` : ""}${props.class ? ` ${props.class}` : ""}`}>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      {props.children}
    </span>
  );
}

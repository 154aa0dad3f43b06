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

/** How each state looks. */
export type BadgeLooks<State extends string> = {
  readonly [S in State]: { readonly tone: "ok" | "warn" | "danger" | "off"; readonly icon: IconName };
};

/** One of the states of something, in a word, looking as `looks` has it. */
export function StateBadge<State extends string>(props: {
  state: State;
  looks: BadgeLooks<State>;
  children: JSX.Element;
}) {
  return (
    <Badge tone={props.looks[props.state].tone} icon={props.looks[props.state].icon}>
      {props.children}
    </Badge>
  );
}

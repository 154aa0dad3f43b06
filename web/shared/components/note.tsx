import type { JSX } from "solid-js";
import { Icon } from "../icons/icon.tsx";
import type { IconName } from "../icons/icons.ts";

export type NoteTone = "neutral" | "ok" | "warn" | "danger" | "face";

const ICON_OF: Readonly<Record<NoteTone, IconName>> = {
  neutral: "info",
  ok: "done",
  warn: "warn",
  danger: "warn",
  face: "info",
};

/**
 * Something to know now. `alert` announces it at once (shortfalls, refusals); `polite` when there is time.
 */
export function Note(props: {
  children: JSX.Element;
  tone?: NoteTone | undefined;
  icon?: IconName | undefined;
  announce?: "alert" | "polite" | undefined;
  class?: string | undefined;
}) {
  const tone = () => props.tone ?? "neutral";
  const className = () =>
    `note${tone() === "neutral" ? "" : ` note--${tone()}`}${props.class ? ` ${props.class}` : ""}`;
  return (
    <div
      class={className()}
      role={props.announce === "alert" ? "alert" : props.announce === "polite" ? "status" : undefined}
    >
      <Icon name={props.icon ?? ICON_OF[tone()]} />
      <div class="list__main">{props.children}</div>
    </div>
  );
}

import { Show } from "solid-js";
import { online } from "../client/online.ts";
import { t } from "../i18n/words.ts";
import { Badge } from "./badge.tsx";
import { Note } from "./note.tsx";

/** Says that the network is gone, and from when the balance on the screen is (B14). Nothing while online. */
export function OfflineNote(props: { balanceFrom?: string | undefined }) {
  return (
    <Show when={!online()}>
      <Note icon="offline" tone="warn" announce="polite">
        {props.balanceFrom ? t("offlineBalance", { time: props.balanceFrom }) : t("offline")}
      </Note>
    </Show>
  );
}

/** The connection as a badge, for the counter. */
export function OnlineBadge(props: { class?: string | undefined }) {
  return (
    <span role="status" class={props.class}>
      <Badge tone={online() ? "ok" : "danger"} icon={online() ? "wifi" : "offline"}>
        {online() ? t("online") : t("offline")}
      </Badge>
    </span>
  );
}

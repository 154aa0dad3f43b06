import { Show } from "solid-js";
import type { Webhook } from "../../../schema/api/webhooks.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { timeText } from "./time-text.ts";
import { t } from "./words.ts";

/** How an address is doing, in a word, and since when it isn't. */
export function WebhookState(props: { of: Webhook }) {
  const failing = () => (props.of.state === "active" ? props.of.failingSinceMs : null);
  return (
    <>
      <Show
        when={failing() === null}
        fallback={
          <Badge tone="warn" icon="warn">
            {t("failing")}
          </Badge>
        }
      >
        <Badge tone={props.of.state === "active" ? "ok" : props.of.state === "off" ? "danger" : "off"}>
          {t(props.of.state)}
        </Badge>
      </Show>
      <Show when={failing()}>
        {(sinceMs) => <div class="quiet">{t("failingSince", { time: timeText(sinceMs()) })}</div>}
      </Show>
    </>
  );
}

import { For, type JSX, Show } from "solid-js";
import type { StaffSession } from "../../../schema/api/staff-sessions.ts";
import { Badge } from "../components/badge.tsx";
import { DateTime } from "../components/date-time.tsx";
import { Icon } from "../icons/icon.tsx";
import styles from "./sign-in.module.css";
import { t } from "./words.ts";

/** Places where somebody is signed in, each with what one may do about it. */
export function SessionList(props: {
  rows: readonly StaffSession[];
  action?: ((row: StaffSession) => JSX.Element) | undefined;
}) {
  return (
    <ul class="list">
      <For each={props.rows}>
        {(row) => (
          <li class={styles.session}>
            <Icon name="phone" />
            <div class="list__main">
              <p class="row">
                <span class="strong">{row.device.includes("?") ? t("sessionDevice") : row.device}</span>
                <Show when={row.current}>
                  <Badge tone="ok">{t("sessionHere")}</Badge>
                </Show>
              </p>
              <p class="quiet">
                {t("sessionSeen")} <DateTime atMs={row.seenAtMs} />
              </p>
              <p class="quiet">
                {t("sessionSince")} <DateTime atMs={row.startedAtMs} />
              </p>
              <Show when={row.network !== "*"}>
                <p class="quiet">{t("sessionNetwork", { network: row.network })}</p>
              </Show>
            </div>
            {props.action?.(row)}
          </li>
        )}
      </For>
    </ul>
  );
}

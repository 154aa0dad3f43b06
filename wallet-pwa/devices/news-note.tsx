import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { DateTime } from "../../web/shared/components/date-time.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { deviceName } from "./device-name.ts";
import { newDevices, readNews } from "./device-news.ts";
import styles from "./devices.module.css";
import { t } from "./words.ts";

/** Says that somebody signed in on another device (RES-10). `withLink`: where the list of devices isn't on the screen. */
export function NewsNote(props: { withLink?: boolean | undefined }) {
  return (
    <Show when={newDevices().length > 0}>
      <Note tone="warn" announce="polite">
        <p class="strong">{t("newsTitle")}</p>
        <For each={newDevices()}>
          {(one) => (
            <p>
              {deviceName(one.name)} <DateTime atMs={one.signedInAtMs} />
              <Show when={one.ended}>
                <br />
                {t("newsEnded")}
              </Show>
            </p>
          )}
        </For>
        <Show when={newDevices().some((one) => !one.ended)}>
          <p>{t("newsAsk")}</p>
        </Show>
        <div class={`stack ${styles.choices}`}>
          <Button wide onPress={() => void readNews()}>
            {t("newsMine")}
          </Button>
          <Show when={props.withLink}>
            <A class={buttonClass({ wide: true })} href="/wallet/devices">
              {t("newsLook")}
            </A>
          </Show>
        </div>
      </Note>
    </Show>
  );
}

import { For, Show } from "solid-js";
import type { ConsentText } from "../../schema/api/consents.ts";
import { businessDate } from "../../schema/calendar.ts";
import { dayText, momentText } from "../../web/shared/i18n/date-text.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { pageBlocks } from "../public-pages/page-blocks.ts";
import styles from "./consents.module.css";
import { t } from "./words.ts";

const whose = (text: Pick<ConsentText, "regionName">) => text.regionName ?? t("ofTegata");

/** What a text is called: by its own title, or whose it is and which. */
export function textName(text: Pick<ConsentText, "regionName" | "kind"> & { title?: string | null }): string {
  return text.title ?? t("textName", { of: whose(text), name: t(text.kind) });
}

/** Texts to be read, each opened by a touch; what changed and until when is said before it is opened. */
export function ConsentTexts(props: { texts: readonly ConsentText[] }) {
  return (
    <For each={props.texts}>
      {(text) => (
        <details class={styles.text}>
          <summary>
            <Icon name="down" />
            <span class="list__main">
              <span class="strong">{textName(text)}</span>
              <br />
              <span class="quiet small">
                {t("versionFrom", {
                  of: whose(text),
                  version: String(text.version),
                  day: momentText(text.publishedAtMs, locale()).day,
                })}
              </span>
              <Show when={text.again && text.blocksFromMs}>
                {(atMs) => (
                  <span class="small">
                    <br />
                    {t("neededFrom", { day: dayText(businessDate(atMs()), locale()) })}
                  </span>
                )}
              </Show>
            </span>
          </summary>
          <div class={styles.body}>
            <For each={pageBlocks(text.body)}>
              {(block) => (block.kind === "heading" ? <h2>{block.text}</h2> : <p>{block.text}</p>)}
            </For>
          </div>
        </details>
      )}
    </For>
  );
}

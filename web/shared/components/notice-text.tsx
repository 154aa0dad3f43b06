import { For, Show } from "solid-js";
import type { AttachmentBody } from "../../../schema/api/notices.ts";
import { formatNumber } from "../i18n/numbers.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import { buttonClass } from "./button.tsx";
import styles from "./notice.module.css";

/** What a notice says: plain text in paragraphs, and its files to save (NOT-3). The same for writers and readers. */
export function NoticeText(props: {
  body: string;
  attachments: readonly AttachmentBody[];
  /** Where a file is fetched from; undefined in a preview of what isn't stored yet. */
  hrefOf: ((attachmentId: string) => string) | undefined;
}) {
  const paragraphs = () => props.body.split(/\n\s*\n/).filter((part) => part.trim() !== "");
  return (
    <div class={styles.text}>
      <For each={paragraphs()}>{(part) => <p>{part.trim()}</p>}</For>
      <Show when={props.attachments.length > 0}>
        <ul class={styles.files} aria-label={t("attachments")}>
          <For each={props.attachments}>
            {(file) => (
              <li>
                <a class={buttonClass({})} href={props.hrefOf?.(file.attachmentId)} download={file.name}>
                  <Icon name="download" />
                  <span>
                    {file.name} <span class="small quiet">{size(file.bytes)}</span>
                  </span>
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </div>
  );
}

const size = (bytes: number) =>
  t("fileSizeKb", { size: formatNumber(Math.max(1, Math.ceil(bytes / 1_024))) });

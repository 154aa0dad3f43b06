import { type JSX, Show } from "solid-js";
import type { InboxItem } from "../../../schema/api/notices.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import { Badge } from "./badge.tsx";
import { DateTime } from "./date-time.tsx";
import styles from "./notice.module.css";
import { NoticeText } from "./notice-text.tsx";

/** A notice in an inbox: its title until somebody opens it, which counts as having read it (NOT-2). */
export function NoticeItem(props: {
  item: Pick<InboxItem, "kind" | "title" | "body" | "shownFromMs" | "attachments">;
  read: boolean;
  hrefOf: (attachmentId: string) => string;
  onRead: () => void;
  /** Whose it is, where readers hear from several. */
  from?: string | undefined;
  /** What can be done from it, below its text. */
  children?: JSX.Element;
}) {
  const toggled = (event: Event) => {
    if ((event.currentTarget as HTMLDetailsElement).open && !props.read) props.onRead();
  };
  return (
    <details class={styles.item} onToggle={toggled}>
      <summary>
        <Show when={!props.read && props.item.kind === "notice"}>
          <Badge tone="warn">{t("unread")}</Badge>
        </Show>
        <b>{props.item.title}</b>
        <span class="small quiet">
          <Show when={props.from}>{(from) => <>{from()} </>}</Show>
          <DateTime atMs={props.item.shownFromMs} />
        </span>
        <Icon name="next" class={styles.turn} />
      </summary>
      <div class={styles.open}>
        <NoticeText body={props.item.body} attachments={props.item.attachments} hrefOf={props.hrefOf} />
        {props.children}
      </div>
    </details>
  );
}

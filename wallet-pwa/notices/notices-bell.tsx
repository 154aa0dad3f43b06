import { A } from "@solidjs/router";
import { onMount, Show } from "solid-js";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import styles from "./notices.module.css";
import { loadUnread, unreadNotices } from "./notices-store.ts";

/** The way to the notices, with how many are new. */
export function NoticesBell() {
  onMount(() => void loadUnread());
  const label = () =>
    unreadNotices() > 0 ? t("noticesUnread", { count: String(unreadNotices()) }) : t("notices");
  return (
    <A class={`btn btn--icon ${styles.bell}`} href="/wallet/notices" aria-label={label()}>
      <Icon name="bell" />
      <Show when={unreadNotices() > 0}>
        <span class={styles.count} aria-hidden="true">
          {unreadNotices() > 99 ? "99+" : unreadNotices()}
        </span>
      </Show>
    </A>
  );
}

import { For, onMount, Show } from "solid-js";
import type { ResidentInboxPage } from "../../schema/api/notices.ts";
import { online } from "../../web/shared/client/online.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Listing } from "../../web/shared/components/list-states.tsx";
import { NoticeItem } from "../../web/shared/components/notice-item.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { LetterRow } from "../letters/letter-row.tsx";
import { NewsRow } from "./news-row.tsx";
import {
  isRead,
  loadNotices,
  notices,
  noticesBusy,
  noticesTrouble,
  olderNotices,
  openedNotice,
} from "./notices-store.ts";

/** What happened to this resident's Pays and what their secretariats and followed stores say, newest first (PSH-1, NOT-1). */
export default function Notices() {
  onMount(() => void loadNotices());
  return (
    <Screen title={t("notices")} backTo="/wallet/">
      <OfflineNote />
      <Show when={notices() !== undefined || online()}>
        <section class="card">
          <Listing
            rows={notices()}
            problem={noticesTrouble()?.code}
            onRetry={() => void loadNotices()}
            empty={{ text: t("noticesEmpty"), icon: "bell" }}
          >
            {() => <For each={notices()}>{(item) => <Item item={item} />}</For>}
          </Listing>
        </section>
      </Show>
      <Show when={olderNotices()}>
        {(older) => (
          <Button wide busy={noticesBusy()} onPress={() => older()()}>
            {t("more")}
          </Button>
        )}
      </Show>
    </Screen>
  );
}

function Item(props: { item: ResidentInboxPage["rows"][number] }) {
  // What kind a row is never changes.
  const { item } = props;
  if (item.kind === "letter") return <LetterRow item={item} />;
  if (item.kind !== "notice") return <NewsRow item={item} />;
  return (
    <NoticeItem
      item={item}
      read={isRead(item)}
      from={item.regionName}
      hrefOf={(file) => `/api/residents/inbox/${item.noticeId}/attachments/${file}`}
      onRead={() => void openedNotice(item)}
    />
  );
}

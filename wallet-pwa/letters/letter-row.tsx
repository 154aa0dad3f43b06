import { A } from "@solidjs/router";
import type { ResidentInboxPage } from "../../schema/api/notices.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { NoticeItem } from "../../web/shared/components/notice-item.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { isRead, openedNotice } from "../notices/notices-store.ts";
import { MuteButtons } from "./mute-buttons.tsx";
import { t } from "./words.ts";

type Letter = Extract<ResidentInboxPage["rows"][number], { readonly kind: "letter" }>;

/** A letter of a store in the inbox: read by opening it, and muted from there (NWS-7). */
export function LetterRow(props: { item: Letter }) {
  const { title, body, atMs, storeId, storeName } = props.item;
  return (
    <NoticeItem
      item={{ kind: "notice", title, body, shownFromMs: atMs, attachments: [] }}
      read={isRead(props.item)}
      from={`${t("name")}・${storeName}`}
      hrefOf={() => ""}
      onRead={() => void openedNotice(props.item)}
    >
      <div class="stack">
        <A class={buttonClass({ wide: true })} href={`/wallet/stores/${storeId}`}>
          <Icon name="shop" />
          {t("storePage")}
        </A>
        <MuteButtons storeId={storeId} read={props.item.mutes} withAll />
      </div>
    </NoticeItem>
  );
}

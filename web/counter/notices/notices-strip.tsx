import { createSignal, For, onMount, Show } from "solid-js";
import type { InboxItem } from "../../../schema/api/notices.ts";
import { api } from "../../shared/client/api.ts";
import { staffCan } from "../../shared/client/session.ts";
import { NoticeItem } from "../../shared/components/notice-item.tsx";
import { t } from "../words/words.ts";

/** Notices on a till's home: the newest few; the whole inbox is in the back office. */
const SHOWN = 3;

/**
 * What the secretariat says and this clerk has not read (S16). Nothing while there is nothing, and nothing where it can't be
 * read either: a queue is waiting, the till works without it, and it is asked again whenever the clerk comes back here.
 */
export function NoticesStrip() {
  const [rows, setRows] = createSignal<readonly InboxItem[]>([]);
  const [read, setRead] = createSignal<ReadonlySet<string>>(new Set());
  onMount(async () => {
    if (!staffCan("inbox.read")) return;
    const page = await api("GET inbox", { query: { as: "merchant", limit: SHOWN } });
    if (page.ok) setRows(page.value.rows.filter((row) => !row.read));
  });
  const opened = (id: string) => {
    setRead((before) => new Set([...before, id]));
    void api("POST inbox/:id/read", { path: { id }, body: { as: "merchant" } });
  };
  return (
    <Show when={rows().length > 0}>
      <section class="card card--tight" aria-label={t("notices")}>
        <For each={rows()}>
          {(item) => (
            <NoticeItem
              item={item}
              read={read().has(item.noticeId)}
              hrefOf={(file) => `/api/inbox/${item.noticeId}/attachments/${file}?as=merchant`}
              onRead={() => opened(item.noticeId)}
            />
          )}
        </For>
      </section>
    </Show>
  );
}

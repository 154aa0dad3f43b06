import { useSearchParams } from "@solidjs/router";
import { createSignal, For, Show } from "solid-js";
import type { InboxItem, ReaderSide } from "../../../schema/api/notices.ts";
import { api } from "../../shared/client/api.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { NoticeItem } from "../../shared/components/notice-item.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { t as common } from "../../shared/i18n/words.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { membership } from "../session/membership.ts";
import styles from "./notices.module.css";
import { t } from "./words.ts";

const ROWS = 20;

/** What the secretariat tells the side of the house that the person works on now (S16, S17). */
export default function InboxPage() {
  const [search, setSearch] = useSearchParams<{ kind: string }>();
  const kind = (): InboxItem["kind"] => (search.kind === "document" ? "document" : "notice");
  const as = (): ReaderSide => (membership()?.side === "issuer" ? "issuer" : "merchant");
  const list = createPageTurner(
    () => `${as()} ${kind()}`,
    (_, after) =>
      api("GET inbox", {
        query: { as: as(), kind: kind(), limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  /** What was opened on this screen, and what was left to read after the last of it. */
  const [read, setRead] = createSignal<ReadonlySet<string>>(new Set());
  const [left, setLeft] = createSignal<number>();
  const unread = () => left() ?? (list.load.value() as { unread?: number } | undefined)?.unread ?? 0;
  const opened = async (id: string) => {
    setRead((before) => new Set([...before, id]));
    const reply = await api("POST inbox/:id/read", { path: { id }, body: { as: as() } });
    if (reply.ok) setLeft(reply.value.unread);
  };
  const hrefOf = (noticeId: string) => (file: string) =>
    `/api/inbox/${noticeId}/attachments/${file}?as=${as()}`;
  return (
    <>
      <header class="head">
        <h1>{t("inboxHeading")}</h1>
        <SwitchView
          label={t("kinds")}
          value={kind()}
          options={[
            { value: "notice", label: t("notices"), icon: "bell" },
            { value: "document", label: t("documents"), icon: "doc" },
          ]}
          onChange={(next) => setSearch({ kind: next === "document" ? next : null })}
        />
        <Show when={unread() > 0}>
          <Badge tone="warn">{t("unreadCount", { count: formatNumber(unread()) })}</Badge>
        </Show>
      </header>
      <section class="card">
        <Listing
          rows={list.rows()}
          problem={list.load.trouble()?.code}
          onRetry={() => void list.load.reload()}
          empty={{ text: t(kind() === "document" ? "shelfEmpty" : "inboxEmpty"), icon: "bell" }}
        >
          {(rows) => (
            <>
              <For each={rows}>
                {(item) => (
                  <NoticeItem
                    item={item}
                    read={item.read || read().has(item.noticeId)}
                    hrefOf={hrefOf(item.noticeId)}
                    onRead={() => void opened(item.noticeId)}
                  />
                )}
              </For>
              <div class={styles.actions}>
                <Show when={list.onPrevious()}>
                  {(previous) => (
                    <Button icon="back" onPress={() => previous()()}>
                      {common("previousPage")}
                    </Button>
                  )}
                </Show>
                <Show when={list.onNext()}>
                  {(next) => (
                    <Button icon="next" onPress={() => next()()}>
                      {common("nextPage")}
                    </Button>
                  )}
                </Show>
              </div>
            </>
          )}
        </Listing>
      </section>
    </>
  );
}

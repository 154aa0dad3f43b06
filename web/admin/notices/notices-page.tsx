import { A, useSearchParams } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { NoticeBody } from "../../../schema/api/notices.ts";
import { api } from "../../shared/client/api.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createLoad } from "../client/load.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { audienceWord, categoryWord, datesWords, readersWords } from "./notice-words.ts";
import { StageBadge } from "./stage-badge.tsx";
import { t } from "./words.ts";

/** Rows that fit a desk's screen with room to spare. */
const ROWS = 20;

/** Everything a secretariat has told its region, with who has read it. */
export default function NoticesPage() {
  const [search, setSearch] = useSearchParams<{ kind: string }>();
  const kind = (): NoticeBody["kind"] => (search.kind === "document" ? "document" : "notice");
  const list = createPageTurner(kind, (now, after) =>
    api("GET notices", { query: { kind: now, limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const towns = createLoad(
    () => "towns",
    () => api("GET municipalities"),
  );
  const columns = createMemo<readonly Column<NoticeBody>[]>(() => [
    { title: t("colTitle"), head: true, cell: (one) => <A href={`/notices/${one.noticeId}`}>{one.title}</A> },
    { title: t("colStage"), cell: (one) => <StageBadge stage={one.stage} /> },
    {
      title: t("colAudience"),
      cell: (one) =>
        one.audiences.map((each) => audienceWord(each, towns.value()?.municipalities ?? [])).join("、"),
    },
    kind() === "document"
      ? { title: t("colCategory"), cell: (one) => (one.category ? categoryWord(one.category) : "") }
      : { title: t("colDates"), cell: datesWords },
    { title: t("colReaders"), cell: (one) => (one.stage === "draft" ? "" : readersWords(one)) },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
        <SwitchView
          label={t("kinds")}
          value={kind()}
          options={[
            { value: "notice", label: t("notices"), icon: "megaphone" },
            { value: "document", label: t("documents"), icon: "doc" },
          ]}
          onChange={(next) => setSearch({ kind: next === "document" ? next : null })}
        />
        <Show when={may("notice.manage")}>
          <div class="head__end">
            <A class={buttonClass({ tone: "primary" })} href={`/notices/new/${kind()}`}>
              <Icon name="plus" />
              {t(kind() === "document" ? "addDocument" : "write")}
            </A>
          </div>
        </Show>
      </header>
      <section class="card">
        <PagedTable
          list={list}
          caption={t(kind() === "document" ? "documents" : "notices")}
          columns={columns()}
          empty={{ text: t(kind() === "document" ? "documentsEmpty" : "listEmpty"), icon: "megaphone" }}
        />
      </section>
    </>
  );
}

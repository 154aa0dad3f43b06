import { createMemo, createSignal, Show } from "solid-js";
import type { TermsListed } from "../../../schema/api/terms.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { api } from "../../shared/client/api.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime, Day } from "../../shared/components/date-time.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { NewTerms } from "./new-terms.tsx";
import styles from "./terms.module.css";
import { t } from "./words.ts";

const ROWS = 20;

/** Every version of the region's terms, and how many have accepted it. */
export default function TermsPage() {
  const [writing, setWriting] = createSignal(false);
  const list = createPageTurner(
    () => "all",
    (_, after) => api("GET terms", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<TermsListed>[]>(() => [
    { title: t("titleColumn"), head: true, cell: (one) => one.title },
    { title: t("forWhom"), cell: (one) => t(one.kind) },
    {
      title: t("version"),
      cell: (one) => <span class={styles.whole}>{t("versionOf", { version: String(one.version) })}</span>,
    },
    { title: t("published"), cell: (one) => <DateTime atMs={one.publishedAtMs} /> },
    { title: t("blocks"), cell: (one) => <Day date={businessDate(one.blocksFromMs)} /> },
    {
      title: t("acceptances"),
      num: true,
      cell: (one) => t("acceptancesOf", { count: String(one.acceptances) }),
    },
    {
      title: t("csv"),
      // Residents accept for themselves: how many is all that an office needs to know.
      cell: (one) =>
        one.kind !== "resident" && (
          <a
            class={buttonClass({ class: styles.whole })}
            href={`/api/terms/${one.termsId}/acceptances.csv`}
            download=""
            aria-label={t("csvOf", { title: one.title, version: String(one.version) })}
          >
            <Icon name="download" />
            {t("csv")}
          </a>
        ),
    },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("terms")}</h1>
        <Show when={may("terms.manage")}>
          <div class="head__end">
            <Button tone="primary" icon="plus" onPress={() => setWriting(true)}>
              {t("newTerms")}
            </Button>
          </div>
        </Show>
      </header>
      <Show when={writing()}>
        <NewTerms
          onClose={() => setWriting(false)}
          onMade={() => {
            setWriting(false);
            void list.load.reload();
          }}
        />
      </Show>
      <section class="card stack">
        <p>{t("termsLead")}</p>
        <PagedTable
          list={list}
          caption={t("terms")}
          columns={columns()}
          empty={{ text: t("termsEmpty"), icon: "doc" }}
        />
      </section>
    </>
  );
}

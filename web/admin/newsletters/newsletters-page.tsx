import { A, useNavigate } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { NewsletterBody } from "../../../schema/api/newsletters.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { Button } from "../../shared/components/button.tsx";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { may } from "../session/membership.ts";
import { NewsletterState } from "./newsletter-state.tsx";
import styles from "./newsletters.module.css";
import { t } from "./words.ts";

const ROWS = 20;

/** Everything the secretariat has written by mail, and the way to another. */
export default function NewslettersPage() {
  const navigate = useNavigate();
  const list = createPageTurner(
    () => staffSession.me()?.region.regionId,
    (_, after) =>
      api("GET newsletters", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<NewsletterBody>[]>(() => [
    {
      title: t("colTitle"),
      head: true,
      cell: (one) => <A href={`/newsletters/${one.newsletterId}`}>{one.title}</A>,
    },
    { title: t("colState"), cell: (one) => <NewsletterState state={one.state} /> },
    {
      title: t("colWhen"),
      cell: (one) => <Show when={one.sendAtMs}>{(atMs) => <DateTime atMs={atMs()} />}</Show>,
    },
    { title: t("colSent"), num: true, cell: (one) => formatNumber(one.sent) },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
        <Show when={may("notice.manage")}>
          <div class="head__end">
            <Button tone="primary" icon="plus" onPress={() => navigate("/newsletters/new")}>
              {t("write")}
            </Button>
          </div>
        </Show>
      </header>
      <section class={`card ${styles.stack}`}>
        <p class="quiet">{t("lead")}</p>
        <PagedTable
          list={list}
          caption={t("history")}
          columns={columns()}
          empty={{ text: t("historyEmpty"), icon: "mail" }}
        />
      </section>
    </>
  );
}

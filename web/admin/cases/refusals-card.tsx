import { A } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { RefusalRow } from "../../../schema/api/refusals.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemWords } from "../../shared/i18n/problem-words.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import styles from "./cases.module.css";
import { t } from "./words.ts";

const ROWS = 20;

/** What the region's own staff were refused, by the hour (SEC-8). */
export function RefusalsCard() {
  const list = createPageTurner(
    () => true,
    (_, after) => api("GET refusals", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<RefusalRow>[]>(() => [
    { title: t("refusedLast"), cell: (row) => <DateTime atMs={row.lastAtMs} /> },
    { title: t("refusedWho"), head: true, cell: (row) => <Who row={row} /> },
    {
      title: t("refusedWhat"),
      cell: (row) => (
        <>
          {problemWords(row.code as ProblemCode).what}
          <div class={`quiet ${styles.route}`}>{row.route}</div>
        </>
      ),
    },
    { title: t("refusedTimes"), num: true, cell: (row) => formatNumber(row.times) },
  ]);
  return (
    <section class="card stack">
      <h2 class="card__title">{t("refusals")}</h2>
      <p>{t("refusalsLead")}</p>
      <PagedTable
        list={list}
        caption={t("refusals")}
        columns={columns()}
        empty={{ text: t("refusalsEmpty"), icon: "verified" }}
      />
    </section>
  );
}

function Who(props: { row: RefusalRow }) {
  return (
    <Show when={props.row.kind === "staff"} fallback={props.row.name ?? t("gone")}>
      <A href={`/trace?kind=staff&value=${encodeURIComponent(props.row.subject)}`}>
        {props.row.name ?? t("gone")}
      </A>
    </Show>
  );
}

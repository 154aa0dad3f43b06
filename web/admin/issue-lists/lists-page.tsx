import { A, useNavigate } from "@solidjs/router";
import { createMemo } from "solid-js";
import type { IssueListBody } from "../../../schema/api/issue-lists.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Loaded } from "../client/loaded.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import styles from "../imports/imports.module.css";
import { createAllotments } from "../issuing/own-allotments.ts";
import { membership } from "../session/membership.ts";
import { ListForm } from "./list-form.tsx";
import { ListState } from "./list-state.tsx";
import { t } from "./words.ts";

const ROWS = 20;

/** Bringing a list of stays in, and every list so far. */
export default function ListsPage() {
  const navigate = useNavigate();
  const { load, mine } = createAllotments();
  const list = createPageTurner(
    () => membership()?.organisationId,
    (_, after) =>
      api("GET issue-lists", { query: { limit: ROWS, ...(after === undefined ? {} : { after }) } }),
  );
  const columns = createMemo<readonly Column<IssueListBody>[]>(() => [
    {
      title: t("colFile"),
      head: true,
      cell: (one) => <A href={`/issue-lists/${one.listId}`}>{one.fileName}</A>,
    },
    {
      title: t("colWhen"),
      cell: (one) => (
        <>
          <DateTime atMs={one.createdAtMs} />
          <br />
          <span class="small quiet">{one.createdByName}</span>
        </>
      ),
    },
    { title: t("colState"), cell: (one) => <ListState state={one.state} /> },
    { title: t("colResult"), cell: (one) => <span class="small">{result(one)}</span> },
  ]);
  return (
    <>
      <header class="head">
        <h1>{t("heading")}</h1>
      </header>
      <Loaded load={load} value={mine()}>
        {(allotments) => (
          <ListForm allotments={allotments()} onSent={(one) => navigate(`/issue-lists/${one.listId}`)} />
        )}
      </Loaded>
      <section class={`card ${styles.stack}`}>
        <h2 class="card__title">{t("history")}</h2>
        <PagedTable
          list={list}
          caption={t("history")}
          columns={columns()}
          empty={{ text: t("historyEmpty"), icon: "doc" }}
        />
      </section>
    </>
  );
}

/** What came of it so far, in a line. */
function result({ tally }: IssueListBody): string {
  return (["issued", "refused", "good", "again", "bad", "repeat"] as const)
    .filter((state) => tally[state].rows > 0)
    .map((state) => `${t(`row.${state}`)} ${t("rowsOf", { rows: formatNumber(tally[state].rows) })}`)
    .join("・");
}

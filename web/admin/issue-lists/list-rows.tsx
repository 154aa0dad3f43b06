import { A } from "@solidjs/router";
import { createMemo, createSignal, For, Show } from "solid-js";
import type { IssueListBody, ListRow, ListRowState } from "../../../schema/api/issue-lists.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { DateTime } from "../../shared/components/date-time.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemWords } from "../../shared/i18n/problem-words.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { findingText } from "../imports/finding-text.ts";
import styles from "../imports/imports.module.css";
import { IssueState } from "../issuing/issue-state.tsx";
import { t } from "./words.ts";

const ROWS = 20;
/** Those with something to do come first. */
const VIEWS: readonly ListRowState[] = ["bad", "refused", "repeat", "again", "good", "issued"];

/** Rows of the list one by one: what is wrong with each, or what was issued for it. */
export function ListRows(props: { of: IssueListBody }) {
  const [chosen, setChosen] = createSignal<ListRowState>();
  const views = createMemo(() => VIEWS.filter((state) => props.of.tally[state].rows > 0));
  const view = () => views().find((one) => one === chosen()) ?? views()[0] ?? "good";
  const list = createPageTurner(
    // Read anew where a check, an end or a hand-over may have changed the rows.
    () => JSON.stringify([props.of.listId, props.of.checks, props.of.state, props.of.waiting.rows, view()]),
    (_, after) =>
      api("GET issue-lists/:id/rows", {
        path: { id: props.of.listId },
        query: { limit: ROWS, state: view(), ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<ListRow>[]>(() => [
    {
      title: t("colRow"),
      head: true,
      cell: (one) => <span class="nb">{t("rowNumber", { row: formatNumber(one.row) })}</span>,
    },
    {
      title: t("colStay"),
      cell: (one) => (
        <>
          {one.reference ?? t("noReference")}
          <Show when={one.guestName}>{(name) => <span class="small quiet">　{name()}</span>}</Show>
        </>
      ),
    },
    { title: t("colCoupons"), num: true, cell: (one) => formatNumber(one.coupons) },
    {
      title: t("colAmount"),
      num: true,
      cell: (one) => <Yen amount={one.sumYen} unit={props.of.pay.unitWord} size="text" />,
    },
    { title: t("colWhy"), cell: (one) => <Why row={one} of={props.of} /> },
  ]);
  return (
    <section class={`card ${styles.stack} ${styles.wide}`}>
      <h2 class="card__title">{t("rowsTitle")}</h2>
      <Show when={views().length > 1}>
        <SelectField<ListRowState>
          label={t("rowsShow")}
          class={styles.file}
          value={view()}
          options={views().map((value) => ({ value, label: t(`row.${value}`) }))}
          onChange={setChosen}
        />
      </Show>
      <PagedTable
        list={list}
        caption={t("rowsTitle")}
        columns={columns()}
        empty={{ text: t("rowsEmpty") }}
        class={styles.rows}
      />
    </section>
  );
}

/** Everything that is wrong with a row, why the fund refused it, or the way to its issue. */
function Why(props: { row: ListRow; of: IssueListBody }) {
  const file = () => ({ kind: "stays" as const, headings: props.of.headings });
  const reasons = () => [
    ...props.row.findings.map((finding) => findingText(finding, file())),
    ...(props.row.state === "again" ? [t("whyAgain")] : []),
    ...(props.row.refusedWith === null ? [] : [problemWords(props.row.refusedWith as ProblemCode).what]),
  ];
  return (
    <Show
      when={props.row.issueId}
      fallback={
        <Show when={reasons().length > 0} fallback={<span class="quiet">{t("rowFine")}</span>}>
          <ul class={styles.why}>
            <For each={reasons()}>{(reason) => <li>{reason}</li>}</For>
          </ul>
        </Show>
      }
    >
      {(issueId) => (
        <>
          <A href={`/issues/${issueId()}`}>{t("see")}</A>
          <Show when={props.row.issueState}>{(state) => <IssueState state={state()} />}</Show>
          <Show when={props.row.handedOver}>
            {(over) => (
              <span class="small quiet">
                {" "}
                <DateTime atMs={over().atMs} />{" "}
                <Show when={over().byName}>{(name) => t("rowHandedBy", { name: name() })}</Show>
              </span>
            )}
          </Show>
        </>
      )}
    </Show>
  );
}

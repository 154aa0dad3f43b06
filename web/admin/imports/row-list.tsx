import { createMemo, createSignal, For, Show } from "solid-js";
import type { ImportBody, ImportRow, RowState } from "../../../schema/api/imports.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import { findingText } from "./finding-text.ts";
import styles from "./imports.module.css";
import { t } from "./words.ts";

const ROWS = 20;

/** Which rows are shown: of one state, or those that stood in the way of taking the import back. */
type View = RowState | "held";

/** Rows of the file one by one, those with something to do first. */
export function RowList(props: { of: ImportBody }) {
  const [chosen, setChosen] = createSignal<View>();
  const views = createMemo(() => viewsOf(props.of));
  const view = () => views().find((one) => one === chosen()) ?? views()[0] ?? "new";
  const list = createPageTurner(
    // Read anew where a check or an end may have changed the rows.
    () => JSON.stringify([props.of.importId, props.of.checks, props.of.state, view()]),
    (_, after) =>
      api("GET imports/:id/rows", {
        path: { id: props.of.importId },
        query: {
          limit: ROWS,
          ...(view() === "held" ? { held: "true" as const } : { state: view() as RowState }),
          ...(after === undefined ? {} : { after }),
        },
      }),
  );
  const columns = createMemo<readonly Column<ImportRow>[]>(() => [
    {
      title: t("colRow"),
      head: true,
      cell: (one) => <span class="nb">{t("rowNumber", { row: formatNumber(one.row) })}</span>,
    },
    { title: t("colTitle"), cell: (one) => one.title },
    { title: t("colWhy"), cell: (one) => <Why row={one} of={props.of} /> },
  ]);
  return (
    <section class={`card ${styles.stack} ${styles.wide}`}>
      <h2 class="card__title">{t("rowsTitle")}</h2>
      <Show when={views().length > 1}>
        <SelectField<View>
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

/** The views that have rows, those with something to do first. Of an erased file only what was made is still there. */
function viewsOf(one: ImportBody): readonly View[] {
  const gone = { bad: 0, duplicate: 0, changed: 0, new: 0, same: 0 };
  const totals = one.erasedAtMs === null ? one.totals : gone;
  const made = one.state === "undone" ? "undone" : "made";
  const counts: readonly (readonly [View, number])[] = [
    ["held", one.held],
    ["bad", totals.bad],
    ["duplicate", totals.duplicate],
    ["changed", totals.changed],
    ["new", totals.new],
    [made, one.made + (one.state === "undone" ? one.rewritten : 0)],
    ["rewritten", one.state === "undone" ? 0 : one.rewritten],
    ["same", totals.same],
  ];
  return counts.filter(([, count]) => count > 0).map(([view]) => view);
}

/** Everything that is wrong with a row, or what holds it. */
function Why(props: { row: ImportRow; of: ImportBody }) {
  const reasons = () => [
    ...props.row.findings.map((finding) => findingText(finding, props.of, props.row.state)),
    ...(props.row.hold === null ? [] : [t(`hold.${props.row.hold}`)]),
  ];
  return (
    <Show when={reasons().length > 0} fallback={<span class="quiet">{t("rowFine")}</span>}>
      <ul class={styles.why}>
        <For each={reasons()}>{(reason) => <li>{reason}</li>}</For>
      </ul>
    </Show>
  );
}

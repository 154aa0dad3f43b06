import { createMemo, Show } from "solid-js";
import {
  COLUMN_TYPES,
  REPORT_COLUMNS,
  type ReportColumn,
  type ReportKind,
} from "../../../schema/report-columns.ts";
import { api } from "../../shared/client/api.ts";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { createPageTurner } from "../client/page-turner.ts";
import { type Cell, cellText, isFigure } from "./cell-text.ts";
import { CHARTS } from "./kinds.ts";
import { type Bar, ReportChart } from "./report-chart.tsx";
import type { Question } from "./report-question.ts";
import styles from "./reports.module.css";
import { columnWord, t } from "./words.ts";

const ROWS = 50;
/** More bars than this say nothing that the table doesn't. */
const MAX_BARS = 31;
/** The same in every row of a screen that says it at its head. */
const SAID_ABOVE: ReadonlySet<ReportColumn> = new Set(["programme"]);

type Row = readonly Cell[];

/** A report on the screen, page by page: its chart, and the table that says the same. */
export function ReportRows(props: { question: Question }) {
  const list = createPageTurner(
    () => JSON.stringify(props.question),
    (key, after) =>
      api("GET reports/table", {
        query: { ...(JSON.parse(key) as Question), limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = (): readonly ReportColumn[] => REPORT_COLUMNS[props.question.kind as ReportKind];
  const rows = createMemo((): readonly Row[] | undefined => {
    const page = list.load.value();
    return page && [...page.head, ...page.rows];
  });
  const shown = createMemo<readonly Column<Row>[]>(() =>
    columns().flatMap((column, at) =>
      SAID_ABOVE.has(column)
        ? []
        : [
            {
              title: columnWord(column),
              num: isFigure(column),
              cell: (row: Row) => <CellText column={column} cell={row[at] ?? null} />,
            },
          ],
    ),
  );
  return (
    <Listing
      rows={rows()}
      problem={list.load.trouble()?.code}
      onRetry={() => void list.load.reload()}
      empty={{ text: t("noRows"), icon: "doc" }}
    >
      {(all) => (
        <>
          <Show when={barsOf(props.question.kind, all)}>
            {(bars) => <ReportChart column={bars().column} bars={bars().bars} />}
          </Show>
          <DataTable
            caption={t("rows")}
            columns={shown()}
            rows={all}
            busy={list.load.busy()}
            onNext={list.onNext()}
            onPrevious={list.onPrevious()}
            class={styles.rows}
          />
        </>
      )}
    </Listing>
  );
}

/** Text may be long and wraps; dates, codes and figures don't. */
function CellText(props: { column: ReportColumn; cell: Cell }) {
  return (
    <Show when={COLUMN_TYPES[props.column] === "text"} fallback={cellText(props.column, props.cell)}>
      <span class={styles.text}>{cellText(props.column, props.cell)}</span>
    </Show>
  );
}

/** The bars of a page's rows; undefined where the report has no chart, or nothing to draw. */
function barsOf(
  kind: ReportKind,
  rows: readonly Row[],
): { readonly column: ReportColumn; readonly bars: readonly Bar[] } | undefined {
  const chart = CHARTS[kind];
  if (!chart) return undefined;
  const columns: readonly ReportColumn[] = REPORT_COLUMNS[kind];
  const cell = (row: Row, column: ReportColumn) => row[columns.indexOf(column)] ?? null;
  const bars = rows.slice(0, MAX_BARS).map((row) => {
    const name = [chart.by, ...(chart.and ? [chart.and] : [])]
      .map((column) => cellText(column, cell(row, column)))
      .filter((text) => text !== "")
      .join(" ");
    return { name, figure: Number(cell(row, chart.bars) ?? 0) };
  });
  return bars.some(({ figure }) => figure !== 0) ? { column: chart.bars, bars } : undefined;
}

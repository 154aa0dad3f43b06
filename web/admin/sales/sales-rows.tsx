import { createMemo, type JSX, Show } from "solid-js";
import type { SalesPage, SalesRow } from "../../../schema/api/sales.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { PageTurner } from "../client/page-turner.ts";
import { tillText, whenText } from "./row-text.ts";
import styles from "./sales.module.css";
import { SalesChart } from "./sales-chart.tsx";
import type { Question } from "./sales-question.ts";
import { t } from "./words.ts";

/** The rows as a chart, as a table that says the same, and as files. */
export function SalesRows(props: { question: Question; page: SalesPage; list: PageTurner<SalesPage> }) {
  const names = (): readonly Column<SalesRow>[] => {
    const { by } = props.question;
    const when = {
      title: by === "month" ? t("month") : t("day"),
      cell: (row: SalesRow) => whenText(row.when ?? ""),
    };
    const programme = { title: t("programme"), cell: (row: SalesRow) => row.programme?.payName };
    const store = { title: t("store"), cell: (row: SalesRow) => row.store?.name };
    const till = { title: t("till"), cell: (row: SalesRow) => tillText(row.till ?? 0) };
    const all = {
      day: [when],
      month: [when],
      store: [store],
      till: [store, till],
      programme: [programme],
      each: [when, programme, store, till],
    }[by];
    return all.map((column, at) => ({ ...column, head: at === 0 }));
  };
  const columns = createMemo<readonly Column<SalesRow>[]>(() => [
    ...names(),
    { title: t("paper"), num: true, cell: (row) => <Taken count={row.paperCount} yen={row.paperYen} /> },
    { title: t("app"), num: true, cell: (row) => <Taken count={row.appCount} yen={row.appYen} /> },
    {
      title: t("reversed"),
      num: true,
      cell: (row) => <Taken count={row.reversedCount} yen={0 - row.reversedYen} />,
    },
    { title: t("netShort"), num: true, cell: (row) => <b>{formatNumber(row.netYen)}</b> },
  ]);
  return (
    <Show when={props.page.rows.length > 0} fallback={<Nothing icon="chart" text={t("empty")} />}>
      <SalesChart by={props.question.by} rows={props.page.rows} />
      <DataTable
        caption={t("rows")}
        columns={columns()}
        rows={props.page.rows}
        busy={props.list.load.busy()}
        onNext={props.list.onNext()}
        onPrevious={props.list.onPrevious()}
        foot={<Total names={names().length} of={props.page.total} />}
        class={styles.rows}
      />
      <Files question={props.question} />
    </Show>
  );
}

function Taken(props: { count: number; yen: number }): JSX.Element {
  return (
    <Show when={props.count > 0} fallback={<span class="quiet">0</span>}>
      {formatNumber(props.yen)}
      <br />
      <span class="quiet small">{t("count", { count: formatNumber(props.count) })}</span>
    </Show>
  );
}

/** The whole period, whichever page is shown. */
function Total(props: { names: number; of: SalesPage["total"] }) {
  return (
    <tr>
      <th scope="row" colspan={props.names}>
        {t("total")}
      </th>
      <td class="num">
        <Taken count={props.of.paperCount} yen={props.of.paperYen} />
      </td>
      <td class="num">
        <Taken count={props.of.appCount} yen={props.of.appYen} />
      </td>
      <td class="num">
        <Taken count={props.of.reversedCount} yen={0 - props.of.reversedYen} />
      </td>
      <td class="num">
        <b>{formatNumber(props.of.netYen)}</b>
      </td>
    </tr>
  );
}

function Files(props: { question: Question }) {
  const link = (format: string) => `/api/sales/file?${new URLSearchParams({ ...props.question, format })}`;
  return (
    <div class={styles.files}>
      <span class="quiet small">{t("files")}</span>
      <a class={buttonClass({})} href={link("csv")} download="">
        <Icon name="download" />
        {t("csv")}
      </a>
      <a class={buttonClass({})} href={link("csv-shift-jis")} download="">
        {t("csvSjis")}
      </a>
    </div>
  );
}

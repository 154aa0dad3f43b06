import { A } from "@solidjs/router";
import { createMemo, Show } from "solid-js";
import type { StatementLine } from "../../../schema/api/fund.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { Day, TimeOfDay } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { may } from "../session/membership.ts";
import { accountWord, kindWord } from "./account-words.ts";
import styles from "./fund.module.css";
import { t } from "./words.ts";

/** What stood before, as the first line of the first page. */
type Opening = { readonly openingYen: number };
type Row = StatementLine | Opening;
const isOpening = (row: Row): row is Opening => "openingYen" in row;

/** The lines of a statement with the balance after each. */
export function StatementTable(props: {
  rows: readonly StatementLine[];
  account: string;
  unit: string;
  /** Null on later pages. */
  openingYen: number | null;
  busy: boolean;
  onNext: (() => void) | undefined;
  onPrevious: (() => void) | undefined;
}) {
  const yen = (amount: number) => <Yen amount={amount} unit={props.unit} size="text" />;
  const rows = (): readonly Row[] =>
    props.openingYen === null ? props.rows : [{ openingYen: props.openingYen }, ...props.rows];
  const columns = createMemo<readonly Column<Row>[]>(() => [
    { title: t("dateCol"), cell: (row) => (isOpening(row) ? "" : <When line={row} />) },
    {
      title: t("whatCol"),
      head: true,
      cell: (row) =>
        isOpening(row) ? (
          <span class="quiet">{t("opening")}</span>
        ) : (
          <What line={row} account={props.account} />
        ),
    },
    {
      title: t("otherCol"),
      cell: (row) => {
        if (isOpening(row)) return "";
        return row.counterpart === null ? t("several") : accountWord(row.counterpart, row.counterpartName);
      },
    },
    { title: t("inCol"), num: true, cell: (row) => (!isOpening(row) && row.inYen > 0 ? yen(row.inYen) : "") },
    {
      title: t("outCol"),
      num: true,
      cell: (row) => (!isOpening(row) && row.outYen > 0 ? yen(row.outYen) : ""),
    },
    {
      title: t("balanceCol"),
      num: true,
      cell: (row) => <span class="strong">{yen(isOpening(row) ? row.openingYen : row.balanceYen)}</span>,
    },
  ]);
  return (
    <DataTable
      caption={t("statement")}
      columns={columns()}
      rows={rows()}
      busy={props.busy}
      onNext={props.onNext}
      onPrevious={props.onPrevious}
      class={styles.entries}
    />
  );
}

/** When it happened; where it was recorded on a later date, that date too. */
function When(props: { line: StatementLine }) {
  const happened = () => businessDate(props.line.atMs);
  return (
    <>
      <Day date={happened()} /> <TimeOfDay atMs={props.line.atMs} />
      <Show when={happened() !== props.line.bookDate}>
        <br />
        <span class="small quiet">{t("lateBooked", { date: dayText(props.line.bookDate, locale()) })}</span>
      </Show>
    </>
  );
}

function What(props: { line: StatementLine; account: string }) {
  return (
    <>
      <Show
        when={may("issue.read") && props.line.issueId}
        fallback={<span class="strong">{kindWord(props.line, props.account)}</span>}
      >
        {(id) => (
          <A class="strong" href={`/issues/${id()}`}>
            {kindWord(props.line, props.account)}
          </A>
        )}
      </Show>
      <Show when={props.line.note || props.line.byName}>
        <br />
        <span class="small quiet">
          {[props.line.note, props.line.byName && t("by", { name: props.line.byName })]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </Show>
    </>
  );
}

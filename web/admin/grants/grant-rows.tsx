import { createMemo, createSignal, Show } from "solid-js";
import type { GrantBody, GrantRow } from "../../../schema/api/grants.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { api } from "../../shared/client/api.ts";
import type { Column } from "../../shared/components/data-table.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { createPageTurner } from "../client/page-turner.ts";
import { PagedTable } from "../client/paged-table.tsx";
import styles from "./grants.module.css";
import { LeftOutFile } from "./left-out-file.tsx";
import { t } from "./words.ts";

const ROWS = 20;
type View = "failed" | "duplicate" | "unknown" | "bad";

/** Reasons that have words of their own here; the rest are said as everywhere. */
const REASONS = [
  "person-missing",
  "phone-unreadable",
  "amount-unreadable",
  "outside-unit",
  "frozen",
  "account-closed",
  "over-limit",
  "wallet-full",
  "expired",
] as const;

function why(row: GrantRow): string {
  if (row.state === "duplicate") return t("whyDuplicate", { row: formatNumber(Number(row.code)) });
  if (row.state === "unknown") return t("whyUnknown");
  const known = REASONS.find((reason) => reason === row.code);
  return known ? t(`why.${known}`) : problemText((row.code ?? "internal") as ProblemCode);
}

/** Which lines get nothing, and why: those that failed first. */
export function GrantRows(props: { of: GrantBody; unit: string }) {
  const [chosen, setChosen] = createSignal<View>();
  const views = createMemo(() => {
    const { of } = props;
    const counts: readonly (readonly [View, number])[] = [
      ["failed", of.failed.rows],
      ["bad", of.badRows],
      ["unknown", of.unknownRows],
      ["duplicate", of.duplicateRows],
    ];
    return counts.filter(([, count]) => count > 0).map(([view]) => view);
  });
  const view = () => views().find((one) => one === chosen()) ?? views()[0] ?? "failed";
  const list = createPageTurner(
    () => JSON.stringify([props.of.grantId, props.of.state, view()]),
    (_, after) =>
      api("GET grants/:id/rows", {
        path: { id: props.of.grantId },
        query: { state: view(), limit: ROWS, ...(after === undefined ? {} : { after }) },
      }),
  );
  const columns = createMemo<readonly Column<GrantRow>[]>(() => [
    {
      title: t("colRow"),
      head: true,
      cell: (row) => <span class="nb">{t("rowNumber", { row: formatNumber(row.row) })}</span>,
    },
    {
      title: t("colRowYen"),
      num: true,
      cell: (row) =>
        row.state === "bad" ? "" : <Yen amount={row.amountYen} unit={props.unit} size="text" />,
    },
    { title: t("colWhy"), cell: why },
  ]);
  return (
    <Show when={views().length > 0}>
      <section class={`card ${styles.stack}`}>
        <h2 class="card__title">{t(view() === "failed" ? "rowsFailed" : "rowsTitle")}</h2>
        <Show when={props.of.source === "list"}>
          <p class="quiet">{t("rowsNote")}</p>
        </Show>
        <Show when={views().length > 1}>
          <SelectField<View>
            label={t("rowsShow")}
            class="narrow"
            value={view()}
            options={views().map((value) => ({ value, label: t(`view.${value}`) }))}
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
        <LeftOutFile of={props.of} />
      </section>
    </Show>
  );
}

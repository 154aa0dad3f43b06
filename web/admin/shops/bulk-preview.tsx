import { createMemo, For, type JSX, Show } from "solid-js";
import type { BulkParts, BulkRow } from "../../../schema/api/bulk-edits.ts";
import { type Column, DataTable } from "../../shared/components/data-table.tsx";
import { acceptsText } from "../organisations/badges.tsx";
import { t as organisationWord } from "../organisations/words.ts";
import styles from "./shops.module.css";
import { t } from "./words.ts";

/** What a bulk edit makes, or has made, of each store: only what is different, before and after. */
export function BulkPreview(props: { rows: readonly BulkRow[] }) {
  const columns = createMemo<readonly Column<BulkRow>[]>(() => [
    { title: t("store"), head: true, cell: (row) => row.name },
    { title: t("from"), cell: (row) => <Parts row={row} of={row.before} /> },
    { title: t("to"), cell: (row) => <Parts row={row} of={row.after} /> },
    { title: t("outcome"), cell: (row) => <Outcome row={row} /> },
  ]);
  return <DataTable caption={t("what")} columns={columns()} rows={props.rows} class={styles.preview} />;
}

function Outcome(props: { row: BulkRow }): JSX.Element {
  const words = () => {
    const { edit, ask } = props.row;
    const parts = [
      ...(edit === "same" && ask !== "same" ? [] : [t(`edit_${edit}`)]),
      ...(ask === "same" ? [] : [t(`ask_${ask}`)]),
    ];
    return parts;
  };
  return <For each={words()}>{(word) => <span class={styles.line}>{word}</span>}</For>;
}

/** The parts that differ, as one side has them. */
function Parts(props: { row: BulkRow; of: BulkParts }): JSX.Element {
  const lines = () => {
    const { before, after } = props.row;
    const differs = (part: (of: BulkParts) => unknown) =>
      JSON.stringify(part(before)) !== JSON.stringify(part(after));
    return [
      ...(differs((of) => of.hours?.weekly) ? [[t("week"), weekText(props.of)]] : []),
      ...(differs((of) => of.hours?.closedOn ?? []) ? [[t("closed"), closedText(props.of)]] : []),
      ...(differs((of) => of.hours?.note ?? "") ? [[t("note"), props.of.hours?.note || t("none")]] : []),
      ...(differs((of) => of.notices) ? [[t("notices"), props.of.notices ?? t("none")]] : []),
      ...(differs((of) => of.accepts) ? [[t("accepts"), acceptsText(props.of.accepts)]] : []),
    ];
  };
  return (
    <Show when={lines().length > 0} fallback={<span class="quiet">—</span>}>
      <For each={lines()}>
        {([what, text]) => (
          <span class={styles.line}>
            <span class="small quiet">{what}</span>
            <br />
            {text}
          </span>
        )}
      </For>
    </Show>
  );
}

function closedText({ hours }: BulkParts): string {
  const days = hours?.closedOn ?? [];
  return days.length === 0 ? t("none") : days.join("、");
}

/** Days with the same hours together: 月火水木金 09:00–18:00 / 土日 なし. */
function weekText({ hours }: BulkParts): string {
  if (!hours) return t("none");
  const byHours = Map.groupBy([1, 2, 3, 4, 5, 6, 0] as const, (day) =>
    (hours.weekly[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(" "),
  );
  return [...byHours]
    .map(
      ([text, days]) => `${days.map((day) => organisationWord(`dow${day}`)).join("")} ${text || t("none")}`,
    )
    .join(" / ");
}

import { createMemo, For } from "solid-js";
import type { SalesBy, SalesRow } from "../../../schema/api/sales.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { isInTime, rowName } from "./row-text.ts";
import styles from "./sales.module.css";
import { t } from "./words.ts";

/** More bars than this say nothing that the table doesn't. */
const MAX_BARS = 31;

/**
 * A bar for each row, paper and app one behind the other: told apart by pattern and read in grey, each with its figure
 * beside it. In time from the first, otherwise the greatest first. The table says the same, so that a screen reader is told
 * of the chart once.
 */
export function SalesChart(props: { by: SalesBy; rows: readonly SalesRow[] }) {
  const bars = createMemo(() => {
    const all = props.rows.map((row) => ({ row, yen: row.paperYen + row.appYen }));
    return (isInTime(props.by) ? all : all.sort((one, other) => other.yen - one.yen)).slice(0, MAX_BARS);
  });
  const top = createMemo(() => Math.max(...bars().map(({ yen }) => yen), 1));
  const width = (yen: number) => ({ width: `${(yen / top()) * 100}%` });
  return (
    <figure class={styles.chart}>
      <figcaption class={styles.caption}>
        <span class="small quiet">{t("chart")}</span>
        <span class={styles.legend}>
          <span class={`${styles.key} ${styles.paper}`} aria-hidden="true" />
          {t("paper")}
          <span class={`${styles.key} ${styles.app}`} aria-hidden="true" />
          {t("app")}
        </span>
      </figcaption>
      <div
        class={styles.bars}
        role="img"
        aria-label={t("chartLabel", { count: formatNumber(bars().length) })}
      >
        <For each={bars()}>
          {({ row, yen }) => (
            <div class={styles.bar}>
              <span class={styles.barName}>{rowName(row)}</span>
              <span class={styles.barTrack}>
                <span class={styles.paper} style={width(row.paperYen)} />
                <span class={styles.app} style={width(row.appYen)} />
              </span>
              <span class={styles.barFigure}>{formatNumber(yen)}</span>
            </div>
          )}
        </For>
      </div>
    </figure>
  );
}

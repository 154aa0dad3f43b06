import { createMemo, For } from "solid-js";
import type { ReportColumn } from "../../../schema/report-columns.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./reports.module.css";
import { columnWord, t } from "./words.ts";

/** One bar: what it is of, and how much. */
export interface Bar {
  readonly name: string;
  readonly figure: number;
}

/**
 * Bars of one column, each with its name and its figure written beside it: read in grey and without seeing the lengths. The
 * same figures follow as a table, so that a screen reader is told of the chart once.
 */
export function ReportChart(props: { column: ReportColumn; bars: readonly Bar[] }) {
  const top = createMemo(() => Math.max(...props.bars.map(({ figure }) => Math.abs(figure)), 1));
  const word = () => columnWord(props.column);
  return (
    <figure class={styles.chart}>
      <figcaption class="small quiet">{t("chartOf", { column: word() })}</figcaption>
      <div
        class={styles.bars}
        role="img"
        aria-label={t("chartLabel", { column: word(), count: formatNumber(props.bars.length) })}
      >
        <For each={props.bars}>
          {(bar) => (
            <div class={styles.bar}>
              <span class={styles.barName}>{bar.name}</span>
              <span class={styles.barTrack}>
                <span
                  class={styles.barFill}
                  classList={{ [styles.barBelow as string]: bar.figure < 0 }}
                  style={{ width: `${(Math.abs(bar.figure) / top()) * 100}%` }}
                />
              </span>
              <span class={styles.barFigure}>{formatNumber(bar.figure)}</span>
            </div>
          )}
        </For>
      </div>
    </figure>
  );
}

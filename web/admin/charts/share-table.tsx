import { For, type JSX, Show } from "solid-js";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./charts.module.css";
import { perMille } from "./per-mille.ts";
import { t } from "./words.ts";

/** One row: its name, its amount, and how many payments it was where that is told. */
export interface Share {
  readonly name: JSX.Element;
  readonly amountYen: number;
  readonly payments?: number | undefined;
}

/**
 * Parts of a whole as bars that are a table at the same time: length, amount and share say the same, so that nothing hangs
 * on seeing a colour (DSH-4).
 */
export function ShareTable(props: {
  caption: string;
  /** What stands over the names. */
  over: string;
  rows: readonly Share[];
  wholeYen: number;
  unit: string;
}) {
  const longest = () => Math.max(1, ...props.rows.map(({ amountYen }) => amountYen));
  const withPayments = () => props.rows.some(({ payments }) => payments !== undefined);
  return (
    <section class="table-frame__scroll" aria-label={props.caption} tabindex="0">
      <table class={`table ${styles.shares}`}>
        <caption class="hidden-text">{props.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{props.over}</th>
            <td />
            <Show when={withPayments()}>
              <th scope="col" class="num">
                {t("payments")}
              </th>
            </Show>
            <th scope="col" class="num">
              {t("amount")}
            </th>
            <th scope="col" class="num">
              {t("share")}
            </th>
          </tr>
        </thead>
        <tbody>
          <For each={props.rows}>
            {(row) => (
              <tr>
                <th scope="row">{row.name}</th>
                <td class={styles.barCell}>
                  <span style={{ width: `${(Math.max(0, row.amountYen) / longest()) * 100}%` }} />
                </td>
                <Show when={withPayments()}>
                  <td class="num">{row.payments === undefined ? "" : formatNumber(row.payments)}</td>
                </Show>
                <td class="num">
                  <Yen amount={row.amountYen} unit={props.unit} size="text" />
                </td>
                <td class="num quiet">{(perMille(row.amountYen, props.wholeYen) / 10).toFixed(1)}%</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </section>
  );
}

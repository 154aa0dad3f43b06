import { For, Show } from "solid-js";
import type { IssueListBody, ListRowState } from "../../../schema/api/issue-lists.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { formatNumber, moneyText } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import styles from "../imports/imports.module.css";
import { t } from "./words.ts";

const CHECKED: readonly ListRowState[] = ["good", "again", "repeat", "bad"];
const DONE: readonly ListRowState[] = ["issued", "refused", "again", "repeat", "bad"];

/** How many rows are what, and what they come to; those that want somebody's hand stand out. */
export function ListTotals(props: { of: IssueListBody }) {
  const isDone = () => props.of.state === "done";
  const amount = (state: ListRowState) => {
    const { coupons, sumYen } = props.of.tally[state];
    return t("couponsOf", {
      coupons: formatNumber(coupons),
      amount: moneyText(sumYen, props.of.pay.unitWord, locale()),
    });
  };
  return (
    <section class={`card ${styles.stack}`}>
      <h2 class="card__title">{t(isDone() ? "totalsDone" : "totals")}</h2>
      <dl class={styles.totals}>
        <For each={isDone() ? DONE : CHECKED}>
          {(state) => (
            <div
              classList={{
                [styles.bad as string]:
                  (state === "bad" || state === "refused") && props.of.tally[state].rows > 0,
              }}
            >
              <dt>{t(`row.${state}`)}</dt>
              <dd>{t("rowsOf", { rows: formatNumber(props.of.tally[state].rows) })}</dd>
              <Show when={props.of.tally[state].coupons > 0}>
                <dd class={styles.beside}>{amount(state)}</dd>
              </Show>
            </div>
          )}
        </For>
      </dl>
      <Show when={props.of.tally.bad.rows + props.of.tally.repeat.rows > 0 && !props.of.erased}>
        <div class={styles.actions}>
          <a class="btn" href={`/api/issue-lists/${props.of.listId}/bad-rows.csv`} download="">
            <Icon name="download" />
            {t("leftOut")}
          </a>
          <span class="small quiet">{t("leftOutHint")}</span>
        </div>
      </Show>
    </section>
  );
}

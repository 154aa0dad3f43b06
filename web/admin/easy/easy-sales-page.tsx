import { For, Show } from "solid-js";
import type { SalesPage } from "../../../schema/api/sales.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import type { Load } from "../client/load.ts";
import { Loaded } from "../client/loaded.tsx";
import { BackHome } from "./back-home.tsx";
import styles from "./easy.module.css";
import { loadLastMonth, loadMonth, loadToday } from "./easy-reading.ts";
import { longDay } from "./long-day.ts";
import { t } from "./words.ts";

/** Days of this month that are shown one by one. */
const DAYS = 7;

/** Today, this month, last month, and the last days one by one. */
export default function EasySalesPage() {
  const today = loadToday();
  const month = loadMonth();
  const lastMonth = loadLastMonth();
  const days = () => month.value()?.rows.slice(-DAYS).reverse() ?? [];
  return (
    <>
      <BackHome title={t("sales")} />
      <p class={styles.text}>{t("salesText")}</p>
      <dl class={styles.figures}>
        <Figure label={t("salesToday")} load={today} large />
        <Figure label={t("salesMonth")} load={month} />
        <Figure label={t("salesLastMonth")} load={lastMonth} />
      </dl>
      <Show when={days().length > 0}>
        <section class="card stack">
          <h2 class="card__title">{t("salesDays")}</h2>
          <ul class="list">
            <For each={days()}>
              {(row) => (
                <li class="list__row">
                  <span class="list__main">{longDay(row.when ?? "")}</span>
                  <b class="nb">{t("yen", { yen: formatNumber(row.netYen) })}</b>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}

function Figure(props: { label: string; load: Load<SalesPage>; large?: boolean }) {
  return (
    <div class={styles.figure}>
      <dt>{props.label}</dt>
      <dd>
        <Loaded load={props.load} value={props.load.value()}>
          {(page) => (
            <>
              <b class={props.large ? styles.large : styles.middle}>
                {t("yen", { yen: formatNumber(page().total.netYen) })}
              </b>{" "}
              <span class="nb">
                {t("count", { count: formatNumber(page().total.paperCount + page().total.appCount) })}
              </span>
            </>
          )}
        </Loaded>
      </dd>
    </div>
  );
}

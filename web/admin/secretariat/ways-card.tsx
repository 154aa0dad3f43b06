import { For } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Figures } from "../../../schema/api/programmes.ts";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { perMille } from "./books.ts";
import styles from "./figures.module.css";
import { t } from "./words.ts";

/** How payments were made: paper and app, and their sum. */
export function WaysCard(props: { pay: PayFace; figures: Figures }) {
  const unit = () => props.pay.unitWord;
  const ways = () => [
    { label: t("paper"), amount: props.figures.paidPaperYen },
    { label: t("app"), amount: props.figures.paidAppYen },
  ];
  return (
    <section class="card card--tight">
      <div class="row row--apart">
        <h2 class="card__title">{t("usedByWay")}</h2>
        <span class="quiet">
          {t("payments")} {t("paymentsOf", { count: formatNumber(props.figures.payments) })} · {t("reversed")}{" "}
          <Yen amount={props.figures.reversedYen} unit={unit()} size="text" />
        </span>
      </div>
      <table class={`table ${styles.bars}`}>
        <thead class="hidden-text">
          <tr>
            <th scope="col">{t("wayCol")}</th>
            <td />
            <th scope="col">{t("amountCol")}</th>
            <th scope="col">{t("shareCol")}</th>
          </tr>
        </thead>
        <tbody>
          <For each={ways()}>
            {(way) => (
              <tr>
                <th scope="row">{way.label}</th>
                <td class={styles.barcell}>
                  <span style={{ width: `${perMille(way.amount, props.figures.paidYen) / 10}%` }} />
                </td>
                <td class="num">
                  <Yen amount={way.amount} unit={unit()} size="text" />
                </td>
                <td class="num quiet">{(perMille(way.amount, props.figures.paidYen) / 10).toFixed(1)}%</td>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="small quiet">
        {t("usedIdentity", {
          paper: formatNumber(props.figures.paidPaperYen),
          app: formatNumber(props.figures.paidAppYen),
          used: formatNumber(props.figures.paidYen),
        })}
      </p>
    </section>
  );
}

import { For, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { Figures } from "../../../schema/api/programmes.ts";
import { Pulse } from "../../shared/components/countdown.tsx";
import { TimeOfDay } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import styles from "./figures.module.css";
import { t } from "./words.ts";

/** The last payments as they come: when, where, how much and how; never whose (DSH-3). */
export function LatestCard(props: { pay: PayFace; figures: Figures; live: boolean }) {
  return (
    <section class="card card--tight no-print">
      <div class="row row--apart">
        <h2 class="card__title">{t("latest")}</h2>
        <Pulse live={props.live} />
      </div>
      <Show when={props.figures.latest.length > 0} fallback={<p class="quiet">{t("sharesEmpty")}</p>}>
        <ul class={`list ${styles.latest}`}>
          <For each={props.figures.latest}>
            {(one) => (
              <li>
                <div class="list__row">
                  <TimeOfDay atMs={one.atMs} seconds />
                  <span class="list__main">
                    {one.storeName}
                    <span class="small quiet">{t(one.way)}</span>
                  </span>
                  <Yen
                    amount={one.kind === "payment" ? one.amountYen : -one.amountYen}
                    unit={props.pay.unitWord}
                    size="text"
                  />
                </div>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  );
}

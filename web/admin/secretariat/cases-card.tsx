import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { Figures } from "../../../schema/api/programmes.ts";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { may } from "../session/membership.ts";
import styles from "./figures.module.css";
import { t } from "./words.ts";

/** How many cases of the region wait for somebody's decision; who may read them goes there. */
export function CasesCard(props: { figures: Figures }) {
  const count = () => t("casesOpen", { count: formatNumber(props.figures.openCases) });
  return (
    <section class="card card--tight">
      <div class="row row--apart">
        <h2 class="card__title">{t("cases")}</h2>
        <Show when={may("case.read")} fallback={<span class="strong">{count()}</span>}>
          <A class={styles.toReport} href="/cases">
            {count()}
          </A>
        </Show>
      </div>
    </section>
  );
}

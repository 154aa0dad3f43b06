import { Match, Switch } from "solid-js";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { t as common } from "../../shared/i18n/words.ts";
import { t } from "../words/words.ts";
import styles from "./home-page.module.css";
import { useShop } from "./shop.tsx";

/** Word and colour of the day: what the customer's screen must show as well (S14). */
export function DayWord() {
  const shop = useShop();
  return (
    <Switch
      fallback={
        <section class={`${styles.word} ${styles.waiting}`} aria-label={t("dayProof")} aria-busy="true">
          <p role="status">{common("loading")}</p>
        </section>
      }
    >
      <Match when={shop.day()}>
        {(day) => (
          <section class={styles.word} data-day={day().proof.colour} aria-label={t("dayProof")}>
            <dl>
              <div>
                <dt>{t("dayWord")}</dt>
                <dd lang="ja">{day().proof.word}</dd>
              </div>
              <div>
                <dt>{t("dayColour")}</dt>
                <dd lang="ja">{day().proof.colour}</dd>
              </div>
            </dl>
            <p class={styles.compare}>{t("compare")}</p>
          </section>
        )}
      </Match>
      <Match when={shop.dayTrouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={shop.reload} />}
      </Match>
    </Switch>
  );
}

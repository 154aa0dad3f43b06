import { createMemo, For, Show } from "solid-js";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { type AnswerKey, answersFor } from "./answers.ts";
import type { HolderState } from "./holder-state.ts";
import styles from "./holders.module.css";
import { t } from "./words.ts";

/** What to say to the caller, chosen by how the holder stands. */
export function AnswersCard(props: {
  holder: HolderState;
  unit: string;
  lastRefusal: string | null;
  step?: string | undefined;
}) {
  const keys = createMemo(() => answersFor(props.holder, props.lastRefusal));
  const text = (key: AnswerKey): string => {
    const money = (amount: number) => moneyText(amount, props.unit, locale());
    const { spendableYen, expiredYen, expiresOn, chargedInto } = props.holder;
    const day = expiresOn === null ? "" : dayText(expiresOn, locale());
    switch (key) {
      case "ansBalance":
        return t(key, { amount: money(spendableYen), day });
      case "ansNotEnough":
        return t(key, { amount: money(spendableYen) });
      case "ansExpired":
        return t(key, { day });
      case "ansPartlyExpired":
        return t(key, { expired: money(expiredYen) });
      case "ansCharged":
        return t(key, { pay: chargedInto ?? "" });
      default:
        return t(key);
    }
  };
  return (
    <section class="card">
      <h2 class="card__title">
        {props.step ? t("step", { number: props.step, what: t("answersHeading") }) : t("answersHeading")}
      </h2>
      <div class={styles.answers}>
        <For each={keys().filter((key) => key !== "ansLost")}>{(key) => <p>「{text(key)}」</p>}</For>
        <Show when={keys().includes("ansLost")}>
          <details>
            <summary class={styles.fold}>{t("ifLost")}</summary>
            <p>「{t("ansLost")}」</p>
          </details>
        </Show>
      </div>
    </section>
  );
}

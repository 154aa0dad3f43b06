import { Match, Show, Switch } from "solid-js";
import { Button } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { t } from "../i18n/words.ts";
import type { AmountAdvice } from "./amount-advice.ts";
import styles from "./pay.module.css";
import type { PayChoice, Payment } from "./payment.ts";

type Of<K extends AmountAdvice["kind"]> = Extract<AmountAdvice, { kind: K }>;

/** Below the amount: what is left after paying, or why it can't be paid like this and what can be done. */
export function AmountAdviceNote(props: { payment: Payment }) {
  const choice = () => props.payment.choice() as PayChoice;
  const pay = () => choice().pay;
  const own = (amount: number) => moneyText(amount, pay().unitWord, locale());
  const cash = (amount: number) => moneyText(amount, "円", locale());
  const advice = <K extends AmountAdvice["kind"]>(kind: K) => {
    const one = props.payment.advice();
    return one.kind === kind ? (one as Of<K>) : undefined;
  };
  return (
    <Switch>
      <Match when={advice("over-balance")}>
        {(over) => (
          <Note tone="warn" announce="alert">
            <p class="strong">{t("overBalance", { short: own(over().shortYen) })}</p>
            <Show when={over().part > 0}>
              <p>{t("useAllRest", { rest: cash(over().cash) })}</p>
              <Button onPress={() => props.payment.setDigits(String(over().part))}>
                {t("useAll", { amount: own(over().part) })}
              </Button>
            </Show>
          </Note>
        )}
      </Match>
      <Match when={advice("below-unit")}>
        <Note tone="warn" announce="alert">
          {t("belowUnit", { unit: own(pay().unitYen) })}
        </Note>
      </Match>
      <Match when={advice("over-limit")}>
        <Note tone="warn" announce="alert">
          {t("overLimit", { limit: own(choice().payLimitYen) })}
        </Note>
      </Match>
      <Match when={advice("pay") ?? advice("empty")}>
        {(how) => {
          const paying = () => {
            const one = how();
            return one.kind === "pay" ? one : undefined;
          };
          return (
            <div class={`note note--face ${styles.after}`} role="status">
              <span class={`row ${styles.afterName}`}>
                <Emblem face={pay().face} />
                <span>
                  {pay().payName}
                  <br />
                  <span class="quiet small">{paying() ? t("balanceAfter") : t("usable")}</span>
                </span>
              </span>
              <Yen amount={paying()?.afterYen ?? choice().spendableYen} unit={pay().unitWord} />
              <Show when={paying()?.cash}>
                <p class="strong">
                  {t("split", { part: own(paying()?.part ?? 0), cash: cash(paying()?.cash ?? 0) })}
                </p>
              </Show>
            </div>
          );
        }}
      </Match>
    </Switch>
  );
}

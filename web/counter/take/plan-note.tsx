import { Match, Switch } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import { Note } from "../../shared/components/note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { t } from "../words/words.ts";
import { CASH_UNIT } from "./cash-unit.ts";
import styles from "./confirm-page.module.css";
import type { CashReason, TakePlan } from "./plan.ts";

/** What the coupon can't pay, why, and how much of it is to be taken otherwise (S2). */
export function PlanNote(props: { plan: TakePlan; pay: PayFace }) {
  const unit = () => moneyText(props.pay.unitYen, props.pay.unitWord, locale());
  const words = (reason: CashReason) => {
    if (reason === "limit") return t("cashLimit");
    return reason === "unit" ? t("cashUnit", { unit: unit() }) : t("cashShort");
  };
  const cash = () => (props.plan.kind === "take" && props.plan.cashReason ? props.plan : undefined);
  return (
    <Switch>
      <Match when={cash()}>
        {(plan) => (
          <Note tone="warn" icon="coin" announce="alert" class={styles.cash}>
            <span class={styles.cashLine}>
              <span class="strong">{words(plan().cashReason ?? "short")}</span>
              <Yen amount={plan().cash} unit={CASH_UNIT} size="m" />
            </span>
          </Note>
        )}
      </Match>
      <Match when={props.plan.kind === "too-small"}>
        <Note tone="warn" icon="coin" announce="alert" class={styles.cash}>
          {t("tooSmall", { unit: unit() })}
        </Note>
      </Match>
      <Match when={props.plan.kind === "too-large"}>
        <Note tone="danger" announce="alert">
          {t("tooLarge")}
        </Note>
      </Match>
    </Switch>
  );
}

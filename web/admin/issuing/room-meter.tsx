import { Show } from "solid-js";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import type { Desk } from "./desk.ts";
import styles from "./desk-screen.module.css";
import type { DeskAllotment } from "./issue-form.ts";
import { t } from "./words.ts";

/** What may still be issued: today's cap as a bar where there is one, and the allotment behind it. */
export function RoomMeter(props: { desk: Desk; allotment: DeskAllotment }) {
  const unit = () => props.allotment.pay.unitWord;
  const text = (amount: number) => moneyText(amount, unit(), locale());
  return (
    <div class={styles.room}>
      <Show
        when={props.desk.room().ofYen}
        fallback={
          <p class="row row--apart small">
            <span class="quiet">{t("allotmentLeft")}</span>
            <Yen amount={props.allotment.remainingYen} unit={unit()} size="text" />
          </p>
        }
      >
        {(ofYen) => (
          <>
            <p class="row row--apart small">
              <span class="quiet">{t("leftToday")}</span>
              <Yen amount={props.desk.room().leftYen} unit={unit()} size="text" />
            </p>
            <div
              class="meter"
              role="img"
              aria-label={t("leftOf", { left: text(props.desk.room().leftYen), of: text(ofYen()) })}
            >
              <span style={{ width: `${Math.min(1, props.desk.room().leftYen / ofYen()) * 100}%` }} />
            </div>
            <p class="row row--apart small">
              <span class="quiet">{t("allotmentLeft")}</span>
              <Yen amount={props.allotment.remainingYen} unit={unit()} size="text" />
            </p>
          </>
        )}
      </Show>
    </div>
  );
}

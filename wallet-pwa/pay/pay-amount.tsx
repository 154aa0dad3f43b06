import type { InspectPaymentReply } from "../../schema/api/payments.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Keypad } from "../../web/shared/components/keypad.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { amountSize } from "../frame/amount-size.ts";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { UnfinishedNotes } from "../operations/unfinished-notes.tsx";
import { whyNotPaying } from "../status/paying-stop.ts";
import { StatusPlace } from "../status/status-place.tsx";
import { AmountAdviceNote } from "./amount-advice-note.tsx";
import styles from "./pay.module.css";
import { PayChooser } from "./pay-choice.tsx";
import type { PayChoice, Payment } from "./payment.ts";
import { StoreHead } from "./store-head.tsx";

/** Digits a till price may have: far above any payment limit, short enough to stay on the screen. */
const PRICE_DIGITS = 7;

/** The amount: big digits, what is left afterwards, and for programmes with a unit the part and the cash. */
export function PayAmount(props: { payment: Payment; found: InspectPaymentReply; onGo: () => void }) {
  const choice = () => props.payment.choice() as PayChoice;
  const pay = () => choice().pay;
  const stepped = () => pay().unitYen > 1;
  const typed = () => Number(props.payment.digits() || "0");
  // A till price is in yen; only without a step is it at once the amount in the Pay's own unit.
  const unit = () => (stepped() ? "円" : pay().unitWord);
  const own = (amount: number) => moneyText(amount, pay().unitWord, locale());
  const why = () => {
    const stop = whyNotPaying(pay().regionId);
    if (stop) return stop;
    const advice = props.payment.advice();
    switch (advice.kind) {
      case "pay":
        return undefined;
      case "empty":
        return t("enterAmount");
      case "over-balance":
        return t("overBalance", { short: own(advice.shortYen) });
      case "below-unit":
        return t("belowUnit", { unit: own(pay().unitYen) });
      case "over-limit":
        return t("overLimit", { limit: own(choice().payLimitYen) });
    }
  };
  const go = () => {
    if (!why()) props.onGo();
  };
  const hint = () => {
    const amount = own(pay().unitYen);
    return stepped() ? t("payUnit", { amount }) : t("payFromOne", { amount });
  };
  return (
    <Screen
      title={t("payTitle")}
      backTo="/wallet/"
      face={pay().face}
      foot={
        <Button
          tone="face"
          size="l"
          wide
          onPress={go}
          blockedBecause={why()}
          quietReason={!whyNotPaying(pay().regionId)}
        >
          {t("toConfirm")}
        </Button>
      }
    >
      <div class={styles.tight}>
        <OfflineNote />
        <StatusPlace />
        <UnfinishedNotes />
        <div class={`row row--apart ${styles.head}`}>
          <StoreHead found={props.found} />
          <PayChooser payment={props.payment} />
        </div>
        <section>
          <div class={`row row--apart ${styles.baseline}`}>
            <h2>{stepped() ? t("priceLabel") : t("payAmountLabel")}</h2>
            <span class="hint small">{hint()}</span>
          </div>
          <p class={styles.sum} aria-live="polite">
            <Yen amount={typed()} unit={unit()} size={amountSize(typed(), unit())} />
          </p>
        </section>
        <AmountAdviceNote payment={props.payment} />
        <Keypad
          kind="amount"
          class={styles.keys}
          digits={props.payment.digits()}
          onDigits={(next) => {
            if (next.length <= PRICE_DIGITS) props.payment.setDigits(next);
          }}
          onEnter={go}
        />
      </div>
    </Screen>
  );
}

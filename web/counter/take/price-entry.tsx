import { Button } from "../../shared/components/button.tsx";
import { Keypad } from "../../shared/components/keypad.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { t } from "../words/words.ts";
import { CASH_UNIT } from "./cash-unit.ts";
import styles from "./confirm-page.module.css";
import type { Held } from "./held.ts";

/** From this price on, the large digits go one size down. */
const LONG_FROM_YEN = 100_000;

/** The price as the till rang it up, in yen, and the keys to enter it. */
export function PriceEntry(props: {
  digits: string;
  onDigits: (digits: string) => void;
  onEnter: () => void;
  /** Sets the price to what the coupon or wallet can pay. */
  onUseAll: () => void;
  held: Held;
}) {
  const price = () => Number(props.digits || "0");
  const unit = () => moneyText(props.held.pay.unitYen, props.held.pay.unitWord, locale());
  return (
    <section class={styles.left}>
      <div>
        <div class={styles.priceHead}>
          <h2>{t("price")}</h2>
          <span class="hint small">
            {props.held.pay.unitYen === 1
              ? t("fromOneUnit", { unit: unit() })
              : t("bySteps", { unit: unit() })}
          </span>
        </div>
        <p class={styles.sum} aria-live="polite">
          <Yen
            amount={price()}
            unit={CASH_UNIT}
            size="xl"
            class={price() >= LONG_FROM_YEN ? styles.long : undefined}
          />
        </p>
      </div>
      <Keypad
        kind="amount"
        digits={props.digits}
        onDigits={props.onDigits}
        onEnter={props.onEnter}
        class={styles.keys}
      />
      <Button wide onPress={props.onUseAll}>
        {t(props.held.sheet ? "useAll" : "useAllOfWallet")}
      </Button>
    </section>
  );
}

import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { PayFace } from "../../schema/api/common.ts";
import type { BusinessDate } from "../../schema/calendar.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Expiry } from "../../web/shared/components/date-time.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { walletOf } from "../wallets/wallets-store.ts";
import styles from "./charge.module.css";

/** What a charge came to. */
export interface Charged {
  readonly pay: PayFace;
  readonly amountYen: number;
  /** The wallet's balance right after; the home screen's figure where the reply was lost. */
  readonly balanceYen: number | undefined;
  readonly expiresOn: BusinessDate;
}

/** The charge is done: how much came in, what the balance is now, until when. */
export function ChargeDone(props: { charged: Charged }) {
  const unit = () => props.charged.pay.unitWord;
  const balance = () => props.charged.balanceYen ?? walletOf(props.charged.pay.programmeId)?.spendableYen;
  return (
    <Screen
      title={t("chargeDoneTitle")}
      face={props.charged.pay.face}
      foot={
        <A class={buttonClass({ tone: "face", size: "l", wide: true })} href="/wallet/">
          {t("goHome")}
        </A>
      }
    >
      <div class={styles.centre} role="status">
        <Icon name="done" class={`icon ${styles.big}`} />
        <h2>{t("chargeDone", { amount: moneyText(props.charged.amountYen, unit(), locale()) })}</h2>
        <Show when={balance() !== undefined}>
          <p>
            {t("balanceNow")}
            <br />
            <Yen amount={balance()} unit={unit()} size="l" />
          </p>
        </Show>
      </div>
      <section class="card card--tight">
        <Lines
          lines={[
            { label: t("chargeInto"), value: props.charged.pay.payName },
            { label: t("expiry"), value: <Expiry expiresOn={props.charged.expiresOn} /> },
          ]}
        />
      </section>
    </Screen>
  );
}

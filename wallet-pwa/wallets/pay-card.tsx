import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { WalletBody } from "../../schema/api/wallets.ts";
import { Expiry } from "../../web/shared/components/date-time.tsx";
import { FacePicture } from "../../web/shared/components/face.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import { TimeLeft } from "./time-left-badge.tsx";
import styles from "./wallets.module.css";

/** The first Pay of the home screen, in its own face: amount, earliest expiry and how much of it. */
export function PayCard(props: { wallet: WalletBody; staleAt: string | undefined }) {
  const pay = () => props.wallet.pay;
  // Six digits or more are set one size down, so that they stay inside the card.
  const size = () => (props.wallet.spendableYen > 99_999 ? "m" : "l");
  return (
    <A class={styles.pay} href={`/wallet/pays/${pay().programmeId}`} data-face={dress(pay().face)}>
      <FacePicture face={pay().face} />
      <div class={`face ${styles.top}`} classList={{ "face--frozen": props.wallet.frozen }}>
        <div class="row row--apart">
          <span class={styles.name}>
            {pay().payName}
            <small>{pay().programmeName}</small>
          </span>
          <Emblem face={pay().face} />
        </div>
        <span class={styles.sum}>
          <Yen
            amount={props.wallet.spendableYen}
            unit={pay().unitWord}
            size={size()}
            staleAt={props.staleAt}
          />
        </span>
      </div>
      <div class={styles.due}>
        <Icon name={props.wallet.frozen ? "lock" : "clock"} />
        <span class="list__main">
          <Show when={props.wallet.frozen}>
            <span class="strong">{t("frozenNext")}</span>
          </Show>
          <Show
            when={!props.wallet.frozen && props.wallet.earliest}
            fallback={<Show when={!props.wallet.frozen}>{t("noBalance")}</Show>}
          >
            {(earliest) => (
              <>
                <span class="row row--apart">
                  <span>{t("earliestExpiry")}</span>
                  <TimeLeft expiresOn={earliest().expiresOn} />
                </span>
                <Expiry class="strong" expiresOn={earliest().expiresOn} />
                <br />
                {t("ofThis", { amount: moneyText(earliest().amountYen, pay().unitWord, locale()) })}
              </>
            )}
          </Show>
        </span>
      </div>
    </A>
  );
}

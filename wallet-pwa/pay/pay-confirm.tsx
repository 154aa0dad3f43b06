import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { InspectPaymentReply } from "../../schema/api/payments.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { problemWords } from "../../web/shared/i18n/problem-words.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { amountSize } from "../frame/amount-size.ts";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { t as finger } from "../passkeys/words.ts";
import { whyNotPaying } from "../status/paying-stop.ts";
import type { AmountAdvice } from "./amount-advice.ts";
import styles from "./pay.module.css";
import type { PayChoice, Payment } from "./payment.ts";

/** Whether what stands in the way is the finger, not the money. */
function isAboutFinger(code: string): boolean {
  return code.startsWith("passkey-") || code === "confirmation-needed";
}

/** The last look before the money moves: store, town and amount, one press (S14). */
export function PayConfirm(props: { payment: Payment; found: InspectPaymentReply; onFix: () => void }) {
  const pay = () => (props.payment.choice() as PayChoice).pay;
  const how = () => props.payment.advice() as Extract<AmountAdvice, { kind: "pay" }>;
  const busy = () => props.payment.phase() !== "idle";
  const amount = () => moneyText(how().part, pay().unitWord, locale());
  const held = () => {
    const phase = props.payment.phase();
    if (phase === "checking") return finger("payChecking");
    return phase === "asking" ? t("askingLate") : t("payingHold");
  };
  const lines = () => [
    { label: t("payWith"), value: pay().payName },
    {
      label: t("balanceAfter"),
      value: <Yen amount={how().afterYen} unit={pay().unitWord} size="text" />,
    },
    ...(how().cash > 0
      ? [{ label: t("cashPart"), value: <Yen amount={how().cash} unit="円" size="text" /> }]
      : []),
  ];
  return (
    <Screen
      title={t("confirmTitle")}
      onBack={busy() ? undefined : props.onFix}
      face={pay().face}
      foot={
        <>
          <Button
            tone="face"
            size="l"
            wide
            busy={busy()}
            icon={props.payment.asksFinger() ? "finger" : undefined}
            busyLabel={props.payment.phase() === "checking" ? finger("checking") : t("paying")}
            blockedBecause={busy() ? undefined : whyNotPaying(pay().regionId)}
            onPress={() => void props.payment.pay()}
          >
            {props.payment.asksFinger()
              ? finger("payConfirm", { amount: amount() })
              : t("payButton", { amount: amount() })}
          </Button>
          <span class={busy() ? styles.away : undefined}>
            <Button tone="plain" wide onPress={() => !busy() && props.onFix()}>
              {t("fix")}
            </Button>
          </span>
        </>
      }
    >
      <OfflineNote />
      <Show when={props.payment.refused()}>
        {(code) => (
          <Note tone="danger" announce="alert">
            <p class="strong">{isAboutFinger(code()) ? finger("payNotChecked") : t("notPaidRefused")}</p>
            <p>{problemWords(code()).what}</p>
            <p>{problemWords(code()).next}</p>
            <Show when={isAboutFinger(code())}>
              <A class={buttonClass({})} href="/wallet/passkeys">
                {finger("paySettings")}
              </A>
            </Show>
          </Note>
        )}
      </Show>
      <Show when={busy()}>
        <Note tone={props.payment.phase() === "asking" ? "warn" : "neutral"} icon="clock" announce="polite">
          {held()}
        </Note>
      </Show>
      <p>{t("confirmText")}</p>
      <Show when={props.payment.asksFinger() && !busy()}>
        <p class="row">
          <Icon name="finger" />
          {finger("payAsks")}
        </p>
      </Show>
      <section class={`card ${styles.check}`} aria-label={t("payTo")}>
        <p class={styles.shopName}>{props.found.store.name}</p>
        <p class="quiet row">
          <Icon name="pin" />
          {props.found.store.town}
        </p>
        <p>
          <Yen amount={how().part} unit={pay().unitWord} size={amountSize(how().part, pay().unitWord)} />
        </p>
      </section>
      <section class="card card--tight">
        <Lines lines={lines()} />
      </section>
    </Screen>
  );
}

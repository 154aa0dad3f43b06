import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { InspectChargeReply } from "../../schema/api/charges.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";
import { t as common } from "../../web/shared/i18n/words.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { whyNotPaying } from "../status/paying-stop.ts";
import { chosenPays, walletOf, wallets } from "../wallets/wallets-store.ts";
import styles from "./charge.module.css";
import { ChargeRefusal } from "./charge-refusal.tsx";
import { CouponTicket } from "./coupon-ticket.tsx";

/** What the sheet holds and where it goes, with the one button; or why it can't be charged. */
export function ChargeConfirm(props: {
  found: InspectChargeReply;
  phase: "idle" | "sending" | "asking";
  refused: ProblemCode | ClientCode | null;
  onCharge: () => void;
  onAgain: () => void;
}) {
  const coupon = () => props.found.coupon;
  const target = () => props.found.target;
  const verdict = () => (props.found.verdict.ok ? null : props.found.verdict.code);
  const amount = () => moneyText(props.found.chargeYen, target().pay.unitWord, locale());
  /** The sheet belongs to a Pay that is not on this home screen yet. */
  const newPay = () => {
    const id = target().pay.programmeId;
    const others = (wallets()?.length ?? 0) + chosenPays().length > 0;
    return others && !walletOf(id) && !chosenPays().some((one) => one.programmeId === id);
  };
  return (
    <Screen
      title={t("chargeTitle")}
      backTo="/wallet/"
      tight
      face={coupon().pay.face}
      foot={
        <Show
          when={!verdict()}
          fallback={
            <A class={buttonClass({ wide: true, size: "l" })} href="/wallet/scan">
              {t("scanAgain")}
            </A>
          }
        >
          <Button
            tone="face"
            size="l"
            wide
            busy={props.phase !== "idle"}
            busyLabel={t("charging")}
            blockedBecause={whyNotPaying(target().pay.regionId)}
            onPress={() => props.onCharge()}
          >
            {t("chargeButton", { amount: amount() })}
          </Button>
          <A class={buttonClass({ tone: "plain", wide: true })} href="/wallet/">
            {common("cancel")}
          </A>
        </Show>
      }
    >
      <OfflineNote />
      <Show when={verdict()} fallback={<p>{t("couponRead")}</p>}>
        {(code) => <ChargeRefusal coupon={coupon()} code={code()} />}
      </Show>
      <Show when={props.phase === "asking"}>
        <Note tone="warn" icon="clock" announce="polite">
          {t("askingLate")}
        </Note>
      </Show>
      <Show when={props.refused}>
        {(code) => (
          <>
            <Note tone="danger" announce="alert">
              <p class="strong">{t("chargeNotDone")}</p>
            </Note>
            <ProblemNote code={code()} onRetry={() => props.onAgain()} />
          </>
        )}
      </Show>
      <CouponTicket
        coupon={coupon()}
        label={t("couponReadLabel")}
        second={t("issuedBy", { issuer: coupon().issuerName })}
        sumLabel={t("chargeAmount")}
        sumYen={props.found.chargeYen}
      />
      <Show when={!verdict()}>
        <div class={styles.flow}>
          <Icon name="down" />
        </div>
        <section class={`card card--tight ${styles.into}`} aria-label={t("chargeInto")}>
          <Emblem face={target().pay.face} />
          <div class="list__main">
            <p class="strong">{target().pay.payName}</p>
            <p class={`row ${styles.sum}`}>
              <span class="quiet">{moneyText(target().balanceYen, target().pay.unitWord, locale())}</span>
              <Icon name="right" />
              <span class="hidden-text">{t("afterCharge")}</span>
              <Yen amount={target().balanceYen + props.found.chargeYen} unit={target().pay.unitWord} />
            </p>
          </div>
        </section>
        <Show when={newPay()}>
          <Note icon="swap">{t("otherPay", { pay: target().pay.payName })}</Note>
        </Show>
        <Note>{t("paperEnds")}</Note>
      </Show>
    </Screen>
  );
}

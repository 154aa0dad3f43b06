import { Show } from "solid-js";
import { couponLeftYen } from "../../shared/client/coupon-left.ts";
import { Expiry } from "../../shared/components/date-time.tsx";
import { FaceHead } from "../../shared/components/face.tsx";
import { Lines, Ticket, TicketTear } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { t } from "../words/words.ts";
import styles from "./confirm-page.module.css";
import type { Held } from "./held.ts";

/** The coupon or wallet as a slip: whose money, what is left, what is used now, and until when a sheet is good. */
export function HeldTicket(props: {
  held: Held;
  /** With it, the lines of a payment; without, only what is left. */
  usedYen?: number | undefined;
}) {
  const unit = () => props.held.pay.unitWord;
  const left = () => (
    <Yen
      amount={props.held.sheet ? couponLeftYen(props.held.sheet) : props.held.spendableYen}
      unit={unit()}
    />
  );
  /** Where a coupon has several expiries, the earliest goes first (PAY-1) and is worth saying. */
  const first = () => {
    const live = props.held.sheet?.lots.filter((lot) => !lot.expired && lot.remainingYen > 0) ?? [];
    return live.length > 1 ? live.reduce((a, b) => (b.expiresOn < a.expiresOn ? b : a)) : undefined;
  };
  return (
    <Ticket class={styles.ticket}>
      <FaceHead
        face={props.held.pay.face}
        name={`${props.held.pay.payName}　${props.held.pay.programmeName}`}
        second={props.held.sheet ? t("paperCoupon", { end: props.held.sheet.codeEnd }) : t("shownCode")}
        frozen={props.held.frozen}
        class={styles.ticketHead}
      />
      <div class={styles.ticketMain}>
        <Show
          when={props.usedYen !== undefined}
          fallback={
            <Lines
              class={styles.big}
              lines={[{ label: props.held.sheet ? t("couponLeft") : t("walletLeft"), value: left() }]}
            />
          }
        >
          <Lines
            class={styles.big}
            lines={[
              { label: props.held.sheet ? t("couponLeft") : t("walletLeft"), value: left() },
              {
                label: t("usedNow"),
                value: (
                  <span aria-live="polite">
                    <Yen
                      amount={props.usedYen ?? 0}
                      unit={unit()}
                      size="xl"
                      class={(props.usedYen ?? 0) > 99_999 ? styles.long : undefined}
                    />
                  </span>
                ),
              },
              {
                label: t("leftAfter"),
                value: <Yen amount={props.held.spendableYen - (props.usedYen ?? 0)} unit={unit()} />,
                sum: true,
              },
            ]}
          />
        </Show>
      </div>
      <Show when={props.held.sheet}>
        {(sheet) => (
          <>
            <TicketTear />
            <div class={`row row--apart ${styles.expiry}`}>
              <span class="quiet row" style={{ gap: "var(--s2)" }}>
                <Icon name="clock" />
                {t("goodUntil")}
              </span>
              <Expiry expiresOn={first()?.expiresOn ?? sheet().expiresOn} class="strong" />
              <Show when={first()}>
                {(lot) => (
                  <span class="small quiet">
                    {t("lotsDiffer", { amount: moneyText(lot().remainingYen, unit(), locale()) })}
                  </span>
                )}
              </Show>
            </div>
          </>
        )}
      </Show>
    </Ticket>
  );
}

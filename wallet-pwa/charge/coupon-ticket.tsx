import { type JSX, Show } from "solid-js";
import type { CouponViewBody } from "../../schema/api/coupons.ts";
import { Day, Expiry } from "../../web/shared/components/date-time.tsx";
import { Lines, Ticket, TicketPart, TicketTear } from "../../web/shared/components/ticket.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { dress } from "../../web/shared/icons/dress.ts";
import { Emblem } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import styles from "./charge.module.css";

/** A paper coupon on the screen: its Pay, face value, what was used, and the amount that matters here. */
export function CouponTicket(props: {
  coupon: CouponViewBody;
  label: string;
  /** Under the name: who issued it, or the end of its number. */
  second: JSX.Element;
  /** What the last amount is called, and the amount. */
  sumLabel: string;
  sumYen: number;
  badge?: JSX.Element | undefined;
}) {
  const unit = () => props.coupon.pay.unitWord;
  const lines = () => [
    { label: t("couponFace"), value: <Yen amount={props.coupon.faceYen} unit={unit()} size="text" /> },
    ...(props.coupon.paidYen > 0
      ? [
          {
            label: t("couponUsed"),
            value: <Yen amount={-props.coupon.paidYen} unit={unit()} size="text" />,
          },
        ]
      : []),
    {
      label: <span class={`strong ${styles.strongLabel}`}>{props.sumLabel}</span>,
      value: <Yen amount={props.sumYen} unit={unit()} size="m" />,
      sum: true,
    },
  ];
  return (
    <Ticket label={props.label}>
      <div class={`face row row--apart ${styles.top}`} data-face={dress(props.coupon.pay.face)}>
        <span>
          <span class={`strong ${styles.topName}`}>{props.coupon.pay.programmeName}</span>
          <br />
          <span class="small">{props.second}</span>
        </span>
        <Emblem face={props.coupon.pay.face} />
      </div>
      <TicketPart>
        {props.badge}
        <Lines lines={lines()} />
      </TicketPart>
      <TicketTear />
      <TicketPart class={`row ${styles.until}`}>
        <Icon name="clock" />
        <p>
          <Show when={props.coupon.notBeforeOn}>
            {(from) => (
              <>
                <span class="quiet">{t("validFrom")}</span>
                <br />
                <Day class="strong" date={from()} />
                <br />
              </>
            )}
          </Show>
          <span class="quiet">{t("expiry")}</span>
          <br />
          <Expiry class="strong" expiresOn={props.coupon.expiresOn} />
        </p>
      </TicketPart>
    </Ticket>
  );
}

import { A } from "@solidjs/router";
import { Show } from "solid-js";
import type { HolderReply } from "../../../schema/api/holders.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { Day, Expiry } from "../../shared/components/date-time.tsx";
import { FaceHead } from "../../shared/components/face.tsx";
import { Lines, Ticket, TicketPart, TicketTear } from "../../shared/components/ticket.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { HolderBadge } from "./holder-badge.tsx";
import type { HolderState } from "./holder-state.ts";
import styles from "./holders.module.css";
import { LotLines } from "./lot-lines.tsx";
import { StayFacts } from "./stay-facts.tsx";
import { t } from "./words.ts";

/** The coupon as it would lie on the table: what is left, until when, and where it comes from. */
export function CouponCard(props: {
  reply: Extract<HolderReply, { kind: "coupon" }>;
  holder: HolderState;
  onShown: () => void;
}) {
  const coupon = () => props.reply.coupon;
  const unit = () => coupon().pay.unitWord;
  const facts = () => [
    { label: t("face"), value: <Yen amount={coupon().faceYen} unit={unit()} size="text" /> },
    { label: t("used"), value: <Yen amount={coupon().paidYen} unit={unit()} size="text" /> },
    { label: t("serial"), value: String(props.reply.serial) },
    ...(coupon().codeEnd ? [{ label: t("codeEnd"), value: coupon().codeEnd }] : []),
    { label: t("issuedBy"), value: props.reply.issue.branchName },
    { label: t("issuedOn"), value: <Day date={businessDate(props.reply.issue.createdAtMs)} /> },
    ...(coupon().chargedInto ? [{ label: t("intoPay"), value: coupon().chargedInto }] : []),
  ];
  return (
    <Ticket label={t("coupon")}>
      <FaceHead face={coupon().pay.face} name={coupon().pay.programmeName} frozen={props.holder.frozen}>
        <p class={styles.balance}>
          {t("balanceNow")}
          <br />
          <Yen amount={coupon().spendableYen} unit={unit()} size="l" />
        </p>
      </FaceHead>
      <TicketPart>
        <p>
          <HolderBadge holder={props.holder} />
        </p>
        <p class="quiet">{t("useBy")}</p>
        <p class="strong">
          <Expiry expiresOn={coupon().expiresOn} />
        </p>
        <LotLines lots={coupon().lots} unit={unit()} />
      </TicketPart>
      <TicketTear />
      <TicketPart>
        <Lines lines={facts()} class={styles.facts} />
        <StayFacts couponId={props.reply.couponId} stay={props.reply.issue.stay} onShown={props.onShown} />
        <Show when={props.reply.issue.printable}>
          <div class={styles.stay}>
            <A class={buttonClass({ wide: true })} href={`/issues/${props.reply.issueId}/sheets`}>
              <Icon name="print" />
              {t("printSheet")}
            </A>
          </div>
        </Show>
      </TicketPart>
    </Ticket>
  );
}

import { Show } from "solid-js";
import type { TimelineRow } from "../../../schema/api/holders.ts";
import type { ProblemCode } from "../../../schema/errors.ts";
import { Button } from "../../shared/components/button.tsx";
import { TimeOfDay } from "../../shared/components/date-time.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { dayText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { problemWords } from "../../shared/i18n/problem-words.ts";
import { may } from "../session/membership.ts";
import styles from "./holders.module.css";
import { t } from "./words.ts";

/** What a line of the story is called; a payment says which way it was made. */
function kindWord(row: TimelineRow, holder: "coupon" | "wallet"): string {
  switch (row.kind) {
    case "issued":
      return t("kIssued");
    case "handed-over":
      return t("kHandedOver");
    case "payment":
      return t(holder === "coupon" ? "kPaymentPaper" : "kPaymentApp");
    case "void":
      return t("kVoid");
    case "refund":
      return t("kRefund");
    case "charge":
      return t("kCharge");
    case "charge-returned":
      return t("kChargeReturned");
    case "charge-arrived":
      return t("kChargeArrived");
    case "grant":
      return t("kGrant");
    case "cancel":
      return t("kCancel");
    case "replace":
      return t("kReplace");
    case "extend":
      return t("kExtend");
    case "freeze":
      return t("kFreeze");
    case "unfreeze":
      return t("kUnfreeze");
    case "refused":
      return t("kRefused");
    case "look-up":
      return t("kLookUp");
    case "stay-read":
      return t("kStayRead");
  }
}

/** The small print of a line, in the order in which it is asked for. */
function details(row: TimelineRow, unit: string): readonly string[] {
  const money = (amount: number) => moneyText(amount, unit, locale());
  return [
    row.kind === "refused" && row.code ? problemWords(row.code as ProblemCode).what : "",
    row.kind === "handed-over" ? t("usableNow") : "",
    row.receiptNumber === null ? "" : t("receiptOf", { number: row.receiptNumber }),
    row.balanceAfterYen === null ? "" : t("leftAfter", { amount: money(row.balanceAfterYen) }),
    row.reversedYen > 0 ? t("cameBack", { amount: money(row.reversedYen) }) : "",
    row.expiredYen > 0 ? t("intoExpired", { amount: money(row.expiredYen) }) : "",
    row.expiresOn === null ? "" : t("untilDay", { day: dayText(row.expiresOn, locale()) }),
    row.couponId === null ? "" : t("fromCoupon", { id: row.couponId.split("-")[1] ?? row.couponId }),
    row.byName ?? "",
    row.reason ?? "",
  ].filter(Boolean);
}

/** One line of a holder's story, with the way to give a payment back. */
export function StoryRow(props: {
  row: TimelineRow;
  holder: "coupon" | "wallet";
  unit: string;
  newest: boolean;
  onRefund: (row: TimelineRow) => void;
}) {
  const refundable = () =>
    props.row.kind === "payment" && -props.row.amountYen > props.row.reversedYen && may("payment.refund");
  return (
    <li class={styles.row} classList={{ timeline__now: props.newest }}>
      <TimeOfDay atMs={props.row.atMs} />
      <span>
        <b>{kindWord(props.row, props.holder)}</b>
        <Show when={props.row.store}>{(store) => <> {store().name}</>}</Show>
        <Show when={details(props.row, props.unit).length > 0}>
          <br />
          <span class={styles.quiet}>{details(props.row, props.unit).join("　")}</span>
        </Show>
        <Show when={refundable()}>
          <br />
          <Button icon="undo" onPress={() => props.onRefund(props.row)}>
            {t("refundThis")}
          </Button>
        </Show>
      </span>
      <Show when={props.row.amountYen !== 0}>
        <Yen amount={props.row.amountYen} unit={props.unit} size="text" signed />
      </Show>
    </li>
  );
}

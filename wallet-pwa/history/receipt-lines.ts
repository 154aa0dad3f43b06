import type { HistoryDetail, HistoryRow } from "../../schema/api/history.ts";
import { dayText, momentText } from "../../web/shared/i18n/date-text.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { t as wallet } from "../i18n/words.ts";
import { partyOf, ROW_WORDS } from "./line-words.ts";
import { t } from "./words.ts";

/** One line of a statement: the same on the screen, on paper and in a message. */
export interface ReceiptLine {
  readonly label: string;
  readonly value: string;
  /** Where it is an amount that was moved: signed. */
  readonly amountYen?: number;
  /** The amount it is all about. */
  readonly sum?: boolean;
}

const moment = (atMs: number, seconds = false): string => {
  const { day, time } = momentText(atMs, locale(), seconds);
  return `${day} ${time}`;
};

/** Everything about one operation but whom it was with, line by line, in the language of the screen (HIS-2). */
export function receiptLines(detail: HistoryDetail): readonly ReceiptLine[] {
  const { row, pay, shop } = detail;
  const money = (amountYen: number) => moneyText(amountYen, pay.unitWord, locale());
  const moved = (label: string, amountYen: number): ReceiptLine => ({
    label,
    value: `${amountYen > 0 ? "+" : ""}${money(amountYen)}`,
    amountYen,
  });
  const line = (label: string, value: string | null | undefined): ReceiptLine[] =>
    value ? [{ label, value }] : [];
  return [
    { label: wallet("kind"), value: wallet(ROW_WORDS[row.kind].word) },
    { label: wallet("when"), value: moment(row.atMs, true) },
    ...line(wallet("town"), row.store?.town),
    ...line(t("address"), shop?.address),
    ...line(t("phone"), shop?.phone),
    ...line(t("shop"), shop?.organisation),
    ...line(t("till"), detail.tillNumber === null ? null : String(detail.tillNumber)),
    ...(row.amountYen === 0 ? [] : [{ ...moved(wallet("amount"), row.amountYen), sum: true }]),
    ...partLines(detail.parts, moved),
    ...(detail.expiredYen > 0 ? line(t("expiredPart"), money(detail.expiredYen)) : []),
    ...detail.reversals.map((back) => moved(t("backOn", { time: moment(back.atMs) }), back.amountYen)),
    ...(detail.payment ? line(t("ofPayment"), paymentText(detail.payment, money)) : []),
    ...(detail.balanceAfterYen === null ? [] : line(t("balanceAfter"), money(detail.balanceAfterYen))),
    ...line(t("pay"), `${pay.payName}（${pay.programmeName}）`),
    ...line(wallet("receiptNumber"), row.receiptNumber ?? detail.payment?.receiptNumber),
    ...line(wallet("operationNumber"), row.operationId),
  ];
}

/** What it was of by expiry; where it is all of one, that one's date. */
function partLines(
  parts: HistoryDetail["parts"],
  moved: (label: string, amountYen: number) => ReceiptLine,
): readonly ReceiptLine[] {
  const [only, ...others] = parts;
  const day = (part: HistoryDetail["parts"][number]) => dayText(part.expiresOn, locale());
  if (only && others.length === 0) return [{ label: t("goodUntil"), value: day(only) }];
  return parts.map((part) => moved(t("partUntil", { day: day(part) }), part.amountYen));
}

function paymentText(payment: HistoryRow, money: (amountYen: number) => string): string {
  return `${moment(payment.atMs)} ${money(-payment.amountYen)}`;
}

/** The statement as a text to send or to keep. */
export function receiptText(detail: HistoryDetail): string {
  const lines = receiptLines(detail).map(({ label, value }) => `${label}: ${value}`);
  return [`${t("title")} ${partyOf(detail.row)}`, ...lines, t("noReceipt")].join("\n");
}

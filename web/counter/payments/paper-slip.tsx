import { Show } from "solid-js";
import { formatDateTime, formatTime } from "../../../schema/calendar.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { useShop } from "../home/shop.tsx";
import { chosenSlipWidth } from "../session/preferences.ts";
import { printed } from "../words/printed.ts";
import styles from "./paper-slip.module.css";

/**
 * The slip as it comes out of a printer; on paper only. Always in Japanese: it is a document. Says that the coupon is
 * a means of payment and no discount, since the shop books the full price (consumption tax).
 */
export function PaperSlip(props: {
  storeName: string;
  town: string;
  payName: string;
  unitWord: string;
  amountYen: number;
  atMs: number;
  receiptNumber: string;
  /** Undefined where the till doesn't know it. */
  leftYen?: number | undefined;
  voided: boolean;
}) {
  const shop = useShop();
  const money = (yen: number) => moneyText(yen, props.unitWord, "ja");
  const when = () => `${formatDateTime(props.atMs, "ja")[0]} ${formatTime(props.atMs, true)}`;
  return (
    <section
      class={chosenSlipWidth() === "58" ? `${styles.slip} ${styles.narrow}` : styles.slip}
      lang="ja"
      aria-hidden="true"
    >
      <p class={styles.title}>{printed.slipTitle}</p>
      <p class={styles.store}>{props.storeName}</p>
      <p>
        {props.town}　{printed.till(shop.till().till.number)}
      </p>
      <Show when={props.voided}>
        <p class={styles.void}>{printed.slipVoided}</p>
      </Show>
      <dl>
        <dt>{printed.slipAt}</dt>
        <dd>{when()}</dd>
        <dt>{printed.slipReceipt}</dt>
        <dd class={styles.number}>{props.receiptNumber}</dd>
        <dt>{printed.slipPay}</dt>
        <dd>{props.payName}</dd>
        <dt>{printed.slipAmount}</dt>
        <dd class={styles.amount}>{money(props.amountYen)}</dd>
        <Show when={props.leftYen !== undefined}>
          <dt>{printed.slipLeft}</dt>
          <dd>{money(props.leftYen ?? 0)}</dd>
        </Show>
      </dl>
      <p class={styles.tax}>{printed.slipPayment}</p>
    </section>
  );
}

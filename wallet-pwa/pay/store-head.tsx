import type { InspectPaymentReply } from "../../schema/api/payments.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import styles from "./pay.module.css";

/** Whom one is about to pay: name and town, to compare with where one stands. */
export function StoreHead(props: { found: InspectPaymentReply }) {
  return (
    <section class={styles.shop} aria-label={t("payTo")}>
      <p class={styles.shopName}>{props.found.store.name}</p>
      <p class={`quiet row ${styles.town}`}>
        <Icon name="pin" />
        <span>
          <span class="nb">{props.found.store.town}</span>{" "}
          <span class="nb">{t("till", { number: String(props.found.tillNumber) })}</span>
        </span>
      </p>
    </section>
  );
}

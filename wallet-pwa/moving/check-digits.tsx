import styles from "./moving.module.css";
import { t } from "./words.ts";

/** Two digits, as large as a phone shows them to somebody who holds another one beside it. */
export function CheckDigits(props: { digits: string }) {
  return (
    <p class={`card ${styles.check}`}>
      <span class="quiet">{t("check")}</span>
      <b>{props.digits}</b>
    </p>
  );
}

import { Show } from "solid-js";
import type { IssueBody, SheetBody } from "../../../schema/api/issues.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { RECEIPT_EN, RECEIPT_JA } from "../../../schema/receipt-words.ts";
import { dayText, expiryText } from "../../shared/i18n/date-text.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { organisationLine } from "../session/organisation-line.ts";
import styles from "./receipt-sheet.module.css";

/**
 * The receipt (受領書) that a guest signs for one coupon (ISS-10), 105 × 148 mm: what was handed out, by whom, and room for
 * date and name. No code and no QR stands on it: it stays in the lodging's files.
 */
export function ReceiptSheet(props: { issue: IssueBody; sheet: SheetBody }) {
  const issue = () => props.issue;
  return (
    <article class={styles.receipt} lang="ja" aria-label={RECEIPT_JA.title}>
      <h2 class={styles.title}>
        {RECEIPT_JA.title} <span lang="en">{RECEIPT_EN.title}</span>
      </h2>
      <p class={styles.pay}>{issue().pay.programmeName}</p>
      <dl class={styles.facts}>
        <dt>{RECEIPT_JA.amount}</dt>
        <dd class={styles.amount}>{moneyText(props.sheet.faceYen, issue().pay.unitWord, "ja")}</dd>
        <dt>{RECEIPT_JA.coupon}</dt>
        <dd>{props.sheet.serial}</dd>
        <dt>{RECEIPT_JA.useBy}</dt>
        <dd>{expiryText(props.sheet.expiresOn, "ja").day}</dd>
        <Show when={issue().stay?.reference}>
          {(reference) => (
            <>
              <dt>{RECEIPT_JA.reference}</dt>
              <dd>{reference()}</dd>
            </>
          )}
        </Show>
        <dt>{RECEIPT_JA.issuer}</dt>
        <dd>{organisationLine(issue().issuerName, issue().branchName)}</dd>
        <dt>{RECEIPT_JA.issuedOn}</dt>
        <dd>{dayText(businessDate(issue().createdAtMs), "ja")}</dd>
      </dl>
      <p class={styles.words}>
        {RECEIPT_JA.received}
        <br />
        <span lang="en">{RECEIPT_EN.received}</span>
      </p>
      <div class={styles.line}>
        <span>
          {RECEIPT_JA.day} <span lang="en">{RECEIPT_EN.day}</span>
        </span>
      </div>
      <div class={`${styles.line} ${styles.sign}`}>
        <span>
          {RECEIPT_JA.sign} <span lang="en">{RECEIPT_EN.sign}</span>
        </span>
      </div>
    </article>
  );
}

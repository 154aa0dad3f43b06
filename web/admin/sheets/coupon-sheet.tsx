import { createMemo, For, Show } from "solid-js";
import type { IssueBody, SheetBody } from "../../../schema/api/issues.ts";
import type { Contact } from "../../../schema/api/regions.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { qrPath } from "../../../schema/qr-path.ts";
import { balanceAddress, SHEET_JA, SHEET_SECOND, SHEET_STEPS } from "../../../schema/sheet-words.ts";
import { Code20 } from "../../shared/components/code20.tsx";
import { Qr } from "../../shared/components/qr.tsx";
import { dayText, expiryText } from "../../shared/i18n/date-text.ts";
import { LANGUAGE_TAGS } from "../../shared/i18n/locale.ts";
import { formatNumber, unitWord } from "../../shared/i18n/numbers.ts";
import { dress } from "../../shared/icons/dress.ts";
import { Emblem } from "../../shared/icons/emblem.tsx";
import styles from "./coupon-sheet.module.css";
import type { Second } from "./second-language.ts";

/** Edge of the code itself, without its quiet zone: 35 mm is the least a worn camera reads at arm's length. */
const QR_MM = 36;
/** Modules of white around the code, drawn by `Qr`. */
const QUIET_MODULES = 4;
/** White above and below the code that the drawing keeps for itself; its quiet zone reaches further, into white. */
const QR_ROOM_MM = 4.4;
/** The column the code stands in; the quiet zone may reach beyond it, into white. */
const QR_COLUMN_MM = 41;

/** One coupon sheet (QR取得台紙), 105 × 148 mm, black on white with one band of colour, in one language or two (PRN-3). */
export function CouponSheet(props: {
  issue: Pick<IssueBody, "pay" | "issuerName" | "createdAtMs">;
  sheet: SheetBody;
  contact: Contact | null;
  second: Second;
}) {
  const pay = () => props.issue.pay;
  const expiry = () => expiryText(props.sheet.expiresOn, "ja");
  const qrBox = createMemo(() => {
    const { size } = qrPath(props.sheet.qrText, "M");
    const edge = (QR_MM * (size + 2 * QUIET_MODULES)) / size;
    return {
      width: `${edge}mm`,
      margin: `${QR_ROOM_MM - (edge - QR_MM) / 2}mm ${(QR_COLUMN_MM - edge) / 2}mm`,
    };
  });
  return (
    <article
      class={styles.coupon}
      data-face={dress(pay().face)}
      aria-label={SHEET_JA.sheetLabel({ serial: String(props.sheet.serial) })}
      lang="ja"
    >
      <header class={`face ${styles.head}`}>
        <div>
          <b>{pay().programmeName}</b>
          {pay().payName}
        </div>
        <Emblem face={pay().face} />
      </header>
      <div class={styles.value}>
        <p>
          {SHEET_JA.amount} <Beside second={props.second} of="amount" />
          <span class="yen">
            {formatNumber(props.sheet.faceYen)}
            <span class="yen__unit">{unitWord(pay().unitWord, "ja")}</span>
          </span>
        </p>
        <p>
          {SHEET_JA.useBy} <Beside second={props.second} of="useBy" />
          <br />
          <b>
            {expiry().day}
            <br />
            {expiry().time} {SHEET_JA.until}
          </b>
        </p>
      </div>
      <div class={styles.use} style={{ "grid-template-columns": `${QR_COLUMN_MM}mm 1fr` }}>
        <div style={qrBox()} data-qr-mm={QR_MM}>
          <Qr text={props.sheet.qrText} label={SHEET_JA.qrLabel} level="M" />
        </div>
        <ol class={styles.how}>
          <For each={SHEET_STEPS}>
            {(step, i) => (
              <li>
                <i>{i() + 1}</i>
                <div>
                  <b>{SHEET_JA[step]}</b>
                  <Beside second={props.second} of={step} />
                </div>
              </li>
            )}
          </For>
        </ol>
      </div>
      <div class={styles.code}>
        {SHEET_JA.codeLabel} <Beside second={props.second} of="codeLabel" />
        <p>
          <Code20 code={props.sheet.code} />
        </p>
      </div>
      <p class={styles.rules}>
        <b>{SHEET_JA.phoneHead}</b>　{SHEET_JA.phone}
        <br />
        <Beside second={props.second} of="phone" />
        <br />
        {SHEET_JA.noChange} <Beside second={props.second} of="rules" />
        <br />
        {SHEET_JA.lost}
      </p>
      <footer class={styles.foot}>
        <p>
          {SHEET_JA.issuer}　{props.issue.issuerName}
          <br />
          {dayText(businessDate(props.issue.createdAtMs), "ja")}
          <br />
          {SHEET_JA.number}　{props.sheet.couponId}
        </p>
        <p>
          <Show when={props.contact}>
            {(known) => (
              <>
                <b>{SHEET_JA.help}</b> <Beside second={props.second} of="help" />
                <b class={styles.phone}>{known().phone}</b>
              </>
            )}
          </Show>
          <b>{SHEET_JA.balanceHead}</b> {SHEET_JA.balance}
          <br />
          <span class={styles.address}>{balanceAddress(props.sheet.qrText)}</span>
          {SHEET_JA.digits}
          <br />
          <Beside second={props.second} of="balance" />
        </p>
      </footer>
    </article>
  );
}

/** A text in the second language, where the sheet has one. */
function Beside(props: { second: Second; of: keyof (typeof SHEET_SECOND)["en"] }) {
  const language = () => (props.second === "none" ? undefined : props.second);
  return (
    <Show when={language()}>
      {(known) => <span lang={LANGUAGE_TAGS[known()]}>{SHEET_SECOND[known()][props.of]}</span>}
    </Show>
  );
}

import { createMemo, For, Show } from "solid-js";
import type { IssueBody, SheetBody } from "../../../schema/api/issues.ts";
import type { Contact } from "../../../schema/api/regions.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { qrPath } from "../../../schema/qr-path.ts";
import { Code20 } from "../../shared/components/code20.tsx";
import { Qr } from "../../shared/components/qr.tsx";
import { dayText, expiryText } from "../../shared/i18n/date-text.ts";
import { formatNumber, unitWord } from "../../shared/i18n/numbers.ts";
import { dress } from "../../shared/icons/dress.ts";
import { Emblem } from "../../shared/icons/emblem.tsx";
import styles from "./coupon-sheet.module.css";
import { SHEET_EN, SHEET_JA } from "./sheet-words.ts";

/** Edge of the code itself, without its quiet zone: 35 mm is the least a worn camera reads at arm's length. */
const QR_MM = 36;
/** Modules of white around the code, drawn by `Qr`. */
const QUIET_MODULES = 4;
/** White above and below the code that the drawing keeps for itself; its quiet zone reaches further, into white. */
const QR_ROOM_MM = 4.4;
/** The column the code stands in; the quiet zone may reach beyond it, into white. */
const QR_COLUMN_MM = 41;

const STEPS = [
  { ja: SHEET_JA.show, en: SHEET_EN.show },
  { ja: SHEET_JA.scan, en: SHEET_EN.scan },
  { ja: SHEET_JA.rest, en: SHEET_EN.rest },
] as const;

/** One coupon sheet (QR取得台紙), 105 × 148 mm, black on white with one band of colour. */
export function CouponSheet(props: {
  issue: Pick<IssueBody, "pay" | "issuerName" | "createdAtMs">;
  sheet: SheetBody;
  contact: Contact | null;
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
          {SHEET_JA.amount} <span lang="en">{SHEET_EN.amount}</span>
          <span class="yen">
            {formatNumber(props.sheet.faceYen)}
            <span class="yen__unit">{unitWord(pay().unitWord, "ja")}</span>
          </span>
        </p>
        <p>
          {SHEET_JA.useBy} <span lang="en">{SHEET_EN.useBy}</span>
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
          <For each={STEPS}>
            {(step, i) => (
              <li>
                <i>{i() + 1}</i>
                <div>
                  <b>{step.ja}</b>
                  <span lang="en">{step.en}</span>
                </div>
              </li>
            )}
          </For>
        </ol>
      </div>
      <div class={styles.code}>
        {SHEET_JA.codeLabel} <span lang="en">{SHEET_EN.codeLabel}</span>
        <p>
          <Code20 code={props.sheet.code} />
        </p>
      </div>
      <p class={styles.rules}>
        <b>{SHEET_JA.phoneHead}</b>　{SHEET_JA.phone}
        <br />
        <span lang="en">{SHEET_EN.phone}</span>
        <br />
        {SHEET_JA.noChange} <span lang="en">{SHEET_EN.rules}</span>
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
                <b>{SHEET_JA.help}</b> <span lang="en">{SHEET_EN.help}</span>
                <b class={styles.phone}>{known().phone}</b>
              </>
            )}
          </Show>
          <b>{SHEET_JA.balanceHead}</b> {SHEET_JA.balance}
          <br />
          <span lang="en">{SHEET_EN.balance}</span>
        </p>
      </footer>
    </article>
  );
}

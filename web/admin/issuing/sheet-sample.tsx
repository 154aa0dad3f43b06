import { Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import { Expiry } from "../../shared/components/date-time.tsx";
import { FaceHead } from "../../shared/components/face.tsx";
import { Qr } from "../../shared/components/qr.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import styles from "./desk-screen.module.css";
import { t } from "./words.ts";

/** What the sheet will look like; its QR holds the word 見本 and opens nothing. */
export function SheetSample(props: { pay: PayFace; amountYen: number; expiresOn: string | null }) {
  return (
    <div class={styles.sheet}>
      <FaceHead face={props.pay.face} name={props.pay.programmeName} second={props.pay.payName} />
      <div class={styles.body}>
        <dl class="row row--apart">
          <div>
            <dt class="small">{t("amount")}</dt>
            <dd>
              <Yen amount={props.amountYen} unit={props.pay.unitWord} size="m" />
            </dd>
          </div>
          <div class={styles.right}>
            <dt class="small">{t("useBy")}</dt>
            <dd class="strong">
              <Show when={props.expiresOn} fallback={t("useByLater")}>
                {(day) => <Expiry expiresOn={day()} />}
              </Show>
            </dd>
          </div>
        </dl>
        <div class={styles.qr} aria-hidden="true">
          <Qr text={t("sampleText")} label={t("sampleText")} />
        </div>
        <p class="small">{t("numberLater")}</p>
      </div>
    </div>
  );
}

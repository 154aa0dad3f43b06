import { For, Show } from "solid-js";
import type { PayFace } from "../../../schema/api/common.ts";
import type { StoreQr } from "../../../schema/api/counter.ts";
import { stickerNumber } from "../../../schema/sticker-number.ts";
import { Qr } from "../../shared/components/qr.tsx";
import { dress } from "../../shared/icons/dress.ts";
import { Emblem } from "../../shared/icons/emblem.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { printed } from "../words/printed.ts";
import { t } from "../words/words.ts";
import styles from "./poster.module.css";

/** The English under the Japanese, on paper whatever the language of the screen. */
const STEPS = [
  { icon: "scan", ja: printed.howScan, en: printed.howScanEn },
  { icon: "keyboard", ja: printed.howAmount, en: printed.howAmountEn },
  { icon: "phone", ja: printed.howShow, en: printed.howShowEn },
] as const satisfies readonly { icon: IconName; ja: string; en: string }[];

/** The store QR sheet: one A4 page, QR 88 mm at level Q, in the Pay's face (README, Print). */
export function Poster(props: { store: StoreQr["store"]; till: StoreQr["tills"][number]; pay: PayFace }) {
  const paper = () => props.store.accepts === "mpm+cpm";
  return (
    <article class={`page page--a4 ${styles.poster}`} lang="ja" data-face={dress(props.pay.face)}>
      <header class={`face ${styles.head}`}>
        <Emblem face={props.pay.face} />
        <div>
          <p class={styles.pay}>{props.pay.payName}</p>
          <p class={styles.accepted}>
            {printed.acceptedHere} <span lang="en">{printed.acceptedHereEn}</span>
          </p>
        </div>
      </header>
      <section class={styles.code}>
        <div class={styles.frame}>
          <svg class={styles.corners} viewBox="-1 -1 114 114" aria-hidden="true">
            <path d="M1 22V7a6 6 0 0 1 6-6h15M90 1h15a6 6 0 0 1 6 6v15M111 90v15a6 6 0 0 1-6 6H90M22 111H7a6 6 0 0 1-6-6V90" />
          </svg>
          <Qr text={props.till.qrText} level="Q" label={t("posterQr")} class={styles.qr} />
        </div>
        <h2>{props.store.name}</h2>
        <p>
          {props.store.town}　{printed.till(props.till.number)}
        </p>
      </section>
      <ol class={styles.how}>
        <For each={STEPS}>
          {(step) => (
            <li>
              <Icon name={step.icon} />
              <b>{step.ja}</b>
              <span lang="en">{step.en}</span>
            </li>
          )}
        </For>
      </ol>
      <footer class={styles.foot}>
        <div class={styles.badges}>
          <Show when={paper()} fallback={<span class="badge badge--off">{printed.paperNot}</span>}>
            <span class="badge badge--face">
              <Icon name="doc" />
              {printed.paperOk}
            </span>
          </Show>
          <span class="badge badge--face">
            <Icon name="phone" />
            {printed.appOk}
          </span>
        </div>
        <p>
          {printed.checkBefore}
          <b>{printed.checkName}</b>
          {printed.checkAfter}
          <br />
          {printed.differs}
        </p>
        <p>{printed.sticker(stickerNumber(props.store.storeId, props.till))}</p>
      </footer>
    </article>
  );
}

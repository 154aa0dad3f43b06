import { createEffect, onCleanup, onMount, Show } from "solid-js";
import { Button } from "../../web/shared/components/button.tsx";
import { Countdown, createNow } from "../../web/shared/components/countdown.tsx";
import { Digits } from "../../web/shared/components/digits.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { momentText } from "../../web/shared/i18n/date-text.ts";
import { locale, readsJapanese } from "../../web/shared/i18n/locale.ts";
import { dress } from "../../web/shared/icons/dress.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { amountSize } from "../frame/amount-size.ts";
import { stayAwake } from "../frame/stay-awake.ts";
import { ja } from "../i18n/ja.ts";
import { t } from "../i18n/words.ts";
import styles from "./paid.module.css";
import { LIVE_MS, type Paid } from "./paid-store.ts";
import { Seal } from "./seal.tsx";

/** The done screen a clerk must trust: server's clock, emptying ring, running edge, a seal that answers (S14). */
export function LiveScreen(props: { paid: Paid; onClose: () => void }) {
  const now = createNow();
  let title: HTMLHeadingElement | undefined;
  const clock = () => momentText(now(), locale(), true);
  const beat = () => Math.floor(now() / 1000) % 2;
  const receipt = () => props.paid.receipt;
  createEffect(() => {
    document.title = `${t("paidTitle")}｜Tegata`;
  });
  onMount(() => {
    title?.focus({ preventScroll: true });
    scrollTo(0, 0);
    onCleanup(stayAwake());
  });
  return (
    <main class={styles.live} data-face={dress(props.paid.pay.face)} data-day={props.paid.proof.colour}>
      <div class={styles.edge} data-beat={beat()}>
        <span class={styles.edgeName}>{props.paid.pay.payName}</span>
      </div>
      <div class={styles.body}>
        <div>
          <h1 class={styles.state} ref={title} tabindex="-1">
            <Icon name="done" />
            {t("paidTitle")}
          </h1>
          <ForClerk word={ja.paidTitle} />
          <p>{t("showStore")}</p>
        </div>
        <div>
          <p class={styles.big}>{props.paid.store.name}</p>
          <p>
            <Yen
              amount={receipt().amountYen}
              unit={props.paid.pay.unitWord}
              size={amountSize(receipt().amountYen, props.paid.pay.unitWord)}
            />
          </p>
          <p class={styles.date}>{clock().day}</p>
          <p class={styles.big}>
            <time datetime={clock().machine}>{clock().time}</time>
          </p>
        </div>
        <section class={styles.proof} aria-label={t("forStore")}>
          <Countdown
            fromMs={receipt().atMs}
            untilMs={receipt().atMs + LIVE_MS}
            above={t("left")}
            label={t("untilGone")}
            onEnd={() => props.onClose()}
          />
          <dl>
            <div>
              <dt>
                {t("receiptNumber")}
                <ForClerk word={ja.receiptNumber} />
              </dt>
              <dd>
                <Digits value={receipt().receiptNumber} />
              </dd>
            </div>
            <div>
              <dt>
                {t("wordOfDay")}
                <ForClerk word={ja.wordOfDay} />
              </dt>
              <dd lang="ja">{props.paid.proof.word}</dd>
            </div>
            <div>
              <dt>
                {t("colourOfDay")}
                <ForClerk word={ja.colourOfDay} />
              </dt>
              <dd class={styles.colour} lang="ja">
                {props.paid.proof.colour}
              </dd>
            </div>
          </dl>
        </section>
        <Seal face={props.paid.pay.face} />
        <Button size="l" wide onPress={() => props.onClose()}>
          {t("closeChecked")}
        </Button>
      </div>
      <div class={`${styles.edge} ${styles.edgeEnd}`} data-beat={beat()} aria-hidden="true" />
    </main>
  );
}

/** The clerk's own word beside one in the guest's language: they look at a phone that speaks something else. */
function ForClerk(props: { word: string }) {
  return (
    <Show when={!readsJapanese(locale())}>
      <span class={styles.forClerk} lang="ja">
        {props.word}
      </span>
    </Show>
  );
}

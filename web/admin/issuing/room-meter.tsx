import { For, Show } from "solid-js";
import { momentText } from "../../shared/i18n/date-text.ts";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import type { Desk } from "./desk.ts";
import styles from "./desk-screen.module.css";
import type { DeskLimit } from "./issue-form.ts";
import { leftText } from "./limit-words.ts";
import { t } from "./words.ts";

/** What may still be issued under each limit that applies, in yen and in sheets of the amount that is chosen (PAY-6). */
export function RoomMeter(props: { desk: Desk; unit: string; asOfMs: number }) {
  return (
    <section class={styles.room} aria-label={t("leftHeading")}>
      <p class="row row--apart small">
        <span class="strong">{t("leftHeading")}</span>
        <span class="quiet">{t("leftAsOf", { time: momentText(props.asOfMs, locale()).time })}</span>
      </p>
      <ul>
        <For each={props.desk.limits()}>
          {(limit) => (
            <li>
              <p class="small quiet">{t(`left.${limit.kind}`)}</p>
              <p class="num" classList={{ [styles.over as string]: props.desk.sumYen() > limit.leftYen }}>
                {leftText(limit.leftYen, props.desk.eachYen(), props.unit)}
              </p>
              <Show when={limit.ofYen}>
                {(ofYen) => <Bar limit={limit} ofYen={ofYen()} unit={props.unit} />}
              </Show>
            </li>
          )}
        </For>
      </ul>
    </section>
  );
}

/** How much of a cap is left, as a bar. */
function Bar(props: { limit: DeskLimit; ofYen: number; unit: string }) {
  const text = (amount: number) => moneyText(amount, props.unit, locale());
  return (
    <div
      class="meter"
      role="img"
      aria-label={t("leftOf", { left: text(props.limit.leftYen), of: text(props.ofYen) })}
    >
      <span style={{ width: `${Math.min(1, props.limit.leftYen / props.ofYen) * 100}%` }} />
    </div>
  );
}

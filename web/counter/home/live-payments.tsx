import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import type { StorePayment } from "../../../schema/api/counter.ts";
import { businessDate } from "../../../schema/calendar.ts";
import { online } from "../../shared/client/online.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { buttonClass } from "../../shared/components/button.tsx";
import { Pulse } from "../../shared/components/countdown.tsx";
import { TimeOfDay } from "../../shared/components/date-time.tsx";
import { Digits } from "../../shared/components/digits.tsx";
import { Listing } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { locale } from "../../shared/i18n/locale.ts";
import { moneyText } from "../../shared/i18n/numbers.ts";
import { to } from "../frame/addresses.ts";
import { t } from "../words/words.ts";
import { isFresh, latestArrival } from "./arrivals.ts";
import styles from "./home-page.module.css";
import { useShop } from "./shop.tsx";
import { SoundState } from "./sound-state.tsx";

/** As many as a tablet shows without scrolling. */
const ROWS_SHOWN = 6;

/** App payments as they arrive, newest first; the newest is marked and announced. */
export function LivePayments() {
  const shop = useShop();
  const rows = () =>
    shop
      .payments()
      .rows()
      ?.filter((row) => row.kind === "payment" && row.via === "app")
      .slice(0, ROWS_SHOWN);
  const live = () => shop.feed() === "live" && online();
  const announced = () => {
    const payment = latestArrival();
    if (!payment) return "";
    const amount = moneyText(payment.amountYen, payment.unitWord, locale());
    return t("arrivedSaid", { amount, receipt: Array.from(payment.receiptNumber).join(" ") });
  };
  return (
    <section class={`card card--tight ${styles.live}`}>
      <div class="row row--apart">
        <h2 class="card__title">{t("arrived")}</h2>
        <Pulse live={live()} />
      </div>
      <SoundState />
      <p class="hidden-text" role="status">
        {announced()}
      </p>
      <Show when={shop.feed() === "lost" || !online()}>
        <Note tone="warn" icon="offline" announce="polite" class={styles.lost}>
          <p class="strong">{t("feedLost")}</p>
          <p>{t("feedLostCheck")}</p>
        </Note>
      </Show>
      <Listing
        rows={rows()}
        problem={online() || !rows() ? shop.payments().trouble()?.code : undefined}
        onRetry={() => void shop.payments().load()}
        empty={{ text: t("nothingArrived"), icon: "phone" }}
      >
        {() => (
          <>
            <ul class="list">
              <For each={rows()}>{(row) => <LiveRow row={row} />}</For>
            </ul>
            <A class={buttonClass({ tone: "plain", wide: true, class: styles.all })} href={to.payments}>
              {t("seeAll")}
            </A>
          </>
        )}
      </Listing>
    </section>
  );
}

function LiveRow(props: { row: StorePayment }) {
  const voided = () => props.row.reversedYen >= props.row.amountYen;
  const fresh = () => isFresh(props.row.operationId);
  return (
    <li>
      <A
        class={`${styles.row} ${fresh() ? styles.fresh : ""}`}
        href={to.payment(businessDate(props.row.atMs), props.row.operationId)}
      >
        <Digits value={props.row.receiptNumber} label={t("receiptNumber")} />
        <span class={styles.rowMain}>
          <TimeOfDay atMs={props.row.atMs} seconds />
          <Show when={fresh()}>
            <br />
            <Badge tone="face">{t("arrivedNow")}</Badge>
          </Show>
          <Show when={props.row.reversedYen > 0}>
            <br />
            <Badge tone="off">{voided() ? t("voidedState") : t("partlyState")}</Badge>
          </Show>
        </span>
        <Yen
          amount={props.row.amountYen}
          unit={props.row.unitWord}
          size={fresh() ? "m" : "s"}
          gone={voided()}
        />
      </A>
    </li>
  );
}

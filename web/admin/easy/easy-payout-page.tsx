import { For, Show } from "solid-js";
import { buttonClass } from "../../shared/components/button.tsx";
import { Nothing } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { Loaded } from "../client/loaded.tsx";
import { BackHome } from "./back-home.tsx";
import styles from "./easy.module.css";
import { loadPayout } from "./easy-reading.ts";
import { longDay } from "./long-day.ts";
import type { Payout } from "./next-payout.ts";
import { t } from "./words.ts";

/** When money reaches the bank and how much, and the statement that says why. */
export default function EasyPayoutPage() {
  const { load, next } = loadPayout();
  const cameBack = () => load.value()?.rows.some(({ line }) => line.state === "returned") ?? false;
  return (
    <>
      <BackHome title={t("payout")} />
      <p class={styles.text}>{t("payoutText")}</p>
      <Show when={cameBack()}>
        <Note tone="warn" announce="polite">
          {t("payoutReturned")}
        </Note>
      </Show>
      <Loaded load={load} value={load.value()}>
        {() => (
          <Show when={next()} fallback={<Nothing icon="calendar" text={t("payoutNoneText")} />}>
            {(payout) => <One payout={payout()} />}
          </Show>
        )}
      </Loaded>
    </>
  );
}

function One(props: { payout: Payout }) {
  return (
    <>
      <p class={styles.figure}>
        <b class={styles.large}>{t("yen", { yen: formatNumber(props.payout.yen) })}</b>{" "}
        <span class={styles.middle}>
          {t(props.payout.isComing ? "payoutComes" : "payoutCame", { day: longDay(props.payout.payOn) })}
        </span>
      </p>
      <section class="card stack">
        <h2 class="card__title">{t("payoutStores")}</h2>
        <ul class="list">
          <For each={props.payout.statements}>
            {({ closingId, line, to }) => (
              <li class={`list__row ${styles.paper}`}>
                <span class="list__main">{line.storeName}</span>
                <a
                  class={buttonClass({ size: "l" })}
                  href={`/api/statements/${closingId}/${line.storeId}/file?format=pdf`}
                  download=""
                  aria-label={t("payoutPaperOf", { store: line.storeName, day: longDay(to) })}
                >
                  <Icon name="download" />
                  {t("payoutPaper")}
                </a>
              </li>
            )}
          </For>
        </ul>
      </section>
    </>
  );
}

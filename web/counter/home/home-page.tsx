import { A } from "@solidjs/router";
import { For, Match, Show, Switch } from "solid-js";
import { online } from "../../shared/client/online.ts";
import { openOperations } from "../../shared/client/operation-store.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { NoticesStrip } from "../notices/notices-strip.tsx";
import { COUNTER_SCOPE } from "../take/take-store.ts";
import { t } from "../words/words.ts";
import { DayWord } from "./day-word.tsx";
import styles from "./home-page.module.css";
import { LivePayments } from "./live-payments.tsx";
import { useShop } from "./shop.tsx";
import { Totals } from "./totals.tsx";

/** The till's resting place: what to do next on the left, what to compare and what came in on the right. */
export function HomePage() {
  const shop = useShop();
  const open = openOperations(COUNTER_SCOPE);
  return (
    <Frame title={shop.till().store.name}>
      <OfflineNote />
      <For each={open}>
        {(operation) => (
          <Note tone="warn" announce="polite">
            <p class="strong">{t("unresolved")}</p>
            <p>{t("unresolvedNext")}</p>
            <A class={buttonClass({ class: styles.check })} href={to.checking(operation.id)}>
              {t("checkNow")}
            </A>
          </Note>
        )}
      </For>
      <NoticesStrip />
      <div class={styles.cols}>
        <div class={styles.left}>
          <ScanTile />
          <LivePayments />
        </div>
        <div class={styles.right}>
          <DayWord />
          <Totals />
        </div>
      </div>
    </Frame>
  );
}

/** The one action; a store without paper, or one that is suspended, reads why it has none. */
function ScanTile() {
  const shop = useShop();
  return (
    <Switch>
      <Match when={shop.till().store.state === "suspended"}>
        <Note tone="danger">{t("storeSuspended")}</Note>
      </Match>
      <Match when={shop.till().store.accepts === "mpm"}>
        <Note>
          <p class="strong">{t("mpmOnly")}</p>
          <p>{t("mpmOnlyNext")}</p>
          <A class={buttonClass({ icon: "qr", class: styles.check })} href={to.qr}>
            <Icon name="qr" />
            {t("storeQr")}
          </A>
        </Note>
      </Match>
      <Match when={true}>
        <A class={`face ${styles.scan}`} href={to.scan}>
          <Icon name="scan" />
          <span>
            <b>{t("scanCoupon")}</b>
            <Show when={online()} fallback={t("offlineHome")}>
              {t("scanCouponUnder")}
            </Show>
          </span>
        </A>
      </Match>
    </Switch>
  );
}

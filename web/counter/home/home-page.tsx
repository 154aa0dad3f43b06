import { A } from "@solidjs/router";
import { onMount, Show } from "solid-js";
import { easyTill } from "../../shared/client/easy-till.ts";
import { online } from "../../shared/client/online.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import { EasyHome } from "../easy/easy-home.tsx";
import { EasySwitch } from "../easy/easy-switch.tsx";
import { to } from "../frame/addresses.ts";
import { Frame } from "../frame/frame.tsx";
import { endSale } from "../take/take-store.ts";
import { t } from "../words/words.ts";
import { DayWord } from "./day-word.tsx";
import { HomeNotes } from "./home-notes.tsx";
import styles from "./home-page.module.css";
import { LivePayments } from "./live-payments.tsx";
import { ScanPlace } from "./scan-place.tsx";
import { useShop } from "./shop.tsx";
import { Totals } from "./totals.tsx";

/** The till's resting place, in the kind that its clerk has chosen. */
export function HomePage() {
  // Whoever comes back here serves somebody else: no rest of a price waits for the next coupon.
  onMount(endSale);
  return (
    <Show when={easyTill()} fallback={<StandardHome />}>
      <EasyHome />
    </Show>
  );
}

/** What to do next on the left, what to compare and what came in on the right. */
function StandardHome() {
  const shop = useShop();
  return (
    <Frame title={shop.till().store.name}>
      <HomeNotes />
      <div class={styles.cols}>
        <div class={styles.left}>
          <ScanPlace>
            <A class={`face ${styles.scan}`} href={to.scan}>
              <Icon name="scan" />
              <span>
                <b>{t("scanCoupon")}</b>
                <Show when={online()} fallback={t("offlineHome")}>
                  {t("scanCouponUnder")}
                </Show>
              </span>
            </A>
          </ScanPlace>
          <LivePayments />
        </div>
        <div class={styles.right}>
          <DayWord />
          <Totals />
          <EasySwitch />
        </div>
      </div>
    </Frame>
  );
}

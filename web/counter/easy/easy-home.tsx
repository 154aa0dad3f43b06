import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { online } from "../../shared/client/online.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { TimeOfDay } from "../../shared/components/date-time.tsx";
import { OnlineBadge } from "../../shared/components/offline-note.tsx";
import { Yen } from "../../shared/components/yen.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { dress } from "../../shared/icons/dress.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { to } from "../frame/addresses.ts";
import { TermsNote } from "../frame/terms-note.tsx";
import { isFresh } from "../home/arrivals.ts";
import { HomeNotes } from "../home/home-notes.tsx";
import { ScanPlace } from "../home/scan-place.tsx";
import { useShop } from "../home/shop.tsx";
import { LockButton } from "../lock/lock-button.tsx";
import { CASH_UNIT } from "../take/cash-unit.ts";
import { t as counter } from "../words/words.ts";
import { EasyCall } from "./easy-call.tsx";
import styles from "./easy-home.module.css";
import { EasySwitch } from "./easy-switch.tsx";
import { t } from "./words.ts";

/** The till for who is not at home with computers: take a coupon, look whether it was paid, today; somebody to ring (EAS-4). */
export function EasyHome() {
  const shop = useShop();
  return (
    <main class={styles.easy} data-face={dress(shop.onlyPay()?.face)}>
      <header class={styles.head}>
        <h1>{shop.till().store.name}</h1>
        <OnlineBadge />
        <LockButton />
        <Word />
      </header>
      <TermsNote />
      <HomeNotes />
      <nav class={styles.three} aria-label={t("actions")}>
        <ScanPlace>
          <Act
            href={to.scan}
            icon="scan"
            name={counter("scanCoupon")}
            how={online() ? t("scanUnder") : counter("offlineHome")}
            first
          />
        </ScanPlace>
        <Act href={to.arrived} icon="phone" name={t("arrived")} how={<Newest />} fresh={freshArrival()} />
        <Act href={to.payments} icon="coin" name={t("today")} how={<Today />} />
      </nav>
      <footer class={styles.foot}>
        <A class={buttonClass({ size: "l" })} href={to.payments}>
          <Icon name="undo" />
          {t("wrong")}
        </A>
        <EasyCall />
        <EasySwitch />
      </footer>
    </main>
  );

  function freshArrival(): boolean {
    const newest = newestArrival();
    return newest !== undefined && isFresh(newest.operationId);
  }
}

/** One huge action: what it is and, smaller, how it goes or what it would show. */
function Act(props: {
  href: string;
  icon: IconName;
  name: string;
  how: JSX.Element;
  first?: boolean;
  fresh?: boolean;
}) {
  return (
    <A
      class={`${styles.act} ${props.first ? `face ${styles.first}` : ""} ${props.fresh ? styles.fresh : ""}`}
      href={props.href}
    >
      <Icon name={props.icon} />
      <span>
        <b class={styles.name}>{props.name}</b>
        {props.how}
      </span>
    </A>
  );
}

/** The newest payment by app of today; undefined before the list has come, and before the first. */
function newestArrival() {
  return useShop()
    .payments()
    .rows()
    ?.find((row) => row.kind === "payment" && row.via === "app");
}

function Newest() {
  return (
    <Show when={newestArrival()} fallback={t("nothing")}>
      {(row) => (
        <>
          <span class="nb">{t("newest")}</span>{" "}
          <span class="nb strong">
            <TimeOfDay atMs={row().atMs} /> <Yen amount={row().amountYen} unit={row().unitWord} size="text" />
          </span>
        </>
      )}
    </Show>
  );
}

function Today() {
  const shop = useShop();
  return (
    <>
      <Yen amount={shop.summary()?.totalYen} unit={shop.onlyPay()?.unitWord ?? CASH_UNIT} />{" "}
      <Show when={shop.summary()}>
        {(summary) => <span class="nb">{counter("count", { count: formatNumber(summary().count) })}</span>}
      </Show>
    </>
  );
}

/** Word and colour of the day in one line (S14). */
function Word() {
  const shop = useShop();
  return (
    <Show when={shop.day()}>
      {(day) => (
        <p class={styles.word} data-day={day().proof.colour}>
          {counter("dayWord")} <b lang="ja">{day().proof.word}</b>{" "}
          <span class="nb">
            {counter("dayColour")} <b lang="ja">{day().proof.colour}</b>
          </span>
        </p>
      )}
    </Show>
  );
}

import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { Icon } from "../../shared/icons/icon.tsx";
import type { IconName } from "../../shared/icons/icons.ts";
import { membership } from "../session/membership.ts";
import styles from "./easy.module.css";
import { callCentre } from "./easy-call.ts";
import { loadMonth, loadPayout, loadToday } from "./easy-reading.ts";
import { EasySwitch } from "./easy-switch.tsx";
import { longDay } from "./long-day.ts";
import { t } from "./words.ts";

/** Three actions and the way back to the usual office; each action says at once what it would show. */
export function EasyHome() {
  const today = loadToday();
  const month = loadMonth();
  const payout = loadPayout();
  const contact = callCentre();
  return (
    <>
      <header class={styles.head}>
        <h1>{membership()?.organisationName}</h1>
      </header>
      <nav class={styles.three} aria-label={t("actions")}>
        <Act href="/easy/sales" icon="coin" name={t("sales")} first>
          <Sum label={t("salesToday")} yen={today.value()?.total.netYen} />
          <Sum label={t("salesMonth")} yen={month.value()?.total.netYen} />
        </Act>
        <Act href="/easy/payout" icon="calendar" name={t("payout")}>
          <Show when={payout.load.value()}>
            <Show when={payout.next()} fallback={t("payoutNone")}>
              {(next) => (
                <>
                  <b class="nb">{t("yen", { yen: formatNumber(next().yen) })}</b>{" "}
                  <span class="nb">
                    {t(next().isComing ? "payoutComes" : "payoutCame", { day: longDay(next().payOn) })}
                  </span>
                </>
              )}
            </Show>
          </Show>
        </Act>
        <Show
          when={contact()}
          fallback={
            <div class={styles.act}>
              <Icon name="call" />
              <span>
                <b class={styles.name}>{t("call")}</b>
                {t("callNone")}
              </span>
            </div>
          }
        >
          {(known) => (
            <a class={styles.act} href={`tel:${known().phone.replaceAll("-", "")}`}>
              <Icon name="call" />
              <span>
                <b class={styles.name}>{t("call")}</b>
                <span class="nb">{known().phone}</span> <span>{known().hours}</span>
              </span>
            </a>
          )}
        </Show>
      </nav>
      <footer class={styles.foot}>
        <EasySwitch />
        <LanguageChooser />
        <Show when={staffSession.me()?.capabilities.includes("counter.use")}>
          <a class={buttonClass({ tone: "plain" })} href="/counter/">
            <Icon name="shop" />
            {t("toTill")}
          </a>
        </Show>
        <Button tone="plain" icon="signout" onPress={() => void staffSession.signOut()}>
          {t("signOut")}
        </Button>
      </footer>
    </>
  );
}

function Act(props: { href: string; icon: IconName; name: string; first?: boolean; children: JSX.Element }) {
  return (
    <A class={`${styles.act} ${props.first ? styles.first : ""}`} href={props.href}>
      <Icon name={props.icon} />
      <span>
        <b class={styles.name}>{props.name}</b>
        {props.children}
      </span>
    </A>
  );
}

/** A sum beside its name; while it is on its way nothing, and never 0. */
function Sum(props: { label: string; yen: number | undefined }) {
  return (
    <span class={styles.sum}>
      {props.label}{" "}
      <Show when={props.yen !== undefined}>
        <b class="nb">{t("yen", { yen: formatNumber(props.yen ?? 0) })}</b>
      </Show>
    </span>
  );
}

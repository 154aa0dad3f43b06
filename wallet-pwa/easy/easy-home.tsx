import { A } from "@solidjs/router";
import { type JSX, Show } from "solid-js";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Expiry } from "../../web/shared/components/date-time.tsx";
import { SelectField } from "../../web/shared/components/field.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { dress } from "../../web/shared/icons/dress.ts";
import { Brand } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import type { IconName } from "../../web/shared/icons/icons.ts";
import { amountSize } from "../frame/amount-size.ts";
import { Screen } from "../frame/screen.tsx";
import { t as wallet } from "../i18n/words.ts";
import { NoticesBell } from "../notices/notices-bell.tsx";
import { HomeNotes } from "../wallets/home-notes.tsx";
import { SettingsLink } from "../wallets/settings-link.tsx";
import { balanceFrom, chosenPays, wallets } from "../wallets/wallets-store.ts";
import styles from "./easy.module.css";
import { EasyCall } from "./easy-call.tsx";
import { chooseEasyPay, easyPay } from "./easy-pay.ts";
import { EasySwitch } from "./easy-switch.tsx";
import { t } from "./words.ts";

/** The home of the easy mode: pay, show my code, balance and history; and somebody to ring (EAS-2). */
export default function EasyHome() {
  return (
    <Screen
      title={wallet("home")}
      head={<Brand />}
      tools={
        <>
          <NoticesBell />
          <SettingsLink />
        </>
      }
      tight
      foot={
        <>
          <EasyCall pay={easyPay()?.pay ?? chosenPays()[0]} />
          <EasySwitch />
        </>
      }
    >
      <HomeNotes />
      <WhichPay />
      <nav class={styles.acts} aria-label={t("actions")}>
        <Act href="/wallet/scan" icon="scan" name={t("pay")} how={t("payHow")} first />
        <Show when={easyPay()}>
          {(one) => (
            <>
              <Act
                href={`/wallet/code/${one().pay.programmeId}`}
                icon="qr"
                name={t("code")}
                how={t("codeHow")}
              />
              <Act
                href={`/wallet/history?pay=${one().pay.programmeId}`}
                icon="coin"
                name={t("money")}
                face={dress(one().pay.face)}
                how={<Money />}
              />
            </>
          )}
        </Show>
      </nav>
      <Show when={wallets()?.length === 0}>
        <p>{wallet("noPays")}</p>
        <A class={buttonClass({ size: "l", wide: true })} href="/wallet/choose">
          {wallet("choosePay")}
        </A>
      </Show>
    </Screen>
  );
}

/** One huge action: what it is and, smaller, how it goes. */
function Act(props: {
  href: string;
  icon: IconName;
  name: string;
  how: JSX.Element;
  first?: boolean;
  face?: string | undefined;
}) {
  return (
    <A class={`${styles.act} ${props.first ? styles.first : ""}`} href={props.href} data-face={props.face}>
      <Icon name={props.icon} />
      <span class="list__main">
        <b class={styles.name}>{props.name}</b>
        {props.how}
      </span>
    </A>
  );
}

/** What is there, of which Pay, and until when the first of it is good. */
function Money() {
  return (
    <Show when={easyPay()}>
      {(one) => (
        <>
          <span class={styles.line}>{one().pay.payName}</span>
          <Yen
            amount={one().spendableYen}
            unit={one().pay.unitWord}
            size={amountSize(one().spendableYen, one().pay.unitWord) === "m" ? "s" : "m"}
            staleAt={balanceFrom()}
          />
          <Show when={one().frozen}>
            <span class={`strong ${styles.line}`}>{wallet("frozenNext")}</span>
          </Show>
          <Show when={!one().frozen && one().earliest}>
            {(earliest) => (
              <span class={styles.line}>
                {earliest().amountYen === one().spendableYen
                  ? wallet("expiryIs")
                  : t("until", { amount: moneyText(earliest().amountYen, one().pay.unitWord, locale()) })}
                <br />
                <Expiry class="strong" expiresOn={earliest().expiresOn} />
              </span>
            )}
          </Show>
        </>
      )}
    </Show>
  );
}

/** Asked only of who has several Pays. */
function WhichPay() {
  return (
    <Show when={(wallets()?.length ?? 0) > 1}>
      <SelectField
        label={t("which")}
        value={easyPay()?.pay.programmeId as string}
        options={
          wallets()?.map(({ pay }) => ({ value: pay.programmeId as string, label: pay.payName })) ?? []
        }
        onChange={chooseEasyPay}
      />
    </Show>
  );
}

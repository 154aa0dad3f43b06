import { A } from "@solidjs/router";
import { For, Show } from "solid-js";
import { online } from "../../web/shared/client/online.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { GreyRows, Nothing } from "../../web/shared/components/list-states.tsx";
import { Brand } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as code } from "../code/words.ts";
import { EasySwitch } from "../easy/easy-switch.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { NoticesBell } from "../notices/notices-bell.tsx";
import { HomeNotes } from "./home-notes.tsx";
import { PayCard } from "./pay-card.tsx";
import { PayRow } from "./pay-row.tsx";
import { SettingsLink } from "./settings-link.tsx";
import styles from "./wallets.module.css";
import { balanceFrom, chosenPays, wallets, walletsTrouble } from "./wallets-store.ts";

/** The first screen: the Pays, and the one action of the wallet. */
export default function Home() {
  const first = () => wallets()?.[0];
  const none = () => wallets()?.length === 0 && chosenPays().length === 0;
  return (
    <Screen
      title={t("home")}
      head={<Brand />}
      tabs
      tools={
        <>
          <NoticesBell />
          <SettingsLink />
        </>
      }
      foot={
        <A
          class={buttonClass({ tone: "primary", size: "xl", wide: true, class: styles.scan })}
          href="/wallet/scan"
        >
          <Icon name="scan" />
          <span>
            {t("scan")}
            <small>{t("scanWhat")}</small>
          </span>
        </A>
      }
    >
      <HomeNotes />
      <Show when={!wallets() && !walletsTrouble() && online()}>
        <div class="card">
          <GreyRows />
        </div>
      </Show>
      <section class="stack" aria-label={t("yourPays")}>
        <Show when={first()}>
          {(wallet) => (
            <>
              <PayCard wallet={wallet()} staleAt={balanceFrom()} />
              <Show when={wallet().spendableYen > 0 && !wallet().frozen}>
                <A class={buttonClass({ wide: true })} href={`/wallet/code/${wallet().pay.programmeId}`}>
                  <Icon name="qr" />
                  {code("show")}
                </A>
              </Show>
            </>
          )}
        </Show>
        <Show when={(wallets()?.length ?? 0) > 1 || chosenPays().length > 0}>
          <ul class={`card list ${styles.others}`}>
            <For each={wallets()?.slice(1)}>{(wallet) => <PayRow pay={wallet.pay} wallet={wallet} />}</For>
            <For each={chosenPays()}>{(pay) => <PayRow pay={pay} />}</For>
          </ul>
        </Show>
      </section>
      <Show
        when={none()}
        fallback={
          <Show when={wallets()}>
            <A class={buttonClass({ tone: "plain", class: styles.link })} href="/wallet/choose">
              <Icon name="plus" />
              {t("addPay")}
            </A>
          </Show>
        }
      >
        <Nothing
          icon="coin"
          text={t("noPays")}
          action={
            <A class={buttonClass({})} href="/wallet/choose">
              {t("choosePay")}
            </A>
          }
        />
      </Show>
      <EasySwitch class={styles.link} />
    </Screen>
  );
}

import { A } from "@solidjs/router";
import { For, onCleanup, onMount, Show } from "solid-js";
import { online } from "../../web/shared/client/online.ts";
import { serverNow } from "../../web/shared/client/server-clock.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { GreyRows, Nothing } from "../../web/shared/components/list-states.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Brand } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as code } from "../code/words.ts";
import { NewsNote } from "../devices/news-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { NoticesBell } from "../notices/notices-bell.tsx";
import { WaitingNumberNote } from "../number/waiting-note.tsx";
import { UnfinishedNotes } from "../operations/unfinished-notes.tsx";
import { ConsentNote } from "../session/consent-note.tsx";
import { UpdateNote } from "../updates/update-note.tsx";
import { PayCard } from "./pay-card.tsx";
import { PayRow } from "./pay-row.tsx";
import { staleTime } from "./stale-time.ts";
import styles from "./wallets.module.css";
import { chosenPays, loadWallets, staleSinceMs, wallets, walletsTrouble } from "./wallets-store.ts";

/** The first screen: the Pays, and the one action of the wallet. */
export default function Home() {
  onMount(() => {
    void loadWallets();
    const again = () => {
      if (!document.hidden) void loadWallets();
    };
    document.addEventListener("visibilitychange", again);
    onCleanup(() => document.removeEventListener("visibilitychange", again));
  });
  const staleAt = () => {
    const since = staleSinceMs();
    return since === undefined ? undefined : staleTime(since, serverNow());
  };
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
          <A class="btn btn--icon" href="/wallet/settings" aria-label={t("settings")}>
            <Icon name="gear" />
          </A>
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
      <UpdateNote />
      <OfflineNote balanceFrom={staleAt()} />
      <Show when={!online()}>
        <p class="quiet">{t("offlinePaying")}</p>
      </Show>
      <UnfinishedNotes />
      <WaitingNumberNote />
      <NewsNote withLink />
      <ConsentNote />
      <Show when={walletsTrouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void loadWallets()} />}
      </Show>
      <Show when={!wallets() && !walletsTrouble() && online()}>
        <div class="card">
          <GreyRows />
        </div>
      </Show>
      <section class="stack" aria-label={t("yourPays")}>
        <Show when={first()}>
          {(wallet) => (
            <>
              <PayCard wallet={wallet()} staleAt={staleAt()} />
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
    </Screen>
  );
}

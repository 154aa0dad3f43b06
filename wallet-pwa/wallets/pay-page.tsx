import { A, useParams } from "@solidjs/router";
import { onMount, Show } from "solid-js";
import { whenBack } from "../../web/shared/client/online.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { FaceHead, FacePicture } from "../../web/shared/components/face.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Yen } from "../../web/shared/components/yen.tsx";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t as code } from "../code/words.ts";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { Lots, liveLots } from "./lots.tsx";
import styles from "./wallets.module.css";
import {
  balanceFrom,
  chosenPays,
  loadWallets,
  refreshWallets,
  walletOf,
  wallets,
  walletsTrouble,
} from "./wallets-store.ts";

/** One Pay: what can be spent, by expiry, and the ways on from here. */
export default function PayPage() {
  const params = useParams<{ programmeId: string }>();
  onMount(() => void loadWallets());
  whenBack(refreshWallets);
  const wallet = () => walletOf(params.programmeId);
  const pay = () => wallet()?.pay ?? chosenPays().find((one) => one.programmeId === params.programmeId);
  const lots = () => liveLots(wallet()?.lots);
  const unitText = (unit: string, step: number) =>
    step === 1
      ? t("payFromOne", { amount: moneyText(1, unit, locale()) })
      : t("payUnit", { amount: moneyText(step, unit, locale()) });
  return (
    <Screen title={pay()?.payName ?? t("yourPays")} backTo="/wallet/">
      <OfflineNote balanceFrom={balanceFrom()} />
      <Show when={walletsTrouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void loadWallets()} />}
      </Show>
      <Show
        when={pay()}
        fallback={
          <Show when={wallets()} fallback={<Waiting />}>
            <ProblemNote code="not-found" />
          </Show>
        }
      >
        {(face) => (
          <>
            <section class="ticket" aria-label={face().payName}>
              <FacePicture face={face().face} />
              <FaceHead
                face={face().face}
                name={face().payName}
                second={face().programmeName}
                frozen={wallet()?.frozen}
              >
                <p class={styles.sum}>
                  <span class="small">{t("usable")}</span>
                  <br />
                  <Yen amount={wallet()?.spendableYen ?? 0} unit={face().unitWord} size="m" />
                </p>
              </FaceHead>
              <div class="ticket__part">
                <p class="quiet">{unitText(face().unitWord, face().unitYen)}</p>
              </div>
            </section>
            <Show when={(wallet()?.spendableYen ?? 0) > 0 && !wallet()?.frozen}>
              <A
                class={buttonClass({ tone: "face", size: "l", wide: true })}
                href={`/wallet/code/${face().programmeId}`}
              >
                <Icon name="qr" />
                {code("show")}
              </A>
            </Show>
            <section class="stack">
              <h2>{t("lotsTitle")}</h2>
              <Show when={lots().length > 0} fallback={<p class="quiet">{t("noBalance")}</p>}>
                <Lots lots={lots()} unit={face().unitWord} />
              </Show>
            </section>
            <A class={buttonClass({ wide: true })} href={`/wallet/history?pay=${face().programmeId}`}>
              <Icon name="history" />
              {t("seeHistory")}
            </A>
            <A class={buttonClass({ wide: true })} href={`/wallet/stores?pay=${face().programmeId}`}>
              <Icon name="shop" />
              {t("seeStores")}
            </A>
            <Show when={wallet()?.asks}>
              <A class={buttonClass({ wide: true })} href={`/wallet/pays/${face().programmeId}/answers`}>
                <Icon name="user" />
                {t("yourAnswers")}
              </A>
            </Show>
            <Show when={face().regionId}>
              {(id) => (
                <A class={buttonClass({ wide: true })} href={`/r/${id()}`}>
                  <Icon name="building" />
                  {t("regionPages", { region: face().regionName })}
                </A>
              )}
            </Show>
          </>
        )}
      </Show>
    </Screen>
  );
}

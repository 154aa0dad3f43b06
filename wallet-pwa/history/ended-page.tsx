import { useParams } from "@solidjs/router";
import { onMount, Show } from "solid-js";
import type { BusinessDate } from "../../schema/calendar.ts";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Lines } from "../../web/shared/components/ticket.tsx";
import { dayText } from "../../web/shared/i18n/date-text.ts";
import { locale } from "../../web/shared/i18n/locale.ts";
import { moneyText } from "../../web/shared/i18n/numbers.ts";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t as wallet } from "../i18n/words.ts";
import { balanceFrom, loadWallets, walletOf, wallets, walletsTrouble } from "../wallets/wallets-store.ts";
import styles from "./history.module.css";
import { expiredSums } from "./history-lines.ts";
import { wayBack } from "./way-back.ts";
import { t } from "./words.ts";

/** What ran out on one day (EXP-1): how much, until when it was good, and that it doesn't come back. */
export default function EndedPage() {
  const params = useParams<{ programmeId: string; date: string }>();
  const back = wayBack(() => params.programmeId);
  onMount(() => void loadWallets());
  const pay = () => walletOf(params.programmeId)?.pay;
  const endedYen = () =>
    expiredSums(walletOf(params.programmeId)?.lots ?? []).get(params.date as BusinessDate);
  const amount = () => moneyText(endedYen() ?? 0, pay()?.unitWord ?? "", locale());
  const day = () => dayText(params.date, locale());
  return (
    <Screen title={wallet("kindExpired")} backTo={back()}>
      <OfflineNote balanceFrom={balanceFrom()} />
      <Show when={walletsTrouble()}>
        {(one) => <ProblemNote code={one().code} onRetry={() => void loadWallets()} />}
      </Show>
      <Show
        when={endedYen()}
        fallback={
          <Show when={wallets()} fallback={<Waiting />}>
            {<p>{t("notFound")}</p>}
          </Show>
        }
      >
        <section class={`card stack ${styles.paper}`}>
          <Lines
            class={styles.facts}
            lines={[
              { label: wallet("kind"), value: wallet("kindExpired") },
              { label: wallet("amount"), value: `−${amount()}`, sum: true },
              { label: wallet("expiryIs"), value: `${day()} 23:59` },
              { label: t("pay"), value: pay()?.payName },
            ]}
          />
          <p>{t("ended", { amount: amount(), day: day() })}</p>
        </section>
      </Show>
    </Screen>
  );
}

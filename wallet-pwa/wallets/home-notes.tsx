import { ErrorBoundary, lazy, onCleanup, onMount, Show, Suspense } from "solid-js";
import { online, whenBack } from "../../web/shared/client/online.ts";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { NewsNote } from "../devices/news-note.tsx";
import { t } from "../i18n/words.ts";
import { hasPaid, keptSubscription } from "../notices/when-to-ask.ts";
import { WaitingNumberNote } from "../number/waiting-note.tsx";
import { UnfinishedNotes } from "../operations/unfinished-notes.tsx";
import { ConsentNote } from "../session/consent-note.tsx";
import { StatusPlace } from "../status/status-place.tsx";
import { UpdateNote } from "../updates/update-note.tsx";
import { balanceFrom, loadWallets, refreshWallets, wallets, walletsTrouble } from "./wallets-store.ts";

const AskNote = lazy(() => import("../notices/ask-note.tsx"));

/** What has to be known before anything else, on whichever home; keeps the balances fresh while it is looked at. */
export function HomeNotes() {
  onMount(() => {
    void loadWallets();
    const again = () => {
      if (!document.hidden) void loadWallets();
    };
    document.addEventListener("visibilitychange", again);
    onCleanup(() => document.removeEventListener("visibilitychange", again));
  });
  whenBack(refreshWallets);
  return (
    <>
      <UpdateNote />
      <OfflineNote balanceFrom={balanceFrom()} />
      <Show when={!online()}>
        <p class="quiet">{t("offlinePaying")}</p>
      </Show>
      <StatusPlace />
      <UnfinishedNotes />
      <WaitingNumberNote />
      <NewsNote withLink />
      <ConsentNote />
      <Show when={online() && wallets() && (hasPaid() || keptSubscription())}>
        {/* A question is never worth more than the balance: it comes after it, or not at all. */}
        <ErrorBoundary fallback={null}>
          <Suspense>
            <AskNote />
          </Suspense>
        </ErrorBoundary>
      </Show>
      <Show when={walletsTrouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void loadWallets()} />}
      </Show>
    </>
  );
}

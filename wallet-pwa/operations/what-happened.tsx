import { A, useNavigate, useParams } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import { online, whenBack } from "../../web/shared/client/online.ts";
import type { Ending } from "../../web/shared/client/operations.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { t } from "../i18n/words.ts";
import { isLive, showPaid } from "../pay/paid-store.ts";
import { OutcomeCard } from "./outcome-card.tsx";
import { outcomeWords } from "./outcome-words.ts";
import { ask, operationById } from "./wallet-operations.ts";

/** What became of an operation whose reply was lost, or to which somebody came back (OPR-5). */
export default function WhatHappened() {
  const params = useParams<{ operationId: string }>();
  const navigate = useNavigate();
  const operation = operationById(params.operationId);
  const [ending, setEnding] = createSignal<Ending<never>>();
  const [busy, setBusy] = createSignal(false);
  const check = async () => {
    if (!operation || busy()) return;
    if (!online()) return void setEnding({ outcome: "unknown", code: "offline" });
    setBusy(true);
    setEnding(await ask(operation));
    setBusy(false);
  };
  onMount(() => void check());
  whenBack(() => {
    const end = ending();
    if (!end || stillOpen(end)) void check();
  });
  const payment = () => {
    const end = ending();
    return end?.outcome === "done" ? end.found?.payment : undefined;
  };
  const live = () => {
    const found = payment();
    return found && isLive(found.receipt.atMs) ? found : undefined;
  };
  const stillOpen = (end: Ending<never>) => outcomeWords(operation?.kind ?? "payment", end.outcome).open;
  return (
    <Screen
      title={t("happenedTitle")}
      backTo="/wallet/"
      foot={
        <Show when={!live()}>
          <A class={buttonClass({ wide: true, size: "l" })} href="/wallet/">
            {t("goHome")}
          </A>
        </Show>
      }
    >
      <OfflineNote />
      <Show
        when={operation}
        fallback={
          <Note>
            <p class="strong">{t("happenedGone")}</p>
            <p>
              <A href="/wallet/history">{t("happenedGoneNext")}</A>
            </p>
          </Note>
        }
      >
        {(known) => (
          <Show when={ending()} fallback={<Waiting text={t("happenedChecking")} />}>
            {(end) => (
              <OutcomeCard operation={known()} ending={end()}>
                <Show when={stillOpen(end())}>
                  <Button
                    tone="primary"
                    size="l"
                    wide
                    icon="refresh"
                    busy={busy()}
                    busyLabel={t("checkingAgain")}
                    onPress={() => void check()}
                  >
                    {t("checkAgain")}
                  </Button>
                </Show>
                <Show when={live()}>
                  {(found) => (
                    <Button
                      tone="primary"
                      size="l"
                      wide
                      onPress={() => {
                        showPaid(found());
                        navigate(`/wallet/paid/${known().id}`, { replace: true });
                      }}
                    >
                      {t("showLive")}
                    </Button>
                  )}
                </Show>
              </OutcomeCard>
            )}
          </Show>
        )}
      </Show>
    </Screen>
  );
}

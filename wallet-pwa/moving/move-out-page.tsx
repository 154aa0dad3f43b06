import { A } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import type { StartedMove } from "../../schema/api/moves.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { MoveProgress } from "./move-progress.tsx";
import { t } from "./words.ts";

/** The old phone's end of a move (RES-13): what to do with the same number, and the QR for a phone without one. */
export default function MoveOutPage() {
  const [move, setMove] = createSignal<StartedMove>();
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const start = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST residents/moves");
    setBusy(false);
    if (answer.ok) setMove(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <Screen title={t("title")} backTo="/wallet/settings">
      <OfflineNote />
      <Switch>
        <Match when={!move()}>
          <section class="stack">
            <h2>{t("sameNumber")}</h2>
            <p>{t("sameNumberText")}</p>
          </section>
          <section class="stack">
            <h2>{t("noNumber")}</h2>
            <p>{t("noNumberText")}</p>
            <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
            <Button
              tone="primary"
              size="l"
              wide
              busy={busy()}
              busyLabel={t("starting")}
              onPress={() => void start()}
            >
              {t("start")}
            </Button>
          </section>
        </Match>
        <Match when={move()} keyed>
          {(one) => (
            <MoveProgress
              move={one}
              whenDone={
                <>
                  <Note tone="ok" announce="polite">
                    <p class="strong">{t("doneTitle")}</p>
                    <p>{t("doneText")}</p>
                  </Note>
                  <A class={buttonClass({ wide: true })} href="/wallet/settings">
                    {t("toSettings")}
                  </A>
                </>
              }
              onAgain={() => void start()}
              onStop={() => setMove(undefined)}
            />
          )}
        </Match>
      </Switch>
    </Screen>
  );
}

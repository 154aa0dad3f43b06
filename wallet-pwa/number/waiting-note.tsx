import { createSignal, Show } from "solid-js";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { DateTime } from "../../web/shared/components/date-time.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { stopWaitingNumber, waitingNumber } from "./waiting-number.ts";
import { t } from "./words.ts";

/** Says that the number is about to change, and stops it with one press (RES-12). */
export function WaitingNumberNote() {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const stop = async () => {
    setBusy(true);
    setTrouble(await stopWaitingNumber());
    setBusy(false);
    if (!trouble()) say(t("waitStopped"));
  };
  return (
    <Show when={waitingNumber()}>
      {(one) => (
        <Note tone="danger" announce="polite">
          <p class="strong">{t("waitTitle")}</p>
          <p>
            {t("waitText", { digits: one().phoneEnd })} <DateTime atMs={one().movesAtMs} />
          </p>
          <p>{t("waitAsk")}</p>
          <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
          <Button tone="danger" wide busy={busy()} busyLabel={t("waitStopping")} onPress={() => void stop()}>
            {t("waitStop")}
          </Button>
        </Note>
      )}
    </Show>
  );
}

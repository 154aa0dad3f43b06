import { createSignal, Show } from "solid-js";
import type { Threshold } from "../../../schema/api/fund.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { aboutWord, belowWord } from "./threshold-words.ts";
import { t } from "./words.ts";

/** Asks before a warning is taken away. One that is gone already is gone all the same. */
export function RemoveThreshold(props: {
  programmeId: string;
  threshold: Threshold;
  unit: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const remove = async () => {
    if (busy() || !online()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("DELETE programmes/:id/thresholds/:thresholdId", {
      path: { id: props.programmeId, thresholdId: props.threshold.thresholdId },
    });
    setBusy(false);
    if (!answer.ok && answer.error.code !== "not-found") return setTrouble(answer.error);
    say(t("removed"));
    props.onDone();
  };
  return (
    <Dialog
      open
      title={t("removeTitle")}
      held={busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("quit")}
          confirm={t("remove")}
          busyLabel={t("removing")}
          busy={busy()}
          tone={"danger"}
          onKeep={props.onClose}
          onConfirm={() => void remove()}
        />
      }
    >
      <p class="strong">
        {aboutWord(props.threshold)} · {belowWord(props.threshold, props.unit)}
      </p>
      <p>{t("removeText")}</p>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}

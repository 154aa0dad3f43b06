import { createSignal, Show } from "solid-js";
import type { ImportBody } from "../../../schema/api/imports.ts";
import { api } from "../../shared/client/api.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import styles from "./imports.module.css";
import { t } from "./words.ts";

/** Taking an import back (IMP-6). Nothing is shown for one that wrote nothing. */
export function Undo(props: { of: ImportBody; onUndoing: (one: ImportBody) => void }) {
  const [asked, setAsked] = createSignal(false);
  return (
    <Show when={props.of.state === "done" && props.of.made + props.of.rewritten > 0}>
      <div class={styles.press}>
        <Button icon="undo" onPress={() => setAsked(true)}>
          {t("undo")}
        </Button>
      </div>
      <Show when={asked()}>
        <UndoDialog of={props.of} onUndoing={props.onUndoing} onClose={() => setAsked(false)} />
      </Show>
    </Show>
  );
}

/** Says what will happen, and asks why. */
function UndoDialog(props: { of: ImportBody; onUndoing: (one: ImportBody) => void; onClose: () => void }) {
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const missing = () => reason().trim() === "";
  const press = async () => {
    setTried(true);
    if (missing()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST imports/:id/undo", {
      path: { id: props.of.importId },
      body: { reason: reason().trim() },
    });
    setBusy(false);
    if (answer.ok) props.onUndoing(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <Dialog
      open
      title={t("undoTitle")}
      held={busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={t("keep")}
          confirm={t("undoDo")}
          busyLabel={t("undoStarting")}
          busy={busy()}
          tone={"danger"}
          onKeep={props.onClose}
          onConfirm={() => void press()}
        />
      }
    >
      <p>{t("undoText", { count: formatNumber(props.of.made) })}</p>
      <Show when={props.of.kind === "stores"}>
        <p>{t("undoWait")}</p>
      </Show>
      <TextField
        label={t("undoReason")}
        value={reason()}
        onInput={setReason}
        maxlength={500}
        required
        error={tried() && missing() ? t("undoReasonMissing") : undefined}
      />
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}

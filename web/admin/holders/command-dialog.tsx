import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import type { StoredOperation } from "../../shared/client/operation-store.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import type { AdminCommand, AdminReply } from "../operations/admin-commands.ts";
import { createCommandRunner } from "../operations/command-runner.ts";
import { EndingNote } from "../operations/ending-note.tsx";
import { t } from "./words.ts";

/** Why something is done for a holder; the word is a key of the dictionary. */
export type Reason =
  | "reasonLost"
  | "reasonDamaged"
  | "reasonWrongAmount"
  | "reasonReturned"
  | "reasonDisaster"
  | "reasonSuspicion"
  | "reasonCleared"
  | "reasonOther";

/** A command ready to be stored and sent (OPR-1). */
export interface ReadyCommand {
  readonly operation: StoredOperation;
  readonly command: AdminCommand;
}

/**
 * Asks before something is done for a holder, takes the reason it is logged with (AUD-4), follows the command to its end,
 * and says what became of it. A reply that is lost is asked about by sending the same again (OPR-2).
 */
export function CommandDialog<Reply extends AdminReply>(props: {
  title: string;
  confirm: string;
  tone: "primary" | "danger";
  /** The first is what is usual here. */
  reasons: readonly [Reason, ...Reason[]];
  /** Added to the reason: what the caller was asked before. */
  asked?: string | undefined;
  /** The command with the reason in words; undefined while a field of `children` is wrong. */
  build: (reason: string) => ReadyCommand | undefined;
  done: (reply: Reply | null) => string;
  /** What follows, beside closing. */
  next?: ((reply: Reply) => JSX.Element) | undefined;
  onDone: () => void;
  onClose: () => void;
  children?: JSX.Element;
}) {
  const runner = createCommandRunner<Reply>();
  const [reason, setReason] = createSignal<Reason>(props.reasons[0]);
  const [detail, setDetail] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const missing = () => reason() === "reasonOther" && detail().trim() === "";
  const ended = () => {
    const ending = runner.ending();
    return ending?.outcome === "done" ? ending : undefined;
  };
  const open = () => runner.ending()?.outcome === "unknown" || runner.ending()?.outcome === "pending";
  const waits = () => runner.ending()?.outcome === "waiting";
  const press = async () => {
    setTried(true);
    const words = [t(reason()), detail().trim(), props.asked ?? ""].filter(Boolean).join(" / ");
    const ready = props.build(words);
    if (missing() || !ready) return;
    const ending = await runner.run(ready.operation, ready.command);
    if (ending?.outcome === "done") props.onDone();
  };
  const again = async () => {
    const ending = await runner.again();
    if (ending?.outcome === "done") props.onDone();
  };
  return (
    <Dialog
      open
      title={ended() ? t("finished") : props.title}
      held={runner.busy()}
      onClose={props.onClose}
      foot={
        <Show
          when={ended()}
          fallback={
            <DialogFoot
              keep={t("keep")}
              confirm={props.confirm}
              busyLabel={t("working")}
              busy={runner.busy()}
              tone={props.tone}
              offered={!open() && !waits()}
              onKeep={props.onClose}
              onConfirm={() => void press()}
            />
          }
        >
          {(end) => (
            <>
              <Button onPress={() => props.onClose()}>{t("close")}</Button>
              <Show when={end().reply}>{(reply) => props.next?.(reply() as Reply)}</Show>
            </>
          )}
        </Show>
      }
    >
      <Switch>
        <Match when={ended()}>
          {(end) => (
            <Note tone="ok" announce="polite">
              {props.done(end().reply as Reply | null)}
            </Note>
          )}
        </Match>
        <Match when={true}>
          {props.children}
          <SelectField
            label={t("reason")}
            value={reason()}
            options={props.reasons.map((value) => ({ value, label: t(value) }))}
            onChange={setReason}
          />
          <TextField
            label={t("reasonDetail")}
            value={detail()}
            onInput={setDetail}
            maxlength={300}
            required={reason() === "reasonOther"}
            error={tried() && missing() ? t("reasonMissing") : undefined}
          />
          <EndingNote runner={runner} onAgain={() => void again()} />
        </Match>
      </Switch>
    </Dialog>
  );
}

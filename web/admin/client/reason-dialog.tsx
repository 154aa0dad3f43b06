import { createSignal, type JSX, Show } from "solid-js";
import { MAX_REASON } from "../../../schema/limits.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Dialog } from "../../shared/components/dialog.tsx";
import { DialogFoot } from "../../shared/components/dialog-foot.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";

/** What stands in a {@link ReasonDialog}; each feature says it in its own words. */
export interface ReasonWords {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly busy: string;
  readonly keep: string;
  /** Left out where no reason is asked for. */
  readonly reason?: { readonly label: string; readonly hint?: string; readonly missing: string };
}

/**
 * Asks before something that is logged with its reason (AUD-4). `act` does it and says what went wrong, if anything did;
 * then the dialog stays with everything that was written, else it closes.
 */
export function ReasonDialog(props: {
  words: ReasonWords;
  danger?: boolean | undefined;
  act: (reason: string) => Promise<Trouble | undefined>;
  onClose: () => void;
  children?: JSX.Element | undefined;
}) {
  const [reason, setReason] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const missing = () => props.words.reason !== undefined && reason().trim() === "";
  const press = async () => {
    setTried(true);
    if (missing() || busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const went = await props.act(reason().trim());
    setBusy(false);
    if (went) setTrouble(went);
    else props.onClose();
  };
  return (
    <Dialog
      open
      title={props.words.title}
      held={busy()}
      onClose={props.onClose}
      foot={
        <DialogFoot
          keep={props.words.keep}
          confirm={props.words.confirm}
          busyLabel={props.words.busy}
          busy={busy()}
          tone={props.danger ? "danger" : "primary"}
          onKeep={props.onClose}
          onConfirm={() => void press()}
        />
      }
    >
      <p>{props.words.text}</p>
      {props.children}
      <Show when={props.words.reason}>
        {(words) => (
          <TextField
            label={words().label}
            hint={words().hint}
            value={reason()}
            onInput={setReason}
            maxlength={MAX_REASON}
            required
            error={tried() && missing() ? words().missing : undefined}
          />
        )}
      </Show>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}

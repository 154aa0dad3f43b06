import { createSignal, type JSX, Show } from "solid-js";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";

/** What stands in a {@link ReasonDialog}; each feature says it in its own words. */
export interface ReasonWords {
  readonly title: string;
  readonly text: string;
  readonly confirm: string;
  readonly busy: string;
  readonly keep: string;
  /** Left out where no reason is asked for. */
  readonly reason?: { readonly label: string; readonly hint: string; readonly missing: string };
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
        <>
          <Button onPress={() => !busy() && props.onClose()}>{props.words.keep}</Button>
          <Button
            tone={props.danger ? "danger" : "primary"}
            busy={busy()}
            busyLabel={props.words.busy}
            blockedBecause={online() ? undefined : problemText("offline")}
            onPress={() => void press()}
          >
            {props.words.confirm}
          </Button>
        </>
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
            maxlength={400}
            required
            error={tried() && missing() ? words().missing : undefined}
          />
        )}
      </Show>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
    </Dialog>
  );
}

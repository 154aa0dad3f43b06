import { createSignal, Show } from "solid-js";
import type { Result } from "../../../schema/result.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { t } from "./words.ts";

/** Asks for the names of a programme that is about to be made; what was typed stays when making it fails. */
export function NameDialog(props: {
  open: boolean;
  title: string;
  lead: string;
  /** Undefined where the original's is kept. */
  asksPayName?: boolean | undefined;
  startName?: string | undefined;
  make: (names: { name: string; payName: string }) => Promise<Result<unknown, Trouble>>;
  onClose: () => void;
}) {
  const [typed, setTyped] = createSignal<string>();
  const name = () => typed() ?? props.startName ?? "";
  const [payName, setPayName] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const lacks = (text: string) => (tried() && text.trim() === "" ? t("missingText") : undefined);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || name().trim() === "" || (props.asksPayName && payName().trim() === "")) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await props.make({ name: name().trim(), payName: payName().trim() });
    setBusy(false);
    if (!answer.ok) setTrouble(answer.error);
  };
  return (
    <Dialog
      open={props.open}
      title={props.title}
      held={busy()}
      onClose={() => props.onClose()}
      foot={
        <>
          <Button onPress={() => props.onClose()}>{t("back")}</Button>
          <FormButton busy={busy()} />
        </>
      }
    >
      <form id="programme-names" class="stack" onSubmit={send} novalidate>
        <p>{props.lead}</p>
        <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          required
          maxlength={60}
          value={name()}
          onInput={setTyped}
          error={lacks(name())}
        />
        <Show when={props.asksPayName}>
          <TextField
            label={t("payName")}
            hint={t("payNameHint")}
            required
            maxlength={24}
            value={payName()}
            onInput={setPayName}
            error={lacks(payName())}
          />
        </Show>
      </form>
    </Dialog>
  );
}

/** Sends the form above; it stands in the dialog's foot, outside of it. */
function FormButton(props: { busy: boolean }) {
  const send = () => {
    const form = document.getElementById("programme-names");
    if (form instanceof HTMLFormElement) form.requestSubmit();
  };
  return (
    <Button tone="primary" busy={props.busy} busyLabel={t("making")} onPress={send}>
      {t("make")}
    </Button>
  );
}

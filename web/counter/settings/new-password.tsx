import { createSignal, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { NewPasswordField, passwordFault } from "../../shared/sign-in/new-password-field.tsx";
import { t } from "../words/words.ts";

/** Changes the password of who is signed in. */
export function NewPassword(props: { onDone?: (() => void) | undefined }) {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const fault = () => passwordFault(next(), current());
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || current() === "" || fault()) return;
    setBusy(true);
    const answer = await api("POST staff/password", { body: { current: current(), next: next() } });
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    say(t("passwordChanged"));
    await staffSession.load();
    props.onDone?.();
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)} novalidate>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
      <input type="hidden" name="username" autocomplete="username" value={staffSession.me()?.loginId ?? ""} />
      <TextField
        label={t("currentPassword")}
        value={current()}
        onInput={setCurrent}
        type="password"
        name="password"
        autocomplete="current-password"
        error={tried() && current() === "" ? t("fillPassword") : undefined}
      />
      <NewPasswordField value={next()} onInput={setNext} error={tried() ? fault() : undefined} />
      <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("signingIn")}>
        {t("save")}
      </Button>
    </form>
  );
}

import { createSignal, Show } from "solid-js";
import { MAX_PASSWORD_CHARACTERS } from "../../../schema/limits.ts";
import { api } from "../client/api.ts";
import { staffSession } from "../client/session.ts";
import type { Trouble } from "../client/trouble.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { say } from "../components/toast.tsx";
import { NewPasswordField, passwordFault } from "./new-password-field.tsx";
import { t } from "./words.ts";

/** Changes the password of who is signed in; every other place is signed out. */
export function ChangePassword(props: {
  onDone?: (() => void) | undefined;
  autofocus?: boolean | undefined;
}) {
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
    setCurrent("");
    setNext("");
    setTried(false);
    say(t("passwordChanged"));
    await staffSession.load();
    props.onDone?.();
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)} novalidate>
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
      <input type="text" autocomplete="username" value={staffSession.me()?.loginId ?? ""} hidden readonly />
      <TextField
        label={t("passwordNow")}
        value={current()}
        onInput={setCurrent}
        type="password"
        name="password"
        autocomplete="current-password"
        maxlength={MAX_PASSWORD_CHARACTERS}
        error={tried() && current() === "" ? t("passwordNowMissing") : undefined}
        autofocus={props.autofocus}
      />
      <NewPasswordField value={next()} onInput={setNext} error={tried() ? fault() : undefined} />
      <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("passwordSaving")}>
        {t("passwordSave")}
      </Button>
    </form>
  );
}

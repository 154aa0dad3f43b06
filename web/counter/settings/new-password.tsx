import { createSignal, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { t } from "../words/words.ts";

/** The least a new password has (schema/api/staff.ts). */
const LEAST_CHARACTERS = 10;

/** Changes the password of who is signed in. */
export function NewPassword(props: { onDone?: (() => void) | undefined }) {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const nextError = () => {
    if (!tried()) return undefined;
    if (next().length < LEAST_CHARACTERS) return t("newPasswordShort");
    return next() === current() ? t("newPasswordSame") : undefined;
  };
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || current() === "" || nextError()) return;
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
      <TextField
        label={t("newPassword")}
        hint={t("newPasswordHint")}
        value={next()}
        onInput={setNext}
        type="password"
        name="new-password"
        autocomplete="new-password"
        error={nextError()}
      />
      <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("signingIn")}>
        {t("save")}
      </Button>
    </form>
  );
}

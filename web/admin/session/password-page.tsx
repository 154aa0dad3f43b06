import { createSignal, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { NewPasswordField, passwordFault } from "../../shared/sign-in/new-password-field.tsx";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** At the first sign-in with a password that somebody else has seen. */
export function PasswordPage() {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const fault = () => passwordFault(next(), current());

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || fault()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST staff/password", { body: { current: current(), next: next() } });
    if (answer.ok) await staffSession.load();
    else setTrouble(answer.error);
    setBusy(false);
  };

  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <div>
          <h1>{t("newPassword")}</h1>
          <p class={styles.lead}>{t("newPasswordLead")}</p>
        </div>
        <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
        <form class={styles.form} onSubmit={submit} novalidate>
          <input
            type="text"
            autocomplete="username"
            value={staffSession.me()?.loginId ?? ""}
            hidden
            readonly
          />
          <TextField
            label={t("passwordNow")}
            type="password"
            autocomplete="current-password"
            value={current()}
            onInput={setCurrent}
            maxlength={200}
            required
            autofocus
          />
          <NewPasswordField value={next()} onInput={setNext} error={tried() ? fault() : undefined} />
          <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("passwordSaving")}>
            {t("passwordSave")}
          </Button>
          <Button tone="plain" onPress={() => void staffSession.signOut()}>
            {t("signOut")}
          </Button>
        </form>
      </div>
    </main>
  );
}

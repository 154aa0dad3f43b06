import { createSignal, Show } from "solid-js";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** The least length the API takes (`changePasswordRequestSchema`). */
const PASSWORD_LENGTH = 10;

/** At the first sign-in with a password that somebody else has seen. */
export function PasswordPage() {
  const [current, setCurrent] = createSignal("");
  const [next, setNext] = createSignal("");
  const [again, setAgain] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const short = () => next().length < PASSWORD_LENGTH;
  const differs = () => next() !== again();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || short() || differs()) return;
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
          <TextField
            label={t("passwordNext")}
            hint={t("passwordNextHint")}
            error={tried() && short() ? t("passwordShort") : undefined}
            type="password"
            autocomplete="new-password"
            value={next()}
            onInput={setNext}
            maxlength={200}
            required
          />
          <TextField
            label={t("passwordAgain")}
            error={tried() && !short() && differs() ? t("passwordDiffers") : undefined}
            type="password"
            autocomplete="new-password"
            value={again()}
            onInput={setAgain}
            maxlength={200}
            required
          />
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

import { createSignal, Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { Brand } from "../../shared/icons/emblem.tsx";
import { StaffPasskey } from "../../shared/passkeys/staff-passkey.tsx";
import { t } from "../words/words.ts";
import styles from "./session.module.css";

/** ID and password; stands on whatever address was asked for, so that signing in leads there. */
export function SignInPage() {
  const [loginId, setLoginId] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    // Password managers and the IME may have added a blank or wide letters to the ID; a password is taken as it is.
    const answer = await staffSession.signIn({
      loginId: loginId().normalize("NFKC").trim(),
      password: password(),
    });
    setBusy(false);
    if (!answer.ok) setTrouble(answer.error);
  };

  return (
    <main class={styles.page}>
      <div class={`card ${styles.box}`}>
        <Brand />
        <div>
          <h1>{t("signIn")}</h1>
          <p class={styles.lead}>{t("signInLead")}</p>
        </div>
        <OfflineNote />
        <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
        <form class={styles.form} onSubmit={submit}>
          <TextField
            label={t("loginId")}
            name="username"
            autocomplete="username"
            value={loginId()}
            onInput={setLoginId}
            maxlength={64}
            required
            autofocus
          />
          <TextField
            label={t("password")}
            name="password"
            type="password"
            autocomplete="current-password"
            value={password()}
            onInput={setPassword}
            maxlength={200}
            required
          />
          <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("signingIn")}>
            {t("signIn")}
          </Button>
        </form>
        <StaffPasskey step="whole" />
      </div>
      <div class={styles.foot}>
        <LanguageChooser />
      </div>
    </main>
  );
}

import { createSignal, onCleanup, Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField, Tick } from "../../shared/components/field.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { StaffPasskey } from "../../shared/passkeys/staff-passkey.tsx";
import { t } from "../words/words.ts";
import { Cover } from "./cover.tsx";

const SECOND_MS = 1_000;

/** Signing in, on a page of its own. */
export function SignIn() {
  return (
    <Cover title={t("signInTitle")}>
      <SignInForm />
    </Cover>
  );
}

/** ID and password. Every failure reads alike; a brake says how long it lasts. */
export function SignInForm() {
  const [loginId, setLoginId] = createSignal("");
  const [password, setPassword] = createSignal("");
  const [shown, setShown] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [waitSeconds, setWaitSeconds] = createSignal(0);
  const tick = setInterval(() => setWaitSeconds((left) => Math.max(0, left - 1)), SECOND_MS);
  onCleanup(() => clearInterval(tick));

  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || waitSeconds() > 0 || loginId().trim() === "" || password() === "") return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await staffSession.signIn({ loginId: loginId().trim(), password: password() });
    setBusy(false);
    if (answer.ok) return;
    setTrouble(answer.error);
    setPassword("");
    setTried(false);
    setWaitSeconds(Math.ceil((answer.error.retryAfterMs ?? 0) / SECOND_MS));
  };
  return (
    <>
      <OfflineNote />
      <form class="stack" onSubmit={(event) => void send(event)} novalidate>
        <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
        <TextField
          label={t("loginId")}
          hint={t("loginIdHint")}
          value={loginId()}
          onInput={setLoginId}
          name="username"
          autocomplete="username"
          icon="user"
          error={tried() && loginId().trim() === "" ? t("fillLoginId") : undefined}
        />
        <TextField
          label={t("password")}
          value={password()}
          onInput={setPassword}
          type={shown() ? "text" : "password"}
          name="password"
          autocomplete="current-password"
          icon="lock"
          error={tried() && password() === "" ? t("fillPassword") : undefined}
        />
        <Tick label={t("showPassword")} checked={shown()} onChange={setShown} />
        <Button
          type="submit"
          tone="primary"
          size="l"
          wide
          busy={busy()}
          busyLabel={t("signingIn")}
          blockedBecause={waitSeconds() > 0 ? t("waitSeconds", { seconds: waitSeconds() }) : undefined}
        >
          {t("signIn")}
        </Button>
      </form>
      <StaffPasskey step="whole" />
    </>
  );
}

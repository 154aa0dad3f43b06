import { createSignal, Match, Show, Switch } from "solid-js";
import { api } from "../client/api.ts";
import { staffSession } from "../client/session.ts";
import type { Trouble } from "../client/trouble.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { StaffPasskey } from "../passkeys/staff-passkey.tsx";
import { TotpField, totpDigits } from "./totp-field.tsx";
import { t } from "./words.ts";

/** The second step of signing in: the code of the app, or one from paper (FAC-1, FAC-3). */
export function FactorQuestion() {
  const [onPaper, setOnPaper] = createSignal(false);
  const [code, setCode] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const kinds = () => staffSession.me()?.factors.kinds ?? [];
  /** A code is typed where there is an app, or one on paper where somebody wants to. */
  const types = () => onPaper() || kinds().includes("totp");
  const missing = () => (onPaper() ? code().trim() === "" : totpDigits(code()) === undefined);

  const send = async (event?: SubmitEvent) => {
    event?.preventDefault();
    setTried(true);
    if (busy() || missing()) return;
    setBusy(true);
    const answer = await api("POST staff/factor", {
      body: { kind: onPaper() ? "recovery" : "totp", code: code() },
    });
    setBusy(false);
    setCode("");
    setTried(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) await staffSession.load();
  };
  const change = () => {
    setOnPaper(!onPaper());
    setCode("");
    setTried(false);
    setTrouble(undefined);
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)} novalidate>
      <Show when={kinds().includes("passkey") && !onPaper()}>
        <StaffPasskey step="second" />
      </Show>
      <Show when={types()}>
        <p>{onPaper() ? t("recoveryLead") : t("factorLead")}</p>
      </Show>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <Switch>
        <Match when={onPaper()}>
          <TextField
            label={t("recoveryCode")}
            hint={t("recoveryHint")}
            value={code()}
            onInput={setCode}
            autocomplete="off"
            maxlength={40}
            error={tried() && missing() ? t("recoveryMissing") : undefined}
            autofocus
          />
        </Match>
        <Match when={types()}>
          <TotpField value={code()} onInput={setCode} error={tried() && missing()} />
        </Match>
      </Switch>
      <Show when={types()}>
        <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("factorChecking")}>
          {t("factorSend")}
        </Button>
      </Show>
      <Button tone="plain" onPress={change}>
        {onPaper() ? t(kinds().includes("totp") ? "useApp" : "factorBack") : t("useRecovery")}
      </Button>
      <p class="quiet">{t("factorLost")}</p>
      <Button tone="plain" onPress={() => void staffSession.signOut()}>
        {t("factorStop")}
      </Button>
    </form>
  );
}

import { createSignal, Show } from "solid-js";
import { MAX_PASSWORD_CHARACTERS } from "../../../schema/limits.ts";
import { api } from "../client/api.ts";
import { staffSession } from "../client/session.ts";
import type { Trouble } from "../client/trouble.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { t } from "./words.ts";

/** Asks for the password once more, before one changes how one signs in (STF-3). */
export function ProofForm(props: { onDone: () => void }) {
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || password() === "") return;
    setBusy(true);
    const answer = await api("POST staff/proof", { body: { password: password() } });
    setBusy(false);
    setPassword("");
    setTried(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) props.onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => void send(event)} novalidate>
      <p>{t("proofLead")}</p>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <input type="text" autocomplete="username" value={staffSession.me()?.loginId ?? ""} hidden readonly />
      <TextField
        label={t("passwordNow")}
        type="password"
        autocomplete="current-password"
        value={password()}
        onInput={setPassword}
        maxlength={MAX_PASSWORD_CHARACTERS}
        error={tried() && password() === "" ? t("passwordNowMissing") : undefined}
        autofocus
      />
      <Button type="submit" tone="primary" busy={busy()} busyLabel={t("factorChecking")}>
        {t("proofSend")}
      </Button>
    </form>
  );
}

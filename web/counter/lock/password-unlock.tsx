import { createSignal } from "solid-js";
import { MAX_PASSWORD_CHARACTERS } from "../../../schema/limits.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { t } from "../words/words.ts";

/** Unlocks with the password: for who has no PIN, has forgotten it, or has tried too often. */
export function PasswordUnlock(props: {
  loginId: string;
  busy: boolean;
  onSend: (password: string) => void;
}) {
  const [password, setPassword] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (props.busy || password() === "") return;
    props.onSend(password());
    setPassword("");
    setTried(false);
  };
  return (
    <form class="stack" onSubmit={send} novalidate>
      <input type="text" autocomplete="username" value={props.loginId} hidden readonly />
      <TextField
        label={t("password")}
        type="password"
        name="password"
        autocomplete="current-password"
        icon="lock"
        value={password()}
        onInput={setPassword}
        maxlength={MAX_PASSWORD_CHARACTERS}
        error={tried() && password() === "" ? t("fillPassword") : undefined}
      />
      <Button type="submit" tone="primary" size="l" wide busy={props.busy} busyLabel={t("signingIn")}>
        {t("unlock")}
      </Button>
    </form>
  );
}

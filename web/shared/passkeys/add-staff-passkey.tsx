import { createSignal, Match, Show, Switch } from "solid-js";
import type { ProblemCode } from "../../../schema/errors.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { api } from "../client/api.ts";
import { online } from "../client/online.ts";
import { knowsPasskeys, makePasskey } from "../client/passkey.ts";
import { Button } from "../components/button.tsx";
import { Note } from "../components/note.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { say } from "../components/toast.tsx";
import { type ClientCode, problemText } from "../i18n/problem-words.ts";
import { ProofForm } from "../sign-in/proof-form.tsx";
import type { Failed } from "./passkey-item.tsx";
import { t } from "./words.ts";

/** Has this device make a passkey and keeps it: the codes on paper where it is the first factor. */
async function tryToAdd(): Promise<Result<readonly string[] | null, ProblemCode | ClientCode>> {
  const asked = await api("POST staff/passkeys/options");
  if (!asked.ok) return err(asked.error.code);
  const made = await makePasskey(asked.value);
  if (!made.ok) return made;
  const kept = await api("POST staff/passkeys", { body: { attestation: made.value } });
  return kept.ok ? ok(kept.value.recoveryCodes) : err(kept.error.code);
}

/**
 * Registers this device for an account. With a first factor come codes on paper, which are shown by `onCodes` before anything
 * else (PSK-9, FAC-3); else it is `onDone`.
 */
export function AddStaffPasskey(props: {
  blocked?: string | undefined;
  onCodes: (codes: readonly string[]) => void;
  onDone: () => void;
}) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Failed>();
  const add = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const added = await tryToAdd();
    setBusy(false);
    if (!added.ok) return void setTrouble(added.error);
    say(t("added"));
    if (added.value) props.onCodes(added.value);
    else props.onDone();
  };
  return (
    <Switch>
      <Match when={trouble() === "proof-needed"}>
        <ProofForm onDone={() => void add()} />
      </Match>
      <Match when={!knowsPasskeys()}>
        <Note>{t("cannot")}</Note>
      </Match>
      <Match when={knowsPasskeys()}>
        <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
        <Button
          icon="finger"
          busy={busy()}
          busyLabel={t("adding")}
          blockedBecause={props.blocked ?? (online() ? undefined : problemText("offline"))}
          onPress={() => void add()}
        >
          {t("add")}
        </Button>
      </Match>
    </Switch>
  );
}

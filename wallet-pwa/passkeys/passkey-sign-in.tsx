import { createSignal, Show } from "solid-js";
import type { ProblemCode } from "../../schema/errors.ts";
import { api } from "../../web/shared/client/api.ts";
import { online } from "../../web/shared/client/online.ts";
import { knowsPasskeys, signWithPasskey } from "../../web/shared/client/passkey.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { type ClientCode, problemText } from "../../web/shared/i18n/problem-words.ts";
import { startSession } from "../session/signed-in.ts";
import styles from "./passkeys.module.css";
import { t } from "./words.ts";

/** Signs in with a finger or face in place of the number (PSK-4); not there where the browser can't. */
export function PasskeySignIn() {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<ProblemCode | ClientCode>();
  const enter = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const failed = await signInWithPasskey();
    setBusy(false);
    // Being signed in, the screen goes on by itself.
    setTrouble(failed);
  };
  return (
    <Show when={knowsPasskeys()}>
      <section class={`stack ${styles.other}`} aria-label={t("title")}>
        <p class={`quiet ${styles.or}`}>{t("or")}</p>
        <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
        <Button
          size="l"
          wide
          icon="finger"
          busy={busy()}
          busyLabel={t("checking")}
          blockedBecause={online() ? undefined : problemText("offline")}
          quietReason
          onPress={() => void enter()}
        >
          {t("signIn")}
        </Button>
        <p class={`small quiet ${styles.or}`}>{t("signInWhat")}</p>
      </section>
    </Show>
  );
}

/** Signs in; what stood in the way, or nothing. */
async function signInWithPasskey(): Promise<ProblemCode | ClientCode | undefined> {
  const asked = await api("POST residents/passkeys/session/options");
  if (!asked.ok) return asked.error.code;
  const signed = await signWithPasskey(asked.value);
  if (!signed.ok) return signed.error;
  const answer = await api("POST residents/passkeys/session", { body: { assertion: signed.value } });
  if (!answer.ok) return answer.error.code;
  await startSession();
  return undefined;
}

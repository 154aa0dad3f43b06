import { createSignal, Show } from "solid-js";
import type { RequestOptions } from "../../../schema/api/passkeys.ts";
import type { Result } from "../../../schema/result.ts";
import { api } from "../client/api.ts";
import { online } from "../client/online.ts";
import { knowsPasskeys, signWithPasskey } from "../client/passkey.ts";
import { staffSession } from "../client/session.ts";
import type { Trouble } from "../client/trouble.ts";
import { Button } from "../components/button.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { problemText } from "../i18n/problem-words.ts";
import type { Failed } from "./passkey-item.tsx";
import styles from "./passkeys.module.css";
import { t } from "./words.ts";

/**
 * Signs staff in with a passkey: in place of ID, password and code, or after the password in place of the code (PSK-8). Not
 * there where the browser can't.
 */
export function StaffPasskey(props: { step: "whole" | "second" }) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Failed>();
  const press = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const failed = await (props.step === "whole" ? signInWhole() : passSecond());
    if (failed === undefined) await staffSession.load();
    setBusy(false);
    setTrouble(failed);
  };
  return (
    <Show when={knowsPasskeys()}>
      <div class="stack">
        <Show when={props.step === "whole"}>
          <p class={`quiet ${styles.or}`}>{t("or")}</p>
        </Show>
        <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
        <Button
          size="l"
          wide
          icon="finger"
          tone={props.step === "second" ? "primary" : undefined}
          busy={busy()}
          busyLabel={t("checking")}
          blockedBecause={online() ? undefined : problemText("offline")}
          quietReason
          onPress={() => void press()}
        >
          {t(props.step === "whole" ? "signIn" : "confirm")}
        </Button>
      </div>
    </Show>
  );
}

async function signInWhole(): Promise<Failed> {
  const signed = await signFor(await api("POST staff/passkeys/session/options"));
  if (!signed.ok) return signed.error;
  const answer = await api("POST staff/passkeys/session", { body: { assertion: signed.value } });
  return answer.ok ? undefined : answer.error.code;
}

async function passSecond(): Promise<Failed> {
  const signed = await signFor(await api("POST staff/factor/passkey"));
  if (!signed.ok) return signed.error;
  const answer = await api("POST staff/factor", { body: { kind: "passkey", assertion: signed.value } });
  return answer.ok ? undefined : answer.error.code;
}

async function signFor(asked: Result<RequestOptions, Trouble>) {
  return asked.ok ? signWithPasskey(asked.value) : { ok: false as const, error: asked.error.code };
}

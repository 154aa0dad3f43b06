import { createSignal, Match, Show, Switch } from "solid-js";
import type { CreationOptions, Passkeys } from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { api } from "../../web/shared/client/api.ts";
import { online } from "../../web/shared/client/online.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { SmsCode } from "../../web/shared/components/sms-code.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { type ClientCode, problemText } from "../../web/shared/i18n/problem-words.ts";
import { askForPasskey, registerThisPhone } from "./passkeys-store.ts";
import { t } from "./words.ts";

const CODE_DIGITS = 6;

/** Registers this phone; where the sign-in is old, with a fresh code first (PSK-3). */
export function AddPasskey(props: { own: Passkeys; onAdded: () => void }) {
  const [step, setStep] = createSignal<"start" | "why" | "code">("start");
  const [digits, setDigits] = createSignal("");
  const [busy, setBusy] = createSignal<"send" | "add">();
  const [held, setHeld] = createSignal<CreationOptions>();
  const [trouble, setTrouble] = createSignal<ProblemCode | ClientCode>();
  const offline = () => (online() ? undefined : problemText("offline"));
  const full = () =>
    props.own.passkeys.length >= props.own.most ? t("atMost", { most: String(props.own.most) }) : undefined;

  const sendCode = async () => {
    if (busy()) return;
    setBusy("send");
    setTrouble(undefined);
    const answer = await api("POST residents/passkeys/code");
    setBusy(undefined);
    if (!answer.ok) return void setTrouble(answer.error.code);
    setDigits("");
    setStep("code");
  };
  const add = async (code?: string) => {
    if (busy()) return;
    setBusy("add");
    setTrouble(undefined);
    const failed = await tryToAdd(code);
    setBusy(undefined);
    setDigits("");
    if (failed === undefined) {
      setStep("start");
      say(t("added"));
      return props.onAdded();
    }
    // The sign-in has grown old on this very page.
    if (failed === "code-needed") return void setStep("why");
    if (held()) setStep("start");
    setTrouble(failed);
  };
  const tryToAdd = async (code: string | undefined) => {
    let options = held();
    if (!options) {
      const asked = await askForPasskey(code);
      if (!asked.ok) return asked.error.code;
      options = asked.value;
    }
    const kept = await registerThisPhone(options);
    // Turned down at the phone: the next try asks for no other code.
    setHeld(!kept.ok && kept.error === "passkey-cancelled" ? options : undefined);
    return kept.ok ? undefined : kept.error;
  };

  return (
    <>
      <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      <Switch>
        <Match when={step() === "start"}>
          <Button
            tone="primary"
            size="l"
            wide
            icon="finger"
            busy={busy() === "add"}
            busyLabel={t("adding")}
            blockedBecause={full() ?? offline()}
            onPress={() => (props.own.asksCode && !held() ? setStep("why") : void add())}
          >
            {t("add")}
          </Button>
        </Match>
        <Match when={step() === "why"}>
          <p>{t("codeWhy")}</p>
          <Button
            tone="primary"
            size="l"
            wide
            busy={busy() === "send"}
            busyLabel={t("sendingCode")}
            blockedBecause={offline()}
            onPress={() => void sendCode()}
          >
            {t("sendCode")}
          </Button>
        </Match>
        <Match when={step() === "code"}>
          <p>{t("codeSent")}</p>
          <SmsCode value={digits()} onInput={setDigits} error={trouble() === "code-wrong"} />
          <Button
            tone="primary"
            size="l"
            wide
            icon="finger"
            busy={busy() === "add"}
            busyLabel={t("adding")}
            blockedBecause={digits().length === CODE_DIGITS ? offline() : t("codeMissing")}
            quietReason
            onPress={() => void add(digits())}
          >
            {t("add")}
          </Button>
          <Button wide busy={busy() === "send"} busyLabel={t("sendingCode")} onPress={() => void sendCode()}>
            {t("sendAgain")}
          </Button>
        </Match>
      </Switch>
    </>
  );
}

import { createSignal, Show } from "solid-js";
import type { ProblemCode } from "../../schema/errors.ts";
import { api } from "../../web/shared/client/api.ts";
import { online } from "../../web/shared/client/online.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { SmsCode } from "../../web/shared/components/sms-code.tsx";
import { type ClientCode, problemText } from "../../web/shared/i18n/problem-words.ts";
import { t } from "./words.ts";

const CODE_DIGITS = 6;

/** Has a fresh code sent to the own number and takes it (PSK-3): what it is for stands on the last button. */
export function OwnCode(props: {
  action: string;
  busy: boolean;
  busyLabel: string;
  wrong: boolean;
  onCode: (digits: string) => void;
}) {
  const [sent, setSent] = createSignal(false);
  const [digits, setDigits] = createSignal("");
  const [sending, setSending] = createSignal(false);
  const [trouble, setTrouble] = createSignal<ProblemCode | ClientCode>();
  const offline = () => (online() ? undefined : problemText("offline"));
  const send = async () => {
    if (sending()) return;
    setSending(true);
    setTrouble(undefined);
    const answer = await api("POST residents/passkeys/code");
    setSending(false);
    if (!answer.ok) return void setTrouble(answer.error.code);
    setDigits("");
    setSent(true);
  };
  const take = () => {
    const taken = digits();
    setDigits("");
    props.onCode(taken);
  };
  return (
    <>
      <Show when={trouble()}>{(code) => <ProblemNote code={code()} />}</Show>
      <Show
        when={sent()}
        fallback={
          <>
            <p>{t("codeWhy")}</p>
            <Button
              tone="primary"
              size="l"
              wide
              busy={sending()}
              busyLabel={t("sendingCode")}
              blockedBecause={offline()}
              onPress={() => void send()}
            >
              {t("sendCode")}
            </Button>
          </>
        }
      >
        <p>{t("codeSent")}</p>
        <SmsCode value={digits()} onInput={setDigits} error={props.wrong} />
        <Button
          tone="primary"
          size="l"
          wide
          busy={props.busy}
          busyLabel={props.busyLabel}
          blockedBecause={props.busy || digits().length === CODE_DIGITS ? offline() : t("codeMissing")}
          quietReason
          onPress={take}
        >
          {props.action}
        </Button>
        <Button wide busy={sending()} busyLabel={t("sendingCode")} onPress={() => void send()}>
          {t("sendAgain")}
        </Button>
      </Show>
    </>
  );
}

import { createMemo, createSignal, onCleanup, onMount, Show } from "solid-js";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { SmsCode } from "../../web/shared/components/sms-code.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import { phoneForReading } from "./phone-number.ts";
import { isAtLimit, offersCall, type SentCodes, withSentCode } from "./sent-codes.ts";
import styles from "./sign-in.module.css";
import { signIn } from "./signed-in.ts";
import { codeFromSms } from "./web-otp.ts";

const CODE_DIGITS = 6;
const MINUTE_MS = 60_000;

/** Takes the 6 digits from the SMS and signs in. */
export function CodeStep(props: {
  sent: SentCodes;
  onSentAgain: (codes: SentCodes) => void;
  onChangePhone: () => void;
}) {
  const [digits, setDigits] = createSignal("");
  const [busy, setBusy] = createSignal<"sign-in" | SentCodes["by"]>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [now, setNow] = createSignal(performance.now());
  const timer = setInterval(() => setNow(performance.now()), 500);
  onCleanup(() => clearInterval(timer));
  const waitSeconds = createMemo(() => Math.max(0, Math.ceil((props.sent.againAt - now()) / 1000)));
  const sendAgainLabel = () => {
    if (waitSeconds() === 0) return t("sendAgain");
    if (waitSeconds() <= MINUTE_MS / 1000) return t("sendAgainIn", { seconds: String(waitSeconds()) });
    return t("sendAgainInMinutes", { minutes: String(Math.ceil(waitSeconds() / (MINUTE_MS / 1000))) });
  };
  const whole = () => digits().length === CODE_DIGITS;
  const lockedMinutes = () => {
    const one = trouble();
    return one?.code === "code-locked" && one.retryAfterMs
      ? String(Math.max(1, Math.ceil(one.retryAfterMs / MINUTE_MS)))
      : undefined;
  };

  const take = (code: string) => {
    setDigits(code);
    setTrouble(undefined);
    void enter();
  };
  onMount(() => {
    const waiting = new AbortController();
    onCleanup(() => waiting.abort());
    void codeFromSms(waiting.signal).then((code) => code && take(code));
  });

  const enter = async () => {
    if (busy() || !whole()) return;
    setBusy("sign-in");
    setTrouble(undefined);
    const answer = await signIn({ phone: props.sent.phone, code: digits() });
    setBusy(undefined);
    // Being signed in, the screen goes on by itself.
    if (answer.ok) return;
    setTrouble(answer.error);
    if (answer.error.code === "code-wrong" || answer.error.code === "code-expired") setDigits("");
  };
  const sendAgain = async (by: SentCodes["by"]) => {
    if (busy()) return;
    setBusy(by);
    setTrouble(undefined);
    const { phone } = props.sent;
    const answer = await api("POST residents/verification", { body: { phone, by } });
    setBusy(undefined);
    if (!answer.ok) return void setTrouble(answer.error);
    setDigits("");
    props.onSentAgain(withSentCode(props.sent, { phone, by }, answer.value, performance.now()));
    say(t(by === "voice" ? "codeCalling" : "codeSentAgain"));
  };

  return (
    <>
      <section class={styles.done} aria-label={t("phone")}>
        <span class={`${styles.no} ${styles.noDone}`}>
          <Icon name="check" />
        </span>
        <p>
          <span class="quiet">{t("phone")}</span>
          <br />
          <span class="strong">{phoneForReading(props.sent.phone)}</span>
        </p>
        <Button onPress={() => props.onChangePhone()}>{t("change")}</Button>
      </section>
      <form
        class="stack"
        novalidate
        onSubmit={(event) => {
          event.preventDefault();
          void enter();
        }}
      >
        <div class={`row ${styles.lead}`}>
          <span class={styles.no} aria-hidden="true">
            2
          </span>
          <h2>
            <span class="strong">{t("codeTitle")}</span>
            <br />
            <span class="quiet">{t(props.sent.by === "voice" ? "codeByCall" : "codeSent")}</span>
          </h2>
        </div>
        <SmsCode
          value={digits()}
          onInput={(next) => {
            setDigits(next);
            if (next) setTrouble(undefined);
          }}
          onFilled={take}
          error={trouble()?.code === "code-wrong"}
        />
        <OfflineNote />
        <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
        <Show when={lockedMinutes()}>{(minutes) => <p>{t("lockedUntil", { minutes: minutes() })}</p>}</Show>
        <Button
          type="submit"
          tone="primary"
          size="l"
          wide
          busy={busy() === "sign-in"}
          busyLabel={t("signingIn")}
          blockedBecause={whole() ? undefined : t("codeMissing")}
          quietReason
        >
          {t("signIn")}
        </Button>
      </form>
      <section class={`stack ${styles.last}`}>
        <h2 class="row">
          <Icon name="help" />
          {t("noCodeCame")}
        </h2>
        <p class="quiet">{isAtLimit(props.sent) ? t("codesAtLimit") : t("noCodeHelp")}</p>
        <Button
          wide
          icon="refresh"
          busy={busy() === "sms"}
          busyLabel={t("sendingCode")}
          onPress={() => void sendAgain("sms")}
          blockedBecause={waitSeconds() > 0 ? t("sendAgainWait") : undefined}
          quietReason
        >
          {sendAgainLabel()}
        </Button>
        <Show when={offersCall(props.sent)}>
          <Button
            wide
            icon="phone"
            busy={busy() === "voice"}
            busyLabel={t("sendingCode")}
            onPress={() => void sendAgain("voice")}
            blockedBecause={waitSeconds() > 0 ? t("sendAgainWait") : undefined}
            quietReason
          >
            {t("codeCall")}
          </Button>
        </Show>
      </section>
    </>
  );
}

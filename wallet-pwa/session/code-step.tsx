import { createMemo, createSignal, onCleanup, onMount, Show } from "solid-js";
import type { VerificationReply } from "../../schema/api/residents.ts";
import type { Result } from "../../schema/result.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { SmsCode } from "../../web/shared/components/sms-code.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import { isAtLimit, offersCall, type SentCodes, withSentCode } from "./sent-codes.ts";
import styles from "./sign-in.module.css";
import { codeFromSms } from "./web-otp.ts";

const CODE_DIGITS = 6;
const MINUTE_MS = 60_000;

/** Takes the 6 digits from the SMS; what they are for is the caller's. */
export function CodeStep(props: {
  sent: SentCodes;
  /** The number as it is shown, e.g. in full or by its end. */
  number: string;
  /** The button that enters the digits, and what it says while they are looked at. */
  label: string;
  busyLabel: string;
  enter: (code: string) => Promise<Result<unknown, Trouble>>;
  /** Has another code sent. */
  send: (by: SentCodes["by"]) => Promise<Result<VerificationReply, Trouble>>;
  onSentAgain: (codes: SentCodes) => void;
  /** Without it the number can't be changed here. */
  onChangePhone?: (() => void) | undefined;
}) {
  const [digits, setDigits] = createSignal("");
  const [busy, setBusy] = createSignal<"enter" | SentCodes["by"]>();
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
    setBusy("enter");
    setTrouble(undefined);
    const answer = await props.enter(digits());
    setBusy(undefined);
    // The screen goes on by itself.
    if (answer.ok) return;
    setTrouble(answer.error);
    if (answer.error.code === "code-wrong" || answer.error.code === "code-expired") setDigits("");
  };
  const sendAgain = async (by: SentCodes["by"]) => {
    if (busy()) return;
    setBusy(by);
    setTrouble(undefined);
    const { phone } = props.sent;
    const answer = await props.send(by);
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
          <span class="strong">{props.number}</span>
        </p>
        <Show when={props.onChangePhone}>
          {(change) => <Button onPress={() => change()()}>{t("change")}</Button>}
        </Show>
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
          busy={busy() === "enter"}
          busyLabel={props.busyLabel}
          blockedBecause={whole() ? undefined : t("codeMissing")}
          quietReason
        >
          {props.label}
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

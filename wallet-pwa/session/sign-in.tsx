import { A, Navigate, useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, Show } from "solid-js";
import { api } from "../../web/shared/client/api.ts";
import { residentSession } from "../../web/shared/client/session.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { LanguageChooser } from "../../web/shared/i18n/language-chooser.tsx";
import { Brand } from "../../web/shared/icons/emblem.tsx";
import { Icon } from "../../web/shared/icons/icon.tsx";
import { t } from "../i18n/words.ts";
import { t as moving } from "../moving/words.ts";
import { PasskeySignIn } from "../passkeys/passkey-sign-in.tsx";
import { StatusPlace } from "../status/status-place.tsx";
import { CodeStep } from "./code-step.tsx";
import { nextPlace } from "./next-place.ts";
import { phoneForReading } from "./phone-number.ts";
import { PhoneStep } from "./phone-step.tsx";
import { type SentCodes, withSentCode } from "./sent-codes.ts";
import styles from "./sign-in.module.css";
import { signedIn, signIn } from "./signed-in.ts";
import { SilentNumber } from "./silent-number.tsx";

/** Texts are accepted before anything else, but for a sheet in hand: what it asks for is accepted with it (RES-5). */
function afterSignIn(next: string): string {
  if (residentSession.me()?.consents !== "needed" || next === "/wallet/charge") return next;
  return `/wallet/consent?next=${encodeURIComponent(next)}`;
}

/** Signing in and registering in one: phone number, then the 6-digit code (S20). */
export default function SignIn() {
  const [query] = useSearchParams<{ next?: string }>();
  const [phone, setPhone] = createSignal("");
  const [sent, setSent] = createSignal<SentCodes>();
  const [entering, setEntering] = createSignal(false);
  /** The code was right, but nobody used this number's wallet for long (RES-14). */
  const [silent, setSilent] = createSignal(false);
  const [anew, setAnew] = createSignal(false);
  const enter = async (to: string, code: string) => {
    const answer = await signIn({ phone: to, code, anew: anew() });
    if (!answer.ok && answer.error.code === "number-silent") setSilent(true);
    return answer;
  };
  createEffect(() => {
    document.title = `${t("signInTitle")}｜Tegata`;
  });
  return (
    <div class="phone">
      <main class="phone__body">
        <div class={`row row--apart ${styles.hello}`}>
          <Brand />
          <LanguageChooser />
        </div>
        <h1 class={styles.title}>{t("signInTitle")}</h1>
        <Show when={signedIn() === "yes"}>
          <Navigate href={afterSignIn(nextPlace(query.next))} />
        </Show>
        <Show
          when={entering() && sent()}
          fallback={
            <>
              <StatusPlace />
              <PhoneStep
                send={(to) => api("POST residents/verification", { body: { phone: to } })}
                phone={phone()}
                onPhone={setPhone}
                before={sent()}
                onSent={(codes) => {
                  setSent(codes);
                  setEntering(true);
                }}
              />
              <PasskeySignIn />
              <A class={buttonClass({ wide: true })} href="/wallet/move">
                <Icon name="phone" />
                {moving("takeLink")}
              </A>
            </>
          }
        >
          {(codes) => (
            <Show
              when={!silent()}
              fallback={
                <SilentNumber
                  number={phoneForReading(codes().phone)}
                  send={() => api("POST residents/verification", { body: { phone: codes().phone } })}
                  onSent={(reply) => {
                    const to = { phone: codes().phone, by: "sms" } as const;
                    setSent(withSentCode(codes(), to, reply, performance.now()));
                    setAnew(true);
                    setSilent(false);
                  }}
                />
              }
            >
              <CodeStep
                sent={codes()}
                number={phoneForReading(codes().phone)}
                label={t(anew() ? "silentBegin" : "signIn")}
                busyLabel={t("signingIn")}
                enter={(code) => enter(codes().phone, code)}
                send={(by) => api("POST residents/verification", { body: { phone: codes().phone, by } })}
                onSentAgain={(again) => setSent(again)}
                onChangePhone={() => {
                  setAnew(false);
                  setEntering(false);
                }}
              />
            </Show>
          )}
        </Show>
        <p class={`small quiet ${styles.centre}`}>{t("paperStays")}</p>
      </main>
    </div>
  );
}

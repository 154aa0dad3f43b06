import { A } from "@solidjs/router";
import { createSignal, Match, Show, Switch } from "solid-js";
import { api } from "../../web/shared/client/api.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { Screen } from "../frame/screen.tsx";
import { CodeStep } from "../session/code-step.tsx";
import { OwnCode } from "../session/own-code.tsx";
import { phoneForReading } from "../session/phone-number.ts";
import { PhoneStep } from "../session/phone-step.tsx";
import { type SentCodes, withSentCode } from "../session/sent-codes.ts";
import { phoneEnd, startSession } from "../session/signed-in.ts";
import { t } from "./words.ts";

/** Another number for the same wallet (RES-12): the present one's code where none was entered lately, then the new one's. */
export default function NumberPage() {
  const [step, setStep] = createSignal<"number" | "own" | "code" | "done">("number");
  const [phone, setPhone] = createSignal("");
  const [sent, setSent] = createSignal<SentCodes>();
  const send = async (to: string, by: SentCodes["by"]) => {
    const answer = await api("POST residents/number/verification", { body: { phone: to, by } });
    if (!answer.ok && answer.error.code === "code-needed") setStep("own");
    return answer;
  };
  const took = (codes: SentCodes) => {
    setSent(codes);
    setStep("code");
  };
  const proven = async () => {
    const answer = await send(phone(), "sms");
    if (answer.ok) took(withSentCode(sent(), { phone: phone(), by: "sms" }, answer.value, performance.now()));
    // Whatever is wrong with the new number is said where it is typed.
    else setStep("number");
  };
  const enter = async (code: string) => {
    const answer = await api("POST residents/number", { body: { phone: phone(), code } });
    if (!answer.ok) return answer;
    await startSession();
    setStep("done");
    return answer;
  };
  return (
    <Screen title={t("title")} backTo={step() === "done" ? "/wallet/" : "/wallet/settings"}>
      <Switch>
        <Match when={step() === "number"}>
          <p>{t("lead")}</p>
          <PhoneStep
            label={t("newNumber")}
            phone={phone()}
            onPhone={setPhone}
            before={sent()}
            send={(to) => send(to, "sms")}
            onSent={took}
          />
          <p class="quiet">{t("others")}</p>
        </Match>
        <Match when={step() === "own"}>
          <p>{t("oldFirst")}</p>
          <OwnCode label={t("proven")} onProven={() => void proven()} />
          <Note icon="info">
            <p>{t("oldGone")}</p>
            <A class={buttonClass({ wide: true })} href="/wallet/help">
              {t("help")}
            </A>
          </Note>
        </Match>
        <Match when={step() === "code" && sent()}>
          {(codes) => (
            <CodeStep
              sent={codes()}
              number={phoneForReading(codes().phone)}
              label={t("change")}
              busyLabel={t("changing")}
              enter={enter}
              send={(by) => send(codes().phone, by)}
              onSentAgain={setSent}
              onChangePhone={() => setStep("number")}
            />
          )}
        </Match>
        <Match when={step() === "done"}>
          <Note tone="ok" announce="polite">
            <p class="strong">{t("done")}</p>
            <p>
              <Show when={phoneEnd()}>{(digits) => t("doneText", { digits: digits() })}</Show>
            </p>
          </Note>
          <A class={buttonClass({ tone: "primary", wide: true })} href="/wallet/">
            {t("home")}
          </A>
        </Match>
      </Switch>
    </Screen>
  );
}

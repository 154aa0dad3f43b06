import { createSignal, Show } from "solid-js";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { t } from "../i18n/words.ts";
import { CodeStep } from "./code-step.tsx";
import { type SentCodes, withSentCode } from "./sent-codes.ts";
import { phoneEnd } from "./signed-in.ts";

/** What stands for one's own number among the codes that this page asked for; the server knows the number. */
const OWN = "own";

/** Sends a code to the number of who is signed in, and takes it. */
export function OwnCode(props: { label: string; onProven: () => void }) {
  const [sent, setSent] = createSignal<SentCodes>();
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const ask = (by: SentCodes["by"]) => api("POST residents/proof/verification", { body: { by } });
  const send = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await ask("sms");
    setBusy(false);
    if (answer.ok)
      setSent(withSentCode(undefined, { phone: OWN, by: "sms" }, answer.value, performance.now()));
    else setTrouble(answer.error);
  };
  const number = () => t("phoneEnds", { digits: phoneEnd() ?? "" });
  const enter = async (code: string) => {
    const answer = await api("POST residents/proof", { body: { code } });
    if (answer.ok) props.onProven();
    return answer;
  };
  return (
    <Show
      when={sent()}
      fallback={
        <section class="stack">
          <p>
            <span class="quiet">{t("phone")}</span>
            <br />
            <span class="strong">{number()}</span>
          </p>
          <OfflineNote />
          <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
          <Button
            tone="primary"
            size="l"
            wide
            busy={busy()}
            busyLabel={t("sendingCode")}
            onPress={() => void send()}
          >
            {t("sendCode")}
          </Button>
        </section>
      }
    >
      {(codes) => (
        <CodeStep
          sent={codes()}
          number={number()}
          label={props.label}
          busyLabel={t("signingIn")}
          enter={enter}
          send={ask}
          onSentAgain={setSent}
        />
      )}
    </Show>
  );
}

import { A } from "@solidjs/router";
import { createSignal, Show } from "solid-js";
import type { VerificationReply } from "../../schema/api/residents.ts";
import type { Result } from "../../schema/result.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { t } from "../i18n/words.ts";
import { PasskeySignIn } from "../passkeys/passkey-sign-in.tsx";
import styles from "./sign-in.module.css";

/** Nobody used this number's wallet for long (RES-14): its owner calls the office, a new owner of the number begins anew. */
export function SilentNumber(props: {
  number: string;
  /** Has a code sent for beginning anew. */
  send: () => Promise<Result<VerificationReply, Trouble>>;
  onSent: (reply: VerificationReply) => void;
}) {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const begin = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await props.send();
    setBusy(false);
    if (answer.ok) props.onSent(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <>
      <Note tone="warn" announce="polite">
        <p class="strong">{t("silentTitle", { number: props.number })}</p>
        <p>{t("silentText")}</p>
      </Note>
      <section class={`stack ${styles.last}`}>
        <h2>{t("silentMine")}</h2>
        <p>{t("silentMineText")}</p>
        <A class={buttonClass({ tone: "primary", wide: true })} href="/wallet/help">
          {t("silentCall")}
        </A>
        <PasskeySignIn />
      </section>
      <section class={`stack ${styles.last}`}>
        <h2>{t("silentNew")}</h2>
        <p>{t("silentNewText")}</p>
        <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
        <Button wide busy={busy()} busyLabel={t("sendingCode")} onPress={() => void begin()}>
          {t("silentBegin")}
        </Button>
      </section>
    </>
  );
}

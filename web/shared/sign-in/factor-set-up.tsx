import { createSignal, onMount, Show } from "solid-js";
import type { BegunTotp } from "../../../schema/api/staff-factors.ts";
import { api } from "../client/api.ts";
import type { Trouble } from "../client/trouble.ts";
import { Button } from "../components/button.tsx";
import { GreyRows } from "../components/list-states.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { Qr } from "../components/qr.tsx";
import { ProofForm } from "./proof-form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import styles from "./sign-in.module.css";
import { TotpField, totpDigits } from "./totp-field.tsx";
import { t } from "./words.ts";

/**
 * Sets an app up that shows codes: its QR, its first code, and the codes on paper (FAC-2, FAC-3). `onDone` comes when its
 * owner says that they have the paper; the app works from its first code on.
 */
export function FactorSetUp(props: { onMade?: () => void; onDone: () => void }) {
  const [begun, setBegun] = createSignal<BegunTotp>();
  const [codes, setCodes] = createSignal<readonly string[]>();
  const [code, setCode] = createSignal("");
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();

  const begin = async () => {
    setTrouble(undefined);
    const answer = await api("POST staff/factor/totp");
    if (answer.ok) setBegun(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void begin());

  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const ticket = begun()?.ticket;
    const digits = totpDigits(code());
    if (busy() || !ticket || !digits) return;
    setBusy(true);
    const answer = await api("POST staff/factor/totp/confirmation", { body: { ticket, code: digits } });
    setBusy(false);
    setCode("");
    setTried(false);
    if (answer.ok) {
      props.onMade?.();
      return setCodes(answer.value.recoveryCodes);
    }
    setTrouble(answer.error);
    if (answer.error.code === "factor-ticket-ended") {
      await begin();
      setTrouble(answer.error);
    }
  };
  return (
    <Show
      when={codes()}
      fallback={
        <Show when={trouble()?.code !== "proof-needed"} fallback={<ProofForm onDone={() => void begin()} />}>
          <Show when={trouble()}>
            {(why) => <ProblemNote code={why().code} {...(begun() ? {} : { onRetry: () => void begin() })} />}
          </Show>
          <Show when={begun()} fallback={<Show when={!trouble()}>{<GreyRows />}</Show>}>
            {(one) => (
              <form class="stack" onSubmit={(event) => void confirm(event)} novalidate>
                <ol class={styles.steps}>
                  <li>{t("setUpInstall")}</li>
                  <li>{t("setUpScan")}</li>
                  <li>{t("setUpType")}</li>
                </ol>
                <Qr class={styles.qr} text={one().uri} label={t("setUpQr")} />
                <details>
                  <summary class={styles.summary}>{t("setUpByHand")}</summary>
                  <p>{t("setUpByHandText")}</p>
                  <p class={styles.secret}>
                    {one()
                      .secret.match(/.{1,4}/g)
                      ?.join(" ")}
                  </p>
                </details>
                <TotpField value={code()} onInput={setCode} error={tried() && !totpDigits(code())} />
                <Button
                  type="submit"
                  tone="primary"
                  size="l"
                  wide
                  busy={busy()}
                  busyLabel={t("factorChecking")}
                >
                  {t("setUpConfirm")}
                </Button>
              </form>
            )}
          </Show>
        </Show>
      }
    >
      {(made) => <RecoveryCodes codes={made()} onDone={props.onDone} />}
    </Show>
  );
}

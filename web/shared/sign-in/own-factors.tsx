import { createSignal, Match, Show, Switch } from "solid-js";
import { api } from "../client/api.ts";
import { staffSession } from "../client/session.ts";
import type { Trouble } from "../client/trouble.ts";
import { Badge } from "../components/badge.tsx";
import { Button } from "../components/button.tsx";
import { DateTime } from "../components/date-time.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { say } from "../components/toast.tsx";
import { formatNumber } from "../i18n/numbers.ts";
import { FactorSetUp } from "./factor-set-up.tsx";
import { ProofForm } from "./proof-form.tsx";
import { RecoveryCodes } from "./recovery-codes.tsx";
import styles from "./sign-in.module.css";
import { t } from "./words.ts";

/** One's own app and codes on paper: set up, replaced, taken away where no role asks for them (FAC-1 to FAC-3). */
export function OwnFactors(props: { onChange: () => void }) {
  const [doing, setDoing] = createSignal<"set-up" | "codes" | "remove">();
  const [codes, setCodes] = createSignal<readonly string[]>();
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const own = () => staffSession.me()?.factors;

  const over = async () => {
    setDoing(undefined);
    setCodes(undefined);
    setTrouble(undefined);
    await staffSession.load();
    props.onChange();
  };
  const act = async (what: "codes" | "remove") => {
    if (busy()) return;
    setDoing(what);
    setBusy(true);
    setTrouble(undefined);
    if (what === "codes") {
      const answer = await api("POST staff/factor/recovery-codes");
      if (answer.ok) setCodes(answer.value.recoveryCodes);
      else setTrouble(answer.error);
    } else {
      const answer = await api("DELETE staff/factor/totp");
      if (answer.ok) {
        say(t("factorRemoved"));
        await over();
      } else setTrouble(answer.error);
    }
    setBusy(false);
  };
  const again = () => {
    const what = doing();
    if (what === "codes" || what === "remove") void act(what);
  };
  return (
    <section class="card stack">
      <h2 class="card__title">{t("factor")}</h2>
      <Switch>
        <Match when={doing() === "set-up"}>
          <FactorSetUp onDone={() => void over()} />
          <Button tone="plain" onPress={() => void over()}>
            {t("factorStop")}
          </Button>
        </Match>
        <Match when={codes()}>{(made) => <RecoveryCodes codes={made()} onDone={() => void over()} />}</Match>
        <Match when={trouble()?.code === "proof-needed"}>
          <ProofForm onDone={again} />
        </Match>
        <Match when={own()}>
          {(factors) => (
            <>
              <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
              <Show
                when={factors().kinds.includes("totp")}
                fallback={
                  <>
                    <p>{t("factorWhy")}</p>
                    <p>
                      <Button onPress={() => setDoing("set-up")}>{t("factorBegin")}</Button>
                    </p>
                  </>
                }
              >
                <p>
                  <Badge tone="ok">{t("factorOn")}</Badge>
                </p>
                <p>{t("recoveryLeft", { left: formatNumber(factors().recovery.left) })}</p>
                <Show when={factors().recovery.usedAtMs}>
                  {(atMs) => (
                    <p class="quiet">
                      {t("recoveryUsed")} <DateTime atMs={atMs()} />
                    </p>
                  )}
                </Show>
                <div class={styles.actions}>
                  <Button onPress={() => setDoing("set-up")}>{t("factorReplace")}</Button>
                  <Button busy={busy() && doing() === "codes"} onPress={() => void act("codes")}>
                    {t("recoveryAgain")}
                  </Button>
                  <Show when={!factors().required}>
                    <Button
                      tone="danger"
                      busy={busy() && doing() === "remove"}
                      onPress={() => void act("remove")}
                    >
                      {t("factorRemove")}
                    </Button>
                  </Show>
                </div>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </section>
  );
}

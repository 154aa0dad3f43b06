import { createSignal, Match, Show, Switch } from "solid-js";
import { LOCK_MINUTES } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Badge } from "../../shared/components/badge.tsx";
import { Button } from "../../shared/components/button.tsx";
import { SelectField, TextField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { say } from "../../shared/components/toast.tsx";
import { ProofForm } from "../../shared/sign-in/proof-form.tsx";
import { PIN_DIGITS } from "../lock/pin-pad.tsx";
import { lockTill } from "../lock/till-lock.ts";
import { t } from "../words/words.ts";
import styles from "./settings-page.module.css";

const MINUTES = [LOCK_MINUTES.least, 2, 3, LOCK_MINUTES.usual, 10, 15, 20, LOCK_MINUTES.most];

/** The PIN of who is signed in: set, changed, taken away (PIN-1); and after how long the till locks (PIN-2). */
export function TillPinCard() {
  const [doing, setDoing] = createSignal<"set" | "remove">();
  const [pin, setPin] = createSignal("");
  const [again, setAgain] = createSignal("");
  const [chosen, setChosen] = createSignal<string>();
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const lock = () => staffSession.me()?.tillLock;
  const minutes = () => chosen() ?? String(lock()?.lockMinutes ?? LOCK_MINUTES.usual);
  const plain = (text: string) => text.normalize("NFKC").trim();
  const pinFault = () => (/^\d{4}$/.test(plain(pin())) ? undefined : t("pinFourDigits"));
  const againFault = () => (plain(again()) === plain(pin()) ? undefined : t("pinDiffers"));

  const over = () => {
    setDoing(undefined);
    setPin("");
    setAgain("");
    setChosen(undefined);
    setTried(false);
    setTrouble(undefined);
  };
  const act = async (what: "set" | "remove") => {
    if (busy()) return;
    setDoing(what);
    setBusy(true);
    setTrouble(undefined);
    const body = { pin: pin(), lockMinutes: Number(minutes()) };
    const answer = await (what === "set"
      ? api("PUT staff/till-pin", { body })
      : api("DELETE staff/till-pin"));
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    staffSession.become(answer.value);
    say(what === "set" ? t("pinSaved") : t("pinRemoved"));
    over();
  };
  const send = (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (!pinFault() && !againFault()) void act("set");
  };
  const field = {
    type: "password",
    inputmode: "numeric",
    autocomplete: "off",
    maxlength: PIN_DIGITS,
  } as const;
  return (
    <Show when={lock()}>
      {(own) => (
        <section class="card stack">
          <h2 class="card__title">{t("pinTitle")}</h2>
          <Switch>
            <Match when={trouble()?.code === "proof-needed"}>
              <ProofForm onDone={() => void act(doing() ?? "set")} />
              <Button tone="plain" onPress={over}>
                {t("pinStop")}
              </Button>
            </Match>
            <Match when={doing() === "set"}>
              <form class="stack" onSubmit={send} novalidate>
                <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
                <TextField
                  {...field}
                  label={t("pinNew")}
                  hint={t("pinHint")}
                  value={pin()}
                  onInput={setPin}
                  error={tried() ? pinFault() : undefined}
                  autofocus
                />
                <TextField
                  {...field}
                  label={t("pinAgain")}
                  value={again()}
                  onInput={setAgain}
                  error={tried() && !pinFault() ? againFault() : undefined}
                />
                <SelectField
                  label={t("pinMinutes")}
                  value={minutes()}
                  options={MINUTES.map((each) => ({
                    value: String(each),
                    label: t("pinMinutesOne", { minutes: String(each) }),
                  }))}
                  onChange={setChosen}
                />
                <Button type="submit" tone="primary" wide busy={busy()}>
                  {t("pinSave")}
                </Button>
                <Button tone="plain" wide onPress={over}>
                  {t("pinStop")}
                </Button>
              </form>
            </Match>
            <Match when={true}>
              <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
              <Show when={own().hasPin} fallback={<p>{t("pinWhy")}</p>}>
                <p>
                  <Badge tone="ok">{t("pinOn")}</Badge>
                </p>
                <p>{t("pinLocksAfter", { minutes: String(own().lockMinutes) })}</p>
              </Show>
              <div class={styles.row}>
                <Button onPress={() => setDoing("set")}>
                  {own().hasPin ? t("pinChange") : t("pinBegin")}
                </Button>
                <Show when={own().hasPin}>
                  <Button tone="danger" busy={busy()} onPress={() => void act("remove")}>
                    {t("pinRemove")}
                  </Button>
                </Show>
                <Button icon="lock" onPress={() => void lockTill()}>
                  {t("lockNow")}
                </Button>
              </div>
            </Match>
          </Switch>
        </section>
      )}
    </Show>
  );
}

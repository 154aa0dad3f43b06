import { A, useNavigate } from "@solidjs/router";
import { createSignal, Match, onMount, Show, Switch } from "solid-js";
import type { ClaimedMove } from "../../schema/api/moves.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { digitsOf } from "../../web/shared/client/typed-digits.ts";
import { Button, buttonClass } from "../../web/shared/components/button.tsx";
import { TextField } from "../../web/shared/components/field.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { TakeOverWaiting } from "./take-over-waiting.tsx";
import { t } from "./words.ts";

const DIGITS = 10;
const KEY_BYTES = 32;

/** What this phone keeps to itself: only whoever has it is signed in by the move, however often it asks. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The new phone's end of a move (RES-13): the digits, typed or in the link that its camera opened, then the wait. */
export default function TakeOverPage() {
  const navigate = useNavigate();
  const key = newKey();
  const [digits, setDigits] = createSignal("");
  const [short, setShort] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [claimed, setClaimed] = createSignal<ClaimedMove>();
  const [ended, setEnded] = createSignal(false);
  const claim = async () => {
    if (busy()) return;
    setTrouble(undefined);
    setShort(digits().length !== DIGITS);
    if (short()) return;
    setBusy(true);
    const answer = await api("POST residents/moves/claim", { body: { code: digits(), key } });
    setBusy(false);
    if (answer.ok) setClaimed(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => {
    const given = digitsOf(location.hash);
    if (given.length !== DIGITS) return;
    // The link is good once: it is kept neither in the history nor in the address.
    history.replaceState(history.state, "", location.pathname);
    setDigits(given);
    void claim();
  });
  return (
    <Screen title={t("takeTitle")} backTo="/wallet/sign-in">
      <OfflineNote />
      <Switch>
        <Match when={ended()}>
          <Note tone="warn" announce="polite">
            <p class="strong">{t("takeEnded")}</p>
            <p>{t("takeEndedText")}</p>
          </Note>
          <Button
            tone="primary"
            wide
            onPress={() => {
              setDigits("");
              setClaimed(undefined);
              setEnded(false);
            }}
          >
            {t("takeAgain")}
          </Button>
        </Match>
        <Match when={claimed()} keyed>
          {(one) => (
            <TakeOverWaiting
              claimed={one}
              moveKey={key}
              onDone={() => navigate("/wallet/", { replace: true })}
              onEnded={() => setEnded(true)}
            />
          )}
        </Match>
        <Match when={!claimed()}>
          <p>{t("takeText")}</p>
          <form
            class="stack"
            novalidate
            onSubmit={(event) => {
              event.preventDefault();
              void claim();
            }}
          >
            <TextField
              label={t("digits")}
              inputmode="numeric"
              autocomplete="off"
              value={digits()}
              onInput={(text) => {
                setShort(false);
                setDigits(digitsOf(text).slice(0, DIGITS));
              }}
              error={short() ? t("takeShort") : undefined}
              maxlength={20}
            />
            <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
            <Button type="submit" tone="primary" size="l" wide busy={busy()} busyLabel={t("taking")}>
              {t("take")}
            </Button>
          </form>
        </Match>
      </Switch>
      <A class={buttonClass({ tone: "plain", wide: true })} href="/wallet/sign-in">
        {t("signInInstead")}
      </A>
    </Screen>
  );
}

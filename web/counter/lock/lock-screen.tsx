import { createSignal, createUniqueId, For, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { TillPerson, TillUnlockRequest } from "../../../schema/api/till-lock.ts";
import { staffSession } from "../../shared/client/session.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { keyPress, pressed } from "../../shared/components/key-presses.ts";
import { Note } from "../../shared/components/note.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { LanguageChooser } from "../../shared/i18n/language-chooser.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { SignInForm } from "../session/sign-in.tsx";
import { currentTill } from "../till/till-store.ts";
import { t } from "../words/words.ts";
import styles from "./lock-screen.module.css";
import { PasswordUnlock } from "./password-unlock.tsx";
import { PIN_DIGITS, PinPad } from "./pin-pad.tsx";
import { forgetLock, unlockTill } from "./till-lock.ts";

const MINUTE_MS = 60_000;

/**
 * Covers the till until somebody unlocks it. It is the platform's own modal, the topmost one: what lies under it, with the
 * sale under way and any open question, stays as it is and can't be reached.
 */
export function LockScreen() {
  const title = createUniqueId();
  let box: HTMLDialogElement | undefined;
  const [turn, setTurn] = createSignal<TillPerson>();
  const [other, setOther] = createSignal(false);
  const [byPassword, setByPassword] = createSignal(false);
  const [digits, setDigits] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  /** For how long the PIN isn't looked at, after too many wrong ones. */
  const [pinRests, setPinRests] = createSignal<number>();

  const lock = () => staffSession.me()?.tillLock;
  const name = () => turn()?.name ?? staffSession.me()?.name ?? "";
  const hasPin = () => turn()?.hasPin ?? lock()?.hasPin ?? false;
  const withPin = () => hasPin() && !byPassword() && !other();
  const till = () => {
    const me = staffSession.me();
    return me ? currentTill(me) : undefined;
  };
  const start = (change: { turn?: TillPerson | undefined; other?: boolean; byPassword?: boolean }) => {
    setTrouble(undefined);
    setPinRests(undefined);
    setDigits("");
    setTurn(change.turn);
    setOther(change.other ?? false);
    setByPassword(change.byPassword ?? false);
  };
  const send = async (secret: TillUnlockRequest) => {
    if (busy()) return;
    setBusy(true);
    setPinRests(undefined);
    const answer = await unlockTill(turn()?.person, secret);
    setBusy(false);
    if (answer.ok) return;
    setDigits("");
    setTrouble(answer.error);
    if (answer.error.code !== "too-many-requests" || !("pin" in secret)) return;
    // What works now is the password.
    setPinRests(answer.error.retryAfterMs ?? MINUTE_MS);
    setByPassword(true);
  };
  const type = (next: string) => {
    if (busy()) return;
    setDigits(next);
    if (next.length === PIN_DIGITS) void send({ pin: next });
    else if (next.length > 0) setTrouble(undefined);
  };

  const show = () => {
    if (!box || box.open) return;
    if (typeof box.showModal === "function") box.showModal();
    else (box as HTMLElement).setAttribute("open", "");
  };
  // Keys are for this screen alone: under it a price may be waiting for digits.
  const hear = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") return event.preventDefault();
    if (!withPin() || event.target instanceof HTMLInputElement) return;
    const one = keyPress(event);
    if (!one || one.kind === "enter") return;
    event.preventDefault();
    type(pressed(digits(), one, "code", PIN_DIGITS));
  };
  onMount(() => {
    show();
    addEventListener("keydown", hear, { capture: true });
    onCleanup(() => removeEventListener("keydown", hear, { capture: true }));
  });

  const signOut = async () => {
    forgetLock();
    await staffSession.signOut();
  };
  return (
    <dialog
      ref={box}
      class={styles.screen}
      aria-labelledby={title}
      onCancel={(event) => event.preventDefault()}
      onClose={show}
    >
      <div class={styles.card}>
        <header class={styles.head}>
          <span class={styles.sign}>
            <Icon name="lock" />
          </span>
          <div>
            <h1 id={title} class={styles.title}>
              {t("lockTitle")}
            </h1>
            <Show when={till()}>
              {(one) => (
                <p class="quiet">
                  {t("storeAndTill", { store: one().store.name, number: String(one().till.number) })}
                </p>
              )}
            </Show>
          </div>
        </header>
        <OfflineNote />
        <Switch>
          <Match when={other()}>
            <h2 class="card__title">{t("signInTitle")}</h2>
            <SignInForm />
          </Match>
          <Match when={true}>
            <p class={styles.name}>{t("signedInAs", { name: name() })}</p>
            <Show
              when={pinRests()}
              fallback={<Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>}
            >
              {(restMs) => <PinBlocked restMs={restMs()} />}
            </Show>
            <Show
              when={withPin()}
              fallback={
                <PasswordUnlock
                  loginId={turn() ? "" : (staffSession.me()?.loginId ?? "")}
                  busy={busy()}
                  onSend={(password) => void send({ password })}
                />
              }
            >
              <PinPad digits={digits()} onDigits={type} busy={busy()} />
            </Show>
          </Match>
        </Switch>
        <div class={styles.ways}>
          <Show when={hasPin() && !other()}>
            <Button tone="plain" wide onPress={() => start({ turn: turn(), byPassword: !byPassword() })}>
              {byPassword() ? t("unlockByPin") : t("unlockByPassword")}
            </Button>
          </Show>
          <Show when={turn() || other()}>
            <Button icon="back" wide onPress={() => start({})}>
              {t("lockBackTo", { name: staffSession.me()?.name ?? "" })}
            </Button>
          </Show>
          <Show when={!turn() && !other()}>
            <For each={lock()?.people}>
              {(person) => (
                <Button icon="user" wide onPress={() => start({ turn: person })}>
                  {t("lockTurn", { name: person.name })}
                </Button>
              )}
            </For>
            <Button icon="users" wide onPress={() => start({ other: true })}>
              {t("lockOther")}
            </Button>
            <Button icon="signout" wide onPress={() => void signOut()}>
              {t("signOut")}
            </Button>
          </Show>
        </div>
        <div class={styles.foot}>
          <LanguageChooser />
        </div>
      </div>
    </dialog>
  );
}

/** Too many wrong tries: how long the PIN rests, and what opens meanwhile. */
function PinBlocked(props: { restMs: number }) {
  return (
    <Note tone="danger" announce="alert">
      <p class="strong">{t("pinBlocked")}</p>
      <p>{t("pinBlockedNext", { minutes: String(Math.ceil(props.restMs / MINUTE_MS)) })}</p>
    </Note>
  );
}

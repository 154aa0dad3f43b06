import { useLocation } from "@solidjs/router";
import { createEffect, createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import { staffCan, staffSession } from "../../shared/client/session.ts";
import { Button, buttonClass } from "../../shared/components/button.tsx";
import { GreyRows } from "../../shared/components/list-states.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { FirstFactor } from "../../shared/passkeys/first-factor.tsx";
import { ChangePassword } from "../../shared/sign-in/change-password.tsx";
import { FactorQuestion } from "../../shared/sign-in/factor-question.tsx";
import { t as signIn } from "../../shared/sign-in/words.ts";
import { to } from "../frame/addresses.ts";
import { ShopProvider } from "../home/shop.tsx";
import { LockScreen } from "../lock/lock-screen.tsx";
import { LockWatch } from "../lock/lock-watch.tsx";
import { tillLocked } from "../lock/till-lock.ts";
import { WedgeListener } from "../scan/wedge-listener.tsx";
import { TillPage } from "../till/till-page.tsx";
import { currentTill } from "../till/till-store.ts";
import { t } from "../words/words.ts";
import { Cover } from "./cover.tsx";
import { SignIn } from "./sign-in.tsx";

/** Lets through who is signed in, may use a counter, has a password of their own and stands at a till. */
export function Gate(props: { children: JSX.Element }) {
  const location = useLocation();
  const me = () => staffSession.me() ?? undefined;
  const till = () => {
    const known = me();
    return known && currentTill(known);
  };
  onMount(() => void staffSession.load());
  // What was open stays as it is under the lock; what wasn't isn't opened under it.
  const [opened, setOpened] = createSignal(false);
  createEffect(() => {
    if (!me()) setOpened(false);
    else if (!tillLocked()) setOpened(true);
  });
  // These pages don't need a till, and choosing one must stay possible.
  const withoutTill = () => ([to.till, to.help, to.password] as string[]).includes(location.pathname);
  return (
    <>
      <LockWatch />
      <Switch
        fallback={
          <Cover title={t("appName")}>
            <Show when={staffSession.trouble()} fallback={<GreyRows />}>
              {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void staffSession.load()} />}
            </Show>
          </Cover>
        }
      >
        <Match when={staffSession.me() === null}>
          <SignIn />
        </Match>
        <Match when={me()?.factors.step === "ask"}>
          <Cover title={signIn("factorTitle")}>
            <FactorQuestion />
          </Cover>
        </Match>
        <Match when={me() && !staffCan("counter.use")}>
          <NotForCounter />
        </Match>
        <Match when={me()?.mustChangePassword}>
          <Cover title={t("newPasswordTitle")}>
            <p>{t("newPasswordWhy")}</p>
            <ChangePassword />
          </Cover>
        </Match>
        <Match when={me()?.factors.step === "set-up"}>
          <Cover title={signIn("setUpTitle")}>
            <p>{signIn("setUpLead")}</p>
            <FirstFactor />
          </Cover>
        </Match>
        <Match when={tillLocked() && !opened()}>
          <div />
        </Match>
        <Match when={me() && withoutTill() && !till()}>{props.children}</Match>
        <Match when={me() && !till()}>
          <TillPage />
        </Match>
        {/* Keyed by the store: another one has another feed, list and word. */}
        <Match when={till()?.store.storeId} keyed>
          <Show when={till()}>
            {(chosen) => (
              <ShopProvider till={chosen()}>
                <WedgeListener />
                {props.children}
              </ShopProvider>
            )}
          </Show>
        </Match>
      </Switch>
      <Show when={tillLocked()}>
        <LockScreen />
      </Show>
    </>
  );
}

function NotForCounter() {
  return (
    <Cover title={t("appName")}>
      <Note tone="warn" announce="polite">
        <p class="strong">{t("notForCounter")}</p>
        <p>{t("notForCounterNext")}</p>
      </Note>
      <a class={buttonClass({ wide: true })} href="/admin/">
        {t("otherOffices")}
      </a>
      <Button icon="signout" wide onPress={() => void staffSession.signOut()}>
        {t("signOut")}
      </Button>
    </Cover>
  );
}

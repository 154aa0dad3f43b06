import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import { Button } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { canInstall, install } from "../updates/install-prompt.ts";
import { HomeScreenSteps } from "./home-screen-steps.tsx";
import styles from "./notices.module.css";
import { keepTold, turnOn } from "./push-store.ts";
import { isInstalled, isIos, pushPermission } from "./this-phone.ts";
import {
  hasPaid,
  keptSubscription,
  notNowSaid,
  type Question,
  questionFor,
  sayNotNow,
} from "./when-to-ask.ts";
import { t } from "./words.ts";

/** Asks on the home screen, after a first payment, whether to notify or to install: one question at a time (PSH-7). */
export default function AskNote() {
  const [question, setQuestion] = createSignal<Question | null>(null);
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  // By the phone's own clock: how long its owner is left alone is between the two of them.
  const look = () => {
    const offered = isIos() ? "by-hand" : canInstall() ? "offered" : "none";
    setQuestion(
      questionFor(
        {
          hasPaid: hasPaid(),
          push: pushPermission(),
          subscribed: keptSubscription() !== undefined,
          install: isInstalled() ? "none" : offered,
          notNowMs: { notify: notNowSaid("notify"), install: notNowSaid("install") },
        },
        Date.now(),
      ),
    );
  };
  onMount(() => {
    look();
    void keepTold();
  });
  const notNow = () => {
    sayNotNow(question() === "notify" ? "notify" : "install", Date.now());
    look();
  };
  const notify = async () => {
    setBusy(true);
    const outcome = await turnOn();
    setBusy(false);
    setFailed(outcome === "failed");
    if (outcome === "failed") return;
    if (outcome === "on") say(t("turnedOn"));
    // Whoever said no to the browser has said "not now" to us.
    else sayNotNow("notify", Date.now());
    look();
  };
  const addToHome = async () => {
    sayNotNow("install", Date.now());
    await install();
    look();
  };
  return (
    <Switch>
      <Match when={question() === "notify"}>
        <Asked title={t("askTitle")} text={t("askText")} failed={failed()} onNotNow={notNow}>
          <Button tone="primary" wide busy={busy()} onPress={() => void notify()}>
            {t("accept")}
          </Button>
        </Asked>
      </Match>
      <Match when={question() === "install"}>
        <Asked title={t("installTitle")} text={t("installText")} onNotNow={notNow}>
          <Button tone="primary" wide onPress={() => void addToHome()}>
            {t("install")}
          </Button>
        </Asked>
      </Match>
      <Match when={question() === "install-ios"}>
        <Asked title={t("iosTitle")} text={t("iosText")} onNotNow={notNow}>
          <HomeScreenSteps />
        </Asked>
      </Match>
    </Switch>
  );
}

function Asked(props: {
  title: string;
  text: string;
  onNotNow: () => void;
  failed?: boolean;
  children: JSX.Element;
}) {
  return (
    <Note icon="bell" announce="polite">
      <p class="strong">{props.title}</p>
      <p>{props.text}</p>
      <Show when={props.failed}>
        <p class="strong">{t("failed")}</p>
        <p>{t("failedHow")}</p>
      </Show>
      <div class={styles.choices}>
        {props.children}
        <Button wide onPress={() => props.onNotNow()}>
          {t("notNow")}
        </Button>
      </div>
    </Note>
  );
}

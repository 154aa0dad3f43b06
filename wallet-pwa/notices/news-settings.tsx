import { createSignal, For, Match, onCleanup, onMount, Show, Switch } from "solid-js";
import type { NewsChoices } from "../../schema/api/push.ts";
import { NEWS_KINDS } from "../../schema/news.ts";
import { Badge } from "../../web/shared/components/badge.tsx";
import { Button } from "../../web/shared/components/button.tsx";
import { Tick } from "../../web/shared/components/field.tsx";
import { GreyRows } from "../../web/shared/components/list-states.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { SwitchView } from "../../web/shared/components/switch-view.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Screen } from "../frame/screen.tsx";
import { AllLetters } from "../letters/all-letters.tsx";
import { HomeScreenSteps } from "./home-screen-steps.tsx";
import styles from "./notices.module.css";
import { choose, loadPush, pushState, pushTrouble, standing, turnOff, turnOn } from "./push-store.ts";
import { t } from "./words.ts";

/** Whether this phone is woken by news, by which, and what they say there (PSH-2, PSH-7). */
export default function NewsSettings() {
  onMount(() => {
    void loadPush();
    // Whoever allows it in the browser's settings comes back to this screen.
    const again = () => {
      if (!document.hidden) void loadPush();
    };
    document.addEventListener("visibilitychange", again);
    onCleanup(() => document.removeEventListener("visibilitychange", again));
  });
  return (
    <Screen title={t("settings")} backTo="/wallet/settings">
      <OfflineNote />
      <Show when={pushTrouble()}>
        {(trouble) => <ProblemNote code={trouble().code} onRetry={() => void loadPush()} />}
      </Show>
      <Show
        when={pushState()}
        fallback={
          <Show when={!pushTrouble()}>
            <div class="card">
              <GreyRows />
            </div>
          </Show>
        }
      >
        {(known) => (
          <>
            <ThisPhone />
            <Choices choices={known().choices} />
          </>
        )}
      </Show>
      <p class="quiet">{t("settingsLead")}</p>
      <AllLetters />
    </Screen>
  );
}

/** This phone itself: on or off, or why it can't be. */
function ThisPhone() {
  const [busy, setBusy] = createSignal(false);
  const [failed, setFailed] = createSignal(false);
  const turn = async (on: boolean) => {
    setBusy(true);
    setFailed(false);
    const outcome = on ? await turnOn() : (await turnOff()) ? "off" : "failed";
    setBusy(false);
    if (outcome === "failed") setFailed(true);
    else if (outcome !== "refused") say(outcome === "on" ? t("turnedOn") : t("turnedOff"));
  };
  return (
    <section class="stack">
      <h2>{t("here")}</h2>
      <Switch>
        <Match when={standing() === "on"}>
          <p>
            <Badge tone="ok" icon="check">
              {t("on")}
            </Badge>
          </p>
          <Button icon="bell" wide busy={busy()} onPress={() => void turn(false)}>
            {t("turnOff")}
          </Button>
        </Match>
        <Match when={standing() === "off"}>
          <p>
            <Badge>{t("off")}</Badge>
          </p>
          <Button icon="bell" tone="primary" wide busy={busy()} onPress={() => void turn(true)}>
            {t("turnOn")}
          </Button>
        </Match>
        <Match when={standing() === "blocked"}>
          <Told tone="warn" title={t("blocked")} how={t("blockedHow")} />
        </Match>
        <Match when={standing() === "install-first"}>
          <Note>
            <p class="strong">{t("iosTitle")}</p>
            <p>{t("iosText")}</p>
            <HomeScreenSteps />
          </Note>
        </Match>
        <Match when={standing() === "unsupported"}>
          <Told title={t("unsupported")} how={t("unsupportedHow")} />
        </Match>
        <Match when={standing() === "unavailable"}>
          <Told title={t("unavailable")} how={t("unsupportedHow")} />
        </Match>
      </Switch>
      <Show when={failed()}>
        <Told tone="warn" title={t("failed")} how={t("failedHow")} />
      </Show>
    </section>
  );
}

function Told(props: { title: string; how: string; tone?: "warn" }) {
  return (
    <Note tone={props.tone} announce="polite">
      <p class="strong">{props.title}</p>
      <p>{props.how}</p>
    </Note>
  );
}

/** What holds for all of one's phones. */
function Choices(props: { choices: NewsChoices }) {
  const [failed, setFailed] = createSignal(false);
  const set = async (choices: NewsChoices) => setFailed(!(await choose(choices)));
  return (
    <>
      <fieldset class={styles.kinds}>
        <legend>{t("which")}</legend>
        <For each={NEWS_KINDS}>
          {(kind) => (
            <Tick
              label={t(kind)}
              checked={props.choices.kinds[kind]}
              onChange={(wanted) =>
                void set({ ...props.choices, kinds: { ...props.choices.kinds, [kind]: wanted } })
              }
            />
          )}
        </For>
      </fieldset>
      <section class="stack">
        <h2>{t("details")}</h2>
        <SwitchView
          label={t("details")}
          value={props.choices.hidesDetails ? "hide" : "show"}
          options={[
            { value: "show", label: t("detailsShow") },
            { value: "hide", label: t("detailsHide") },
          ]}
          onChange={(value) => void set({ ...props.choices, hidesDetails: value === "hide" })}
        />
        <p class="quiet small">{t("detailsHint")}</p>
        <Show when={failed()}>
          <Told tone="warn" title={t("notSaved")} how={t("failedHow")} />
        </Show>
      </section>
    </>
  );
}

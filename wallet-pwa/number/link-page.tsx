import { createSignal, type JSX, Match, onMount, Show, Switch } from "solid-js";
import type { ConfirmedNumber } from "../../schema/api/number-checks.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { DateTime } from "../../web/shared/components/date-time.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "./words.ts";

/** The key of the link, which is kept neither in the history nor in the address. */
function takeKey(): string {
  const key = location.hash.slice(1);
  history.replaceState(history.state, "", location.pathname);
  return key;
}

/** One press by whoever holds the new number (RES-12): it is to become the wallet's. */
export function ConfirmNumberPage() {
  const [done, setDone] = createSignal<ConfirmedNumber>();
  return (
    <LinkPage
      title={t("confirmTitle")}
      text={t("confirmText")}
      label={t("confirmYes")}
      act={async (key) => {
        const answer = await api("POST number-checks/confirm", { body: { key } });
        if (!answer.ok) return answer.error;
        setDone(answer.value);
      }}
    >
      <Show when={done()}>
        {(one) => (
          <Note tone="ok" announce="polite">
            <p class="strong">{t("confirmDone")}</p>
            <p>
              {t("confirmDoneText", { digits: one().phoneEnd })} <DateTime atMs={one().movesAtMs} />
            </p>
            <p>{t("confirmDoneWhy")}</p>
          </Note>
        )}
      </Show>
    </LinkPage>
  );
}

/** One press by whoever holds the old number: it wasn't me. */
export function StopNumberPage() {
  const [done, setDone] = createSignal(false);
  return (
    <LinkPage
      title={t("stopTitle")}
      text={t("stopText")}
      label={t("waitStop")}
      danger
      act={async (key) => {
        const answer = await api("POST number-checks/stop", { body: { key } });
        if (!answer.ok) return answer.error;
        setDone(true);
      }}
    >
      <Show when={done()}>
        <Note tone="ok" announce="polite">
          <p class="strong">{t("waitStopped")}</p>
          <p>{t("stopDoneText")}</p>
        </Note>
      </Show>
    </LinkPage>
  );
}

function LinkPage(props: {
  title: string;
  text: string;
  label: string;
  danger?: boolean;
  /** Does it; what went wrong, if anything did. */
  act: (key: string) => Promise<Trouble | undefined>;
  /** What is shown once it is done. */
  children: JSX.Element;
}) {
  const [key, setKey] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [done, setDone] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  onMount(() => setKey(takeKey()));
  const press = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const went = await props.act(key());
    setBusy(false);
    setTrouble(went);
    setDone(!went);
  };
  return (
    <Screen title={props.title} backTo="/wallet/">
      <OfflineNote />
      <Switch>
        <Match when={done()}>{props.children}</Match>
        <Match when={!/^[0-9a-f]{32}$/.test(key())}>
          <ProblemNote code="number-check-ended" />
        </Match>
        <Match when={true}>
          <p>{props.text}</p>
          <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
          <Button
            tone={props.danger ? "danger" : "primary"}
            size="l"
            wide
            busy={busy()}
            busyLabel={t("linkBusy")}
            onPress={() => void press()}
          >
            {props.label}
          </Button>
        </Match>
      </Switch>
    </Screen>
  );
}

import { createSignal, Match, onMount, Show, Switch } from "solid-js";
import type { MailDone } from "../../schema/api/newsletters.ts";
import type { Result } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "./words.ts";

/** One press by whoever reads the mailbox: newsletters may come (NWS-1). */
export function ConfirmMailPage() {
  return (
    <MailLinkPage
      kind="confirm"
      fits={/^[0-9a-f]{32}$/}
      act={(key) => api("POST mail/confirm", { body: { key } })}
    />
  );
}

/** One press, and no more of them come (NWS-4). */
export function LeaveMailPage() {
  return (
    <MailLinkPage
      kind="leave"
      fits={/^[0-9a-z]{12}\.[0-9a-f]{32}$/}
      act={(token) => api("POST mail/leave", { body: { token } })}
    />
  );
}

function MailLinkPage(props: {
  kind: "confirm" | "leave";
  fits: RegExp;
  act: (key: string) => Promise<Result<MailDone, Trouble>>;
}) {
  const [key, setKey] = createSignal("");
  const [busy, setBusy] = createSignal(false);
  const [done, setDone] = createSignal<MailDone>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  onMount(() => {
    setKey(location.hash.slice(1));
    // The link's key is kept neither in the history nor in the address.
    history.replaceState(history.state, "", location.pathname);
  });
  const press = async () => {
    if (busy()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await props.act(key());
    setBusy(false);
    if (answer.ok) setDone(answer.value);
    else setTrouble(answer.error);
  };
  const isOver = () => /^(not-found|invitation-ended)$/.test(trouble()?.code ?? "");
  return (
    <Screen title={t(`${props.kind}Title`)} backTo="/wallet/">
      <OfflineNote />
      <Switch>
        <Match when={done()}>
          {(one) => (
            <Note tone="ok" announce="polite">
              <p class="strong">{t(`${props.kind}Done`)}</p>
              <p>{t("doneFor", { region: one().regionName, office: one().organisationName })}</p>
              <Show when={props.kind === "leave"}>
                <p>{t("leaveAgain")}</p>
              </Show>
            </Note>
          )}
        </Match>
        <Match when={!props.fits.test(key()) || isOver()}>
          <Note tone="warn" announce="alert">
            {t("ended")}
          </Note>
        </Match>
        <Match when={true}>
          <p>{t(`${props.kind}Text`)}</p>
          <Show when={trouble()}>{(one) => <ProblemNote code={one().code} />}</Show>
          <Button
            tone="primary"
            size="l"
            wide
            busy={busy()}
            busyLabel={t("busy")}
            onPress={() => void press()}
          >
            {t(`${props.kind}Yes`)}
          </Button>
        </Match>
      </Switch>
    </Screen>
  );
}

import { createEffect, createSignal, on, Show, untrack } from "solid-js";
import type { OwnApplication } from "../../schema/api/applications.ts";
import type { Joining, Terms } from "../../schema/api/terms.ts";
import { api } from "../../web/shared/client/api.ts";
import { online } from "../../web/shared/client/online.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { problemText } from "../../web/shared/i18n/problem-words.ts";
import styles from "./join.module.css";
import { dropJoin, formOf, type JoinDraft, joinFaults, keepJoin } from "./join-draft.ts";
import { BusinessFields, ContactFields, ShopFields } from "./join-fields.tsx";
import { JoinTerms } from "./join-terms.tsx";
import { t } from "./words.ts";

/** The form. Every letter is kept on the device, and its key was made before it is sent: twice sent is once applied. */
export function JoinForm(props: {
  joining: Joining;
  terms: Terms;
  /** The key of an application that was sent back; null for a new one. */
  again: string | null;
  joinKey: string;
  draft: JoinDraft;
  onArrived: (key: string, application: OwnApplication) => void;
  onNewTerms: () => void;
}) {
  const key = untrack(() => props.joinKey);
  const [draft, setDraft] = createSignal<JoinDraft>(
    untrack(() => ({
      ...props.draft,
      municipality: props.draft.municipality || (props.joining.municipalities[0]?.code ?? ""),
    })),
  );
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const set = (part: Partial<JoinDraft>) => setDraft({ ...draft(), ...part });
  createEffect(
    on(
      draft,
      (now) => {
        if (props.again === null) keepJoin(props.joining.regionId, { key, draft: now });
      },
      { defer: true },
    ),
  );
  const found = () => joinFaults(draft(), props.joining);
  const faults = () => (tried() ? found() : {});
  const newerTerms = () => trouble()?.fields.some((field) => field.path === "form.terms.termsId") ?? false;
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || Object.keys(found()).length > 0) return;
    setBusy(true);
    setTrouble(undefined);
    const form = formOf(draft());
    const answer =
      props.again === null
        ? await api("POST applications", { body: { regionId: props.joining.regionId, key, form } })
        : await api("POST applications/again", { body: { key, form } });
    setBusy(false);
    if (!answer.ok) return setTrouble(answer.error);
    dropJoin(props.joining.regionId);
    props.onArrived(key, answer.value);
  };
  return (
    <form class={styles.form} onSubmit={send} novalidate>
      <Show when={props.again === null}>
        <p>{t("lead", { region: props.joining.regionName })}</p>
      </Show>
      <BusinessFields draft={draft()} faults={faults()} onChange={set} />
      <ShopFields draft={draft()} faults={faults()} towns={props.joining.municipalities} onChange={set} />
      <ContactFields draft={draft()} faults={faults()} onChange={set} />
      <JoinTerms terms={props.terms} draft={draft()} wrong={faults().ticked !== undefined} onChange={set} />
      <Show when={Object.keys(faults()).length > 0}>
        <Note tone="danger" announce="alert">
          {t("someWrong")}
        </Note>
      </Show>
      <Show when={trouble()}>
        {(why) => (
          <Show when={newerTerms()} fallback={<ProblemNote code={why().code} />}>
            <Note tone="warn" announce="alert">
              <p>{t("termsNewer")}</p>
              <Button icon="refresh" onPress={props.onNewTerms}>
                {t("terms")}
              </Button>
            </Note>
          </Show>
        )}
      </Show>
      <Button
        type="submit"
        tone="primary"
        size="l"
        wide
        busy={busy()}
        busyLabel={t("sending")}
        blockedBecause={online() ? undefined : problemText("offline")}
      >
        {props.again === null ? t("send") : t("sendAgain")}
      </Button>
    </form>
  );
}

import { useParams } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import type { OwnApplication } from "../../schema/api/applications.ts";
import type { Joining } from "../../schema/api/terms.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Note } from "../../web/shared/components/note.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { LanguageChooser } from "../../web/shared/i18n/language-chooser.tsx";
import { Brand } from "../../web/shared/icons/emblem.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { draftOf, emptyDraft, keptJoin, keyInFragment, newJoinKey } from "./join-draft.ts";
import { JoinForm } from "./join-form.tsx";
import { JoinState } from "./join-state.tsx";
import { t } from "./words.ts";

/** Where a shop asks to take part, with no sign-in; with the key in its fragment, the page of one application (ORG-3). */
export default function JoinPage() {
  const params = useParams<{ regionId: string }>();
  const [key, setKey] = createSignal(keyInFragment(location.hash));
  const [joining, setJoining] = createSignal<Joining>();
  const [own, setOwn] = createSignal<OwnApplication>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    setTrouble(undefined);
    const link = key();
    const [region, application] = await Promise.all([
      api("GET regions/:id/joining", { path: { id: params.regionId } }),
      link === null ? null : api("POST applications/state", { body: { key: link } }),
    ]);
    if (!region.ok) return setTrouble(region.error);
    setJoining(region.value);
    if (application && !application.ok) return setTrouble(application.error);
    setOwn(application?.value);
  };
  onMount(() => void load());
  const arrived = (link: string, application: OwnApplication) => {
    // Replaced: going back must not lead to a form that has been sent.
    history.replaceState(history.state, "", `#${link}`);
    setKey(link);
    setOwn(application);
    scrollTo(0, 0);
  };
  const unknown = () => key() !== null && trouble()?.status === 404 && joining() !== undefined;
  const kept = keptJoin(params.regionId);
  return (
    <Screen title={t("title")}>
      <div class="row row--apart">
        <Brand />
        <LanguageChooser />
      </div>
      <OfflineNote />
      <Show when={unknown()}>
        <Note tone="danger" announce="alert">
          <p class="strong">{t("unknown")}</p>
          <p>{t("unknownNext")}</p>
        </Note>
      </Show>
      <Show when={!unknown() && trouble()}>
        {(why) => <ProblemNote code={why().code} onRetry={() => void load()} />}
      </Show>
      <Show when={!joining() && !trouble()}>
        <Waiting />
      </Show>
      <Show when={key() !== null && own()}>
        {(application) => <JoinState application={application()} onAgain={() => void load()} />}
      </Show>
      <Show when={!trouble() && joining()}>
        {(region) => (
          <Show when={own()?.state === "returned" || (key() === null && !own())}>
            <Show when={region().terms} fallback={<Closed />}>
              {(terms) => (
                <JoinForm
                  joining={region()}
                  terms={terms()}
                  again={key()}
                  joinKey={key() ?? kept?.key ?? newJoinKey()}
                  draft={own()?.form ? draftOf(own()?.form as never) : (kept?.draft ?? emptyDraft)}
                  onArrived={arrived}
                  onNewTerms={() => void load()}
                />
              )}
            </Show>
          </Show>
        )}
      </Show>
    </Screen>
  );
}

function Closed() {
  return (
    <Note announce="polite">
      <p class="strong">{t("closed")}</p>
      <p>{t("closedNext")}</p>
    </Note>
  );
}

import { useNavigate, useSearchParams } from "@solidjs/router";
import { createSignal, For, onMount, Show } from "solid-js";
import type { Consents } from "../../schema/api/consents.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { Button } from "../../web/shared/components/button.tsx";
import { DateTime } from "../../web/shared/components/date-time.tsx";
import { Tick } from "../../web/shared/components/field.tsx";
import { OfflineNote } from "../../web/shared/components/offline-note.tsx";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { say } from "../../web/shared/components/toast.tsx";
import { Screen } from "../frame/screen.tsx";
import { Waiting } from "../frame/waiting.tsx";
import { nextPlace } from "../session/next-place.ts";
import { acceptTexts } from "./accept.ts";
import { ConsentTexts, textName } from "./consent-texts.tsx";
import { t } from "./words.ts";

/** The texts that wait to be accepted, and those that were (RES-5). */
export default function ConsentsPage() {
  const navigate = useNavigate();
  const [query] = useSearchParams<{ next?: string }>();
  const [consents, setConsents] = createSignal<Consents>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [agreed, setAgreed] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET residents/consents");
    if (answer.ok) setConsents(answer.value);
    else setTrouble(answer.error);
  };
  onMount(() => void load());
  const due = () => consents()?.due ?? [];
  const accept = async () => {
    if (busy() || !agreed()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await acceptTexts(due());
    setBusy(false);
    if (answer.ok) {
      say(t("accepted"));
      navigate(nextPlace(query.next), { replace: true });
      return;
    }
    setAgreed(false);
    await load();
    setTrouble(answer.error);
  };
  return (
    <Screen
      title={t("consentTitle")}
      backTo={nextPlace(query.next)}
      foot={
        <Show when={due().length > 0}>
          <Button
            tone="primary"
            size="l"
            wide
            busy={busy()}
            busyLabel={t("sending")}
            blockedBecause={agreed() ? undefined : t("agreeMissing")}
            onPress={() => void accept()}
          >
            {t("agreeButton")}
          </Button>
        </Show>
      }
    >
      <OfflineNote />
      <Show when={trouble()}>{(one) => <ProblemNote code={one().code} onRetry={() => void load()} />}</Show>
      <Show when={consents()} fallback={<Show when={!trouble()}>{<Waiting />}</Show>}>
        {(all) => (
          <>
            <Show when={due().length > 0}>
              <p>{due().every((text) => text.again) ? t("consentAgainLead") : t("consentLead")}</p>
              <ConsentTexts texts={due()} />
              <Tick label={t("agree")} checked={agreed()} onChange={setAgreed} />
            </Show>
            <Show when={due().length === 0 || all().given.length > 0}>
              <section class="stack">
                <h2>{t("given")}</h2>
                <Show when={all().given.length > 0} fallback={<p class="quiet">{t("givenEmpty")}</p>}>
                  <ul class="card list">
                    <For each={all().given}>
                      {(one) => (
                        <li class="list__row">
                          <span class="list__main">
                            {textName(one)}
                            <br />
                            <span class="quiet small">
                              {t("versionOf", { version: String(one.version) })}{" "}
                              <DateTime atMs={one.acceptedAtMs} />
                            </span>
                          </span>
                        </li>
                      )}
                    </For>
                  </ul>
                </Show>
              </section>
            </Show>
          </>
        )}
      </Show>
    </Screen>
  );
}

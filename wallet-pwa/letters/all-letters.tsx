import { createSignal, onMount, Show } from "solid-js";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { ProblemNote } from "../../web/shared/components/problem-note.tsx";
import { SwitchView } from "../../web/shared/components/switch-view.tsx";
import { turnMute } from "./mutes-store.ts";
import { t } from "./words.ts";

/** Whether letters of stores come at all; what wakes the phone is chosen above it (NWS-7). */
export function AllLetters() {
  const [muted, setMuted] = createSignal<boolean>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  onMount(async () => {
    const answer = await api("GET residents/letter-mutes");
    if (answer.ok) setMuted(answer.value.all);
  });
  const turn = async (next: boolean) => {
    const before = muted();
    setMuted(next);
    const went = await turnMute(null, next);
    setTrouble(went);
    if (went) setMuted(before);
  };
  return (
    <Show when={muted() !== undefined}>
      <section class="stack">
        <h2>{t("name")}</h2>
        <SwitchView
          label={t("name")}
          value={muted() ? "none" : "receive"}
          options={[
            { value: "receive", label: t("receive") },
            { value: "none", label: t("none") },
          ]}
          onChange={(value) => void turn(value === "none")}
        />
        <p class="quiet small">{t("allHint")}</p>
        <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      </section>
    </Show>
  );
}

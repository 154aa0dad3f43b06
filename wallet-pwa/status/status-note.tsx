import { For, Show } from "solid-js";
import { Note } from "../../web/shared/components/note.tsx";
import { disturbances } from "./status-store.ts";
import { t } from "./words.ts";

/** A calm word about what is disturbed: what doesn't work, then what does (DEG-4). */
export default function StatusNote() {
  const grave = () => disturbances().some(({ kind }) => kind === "payments");
  return (
    <Show when={disturbances().length > 0}>
      <Note icon="info" tone={grave() ? "warn" : "neutral"} announce="polite">
        <For each={disturbances()}>
          {({ kind }) => (
            <>
              <p class="strong">{t(kind)}</p>
              <p>{t(`${kind}Works`)}</p>
            </>
          )}
        </For>
      </Note>
    </Show>
  );
}

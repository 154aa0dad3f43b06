import { Show } from "solid-js";
import { Button } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { t } from "../i18n/words.ts";
import { updateNow, updateReady } from "./service-worker.ts";

/** Offers a new version. It stands on the home screen only, where no operation can be under way. */
export function UpdateNote() {
  return (
    <Show when={updateReady()}>
      <Note icon="refresh" announce="polite">
        <p>{t("updateReady")}</p>
        <Button onPress={updateNow}>{t("updateNow")}</Button>
      </Note>
    </Show>
  );
}

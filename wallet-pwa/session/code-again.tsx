import { createSignal, Show } from "solid-js";
import { Note } from "../../web/shared/components/note.tsx";
import { Screen } from "../frame/screen.tsx";
import { t } from "../i18n/words.ts";
import { OwnCode } from "./own-code.tsx";
import { startSession } from "./signed-in.ts";

/** Asks who was away for a while for the number's code, before anything is paid or charged (RES-11). */
export function CodeAgain() {
  const [done, setDone] = createSignal(false);
  return (
    <Screen title={t("codeAgainTitle")} backTo="/wallet/">
      <p>{t("codeAgainText")}</p>
      <Note icon="lock">{t("codeAgainStays")}</Note>
      <Show when={!done()}>
        <OwnCode
          label={t("codeAgainEnter")}
          onProven={() => {
            setDone(true);
            void startSession();
          }}
        />
      </Show>
    </Screen>
  );
}

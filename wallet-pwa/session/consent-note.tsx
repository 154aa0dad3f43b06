import { A } from "@solidjs/router";
import { Show } from "solid-js";
import { residentSession } from "../../web/shared/client/session.ts";
import { buttonClass } from "../../web/shared/components/button.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { t } from "../i18n/words.ts";

/** Says on the home screen that texts wait to be accepted; nothing else is kept from anybody (RES-5). */
export function ConsentNote() {
  const state = () => residentSession.me()?.consents;
  return (
    <Show when={state() === "needed" || state() === "asked"}>
      <Note tone={state() === "needed" ? "warn" : "neutral"} icon="doc">
        <p>{state() === "needed" ? t("consentNeeded") : t("consentAsked")}</p>
        <A class={buttonClass({})} href="/wallet/consent">
          {t("consentRead")}
        </A>
      </Note>
    </Show>
  );
}

import { Show } from "solid-js";
import { staffSession } from "../../shared/client/session.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { t } from "../words/words.ts";

/** For the shop's head, who may never open an office: terms wait to be accepted, and where (S25). The till goes on. */
export function TermsNote() {
  return (
    <Show when={staffSession.me()?.termsDue[0]}>
      {(due) => (
        <Note tone="warn">
          <p>{t("termsDue", { title: due().title })}</p>
          <a class={buttonClass({})} href="/admin/">
            {t("termsRead")}
          </a>
        </Note>
      )}
    </Show>
  );
}

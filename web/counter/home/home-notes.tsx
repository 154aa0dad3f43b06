import { A } from "@solidjs/router";
import { For } from "solid-js";
import { openOperations } from "../../shared/client/operation-store.ts";
import { buttonClass } from "../../shared/components/button.tsx";
import { Note } from "../../shared/components/note.tsx";
import { OfflineNote } from "../../shared/components/offline-note.tsx";
import { to } from "../frame/addresses.ts";
import { NoticesStrip } from "../notices/notices-strip.tsx";
import { COUNTER_SCOPE } from "../take/take-store.ts";
import { t } from "../words/words.ts";
import styles from "./home-page.module.css";

/** What either home tells before anything else: no network, a payment whose end isn't known, notices. */
export function HomeNotes() {
  const open = openOperations(COUNTER_SCOPE);
  return (
    <>
      <OfflineNote />
      <For each={open}>
        {(operation) => (
          <Note tone="warn" announce="polite">
            <p class="strong">{t("unresolved")}</p>
            <p>{t("unresolvedNext")}</p>
            <A class={buttonClass({ class: styles.check })} href={to.checking(operation.id)}>
              {t("checkNow")}
            </A>
          </Note>
        )}
      </For>
      <NoticesStrip />
    </>
  );
}

import { Show } from "solid-js";
import { Note } from "../../shared/components/note.tsx";
import { t } from "../words/words.ts";
import styles from "./checking-page.module.css";

/** The reply is late and the system is being asked: say so, and what not to do meanwhile (OPR-5). */
export function Asking(props: { voiding?: boolean | undefined }) {
  return (
    <div class={styles.asking} role="status">
      <span class={styles.wait} aria-hidden="true" />
      <p class={styles.big}>{props.voiding ? t("checkingVoidText") : t("checkingText")}</p>
      <Show when={!props.voiding}>
        <Note tone="warn">{t("checkingWait")}</Note>
      </Show>
    </div>
  );
}

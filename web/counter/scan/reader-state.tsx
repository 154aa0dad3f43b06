import { createSignal, onCleanup, onMount } from "solid-js";
import { Note } from "../../shared/components/note.tsx";
import { t } from "../words/words.ts";
import styles from "./scan-page.module.css";

/** Whether a hand-held reader's keys would come here: only while this window is in front. */
export function ReaderState() {
  const [front, setFront] = createSignal(document.hasFocus());
  onMount(() => {
    const look = () => setFront(document.hasFocus());
    addEventListener("focus", look);
    addEventListener("blur", look);
    onCleanup(() => {
      removeEventListener("focus", look);
      removeEventListener("blur", look);
    });
  });
  return (
    <Note tone={front() ? "ok" : "warn"} icon="reader" class={styles.reader}>
      <p class="strong">{front() ? t("readerReady") : t("readerAway")}</p>
      <p class="small">{front() ? t("readerHalfWidth") : t("readerAwayNext")}</p>
    </Note>
  );
}

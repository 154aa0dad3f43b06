import { createSignal, For } from "solid-js";
import { staffSession } from "../client/session.ts";
import { Button } from "../components/button.tsx";
import { Tick } from "../components/field.tsx";
import { Note } from "../components/note.tsx";
import styles from "./sign-in.module.css";
import { t } from "./words.ts";

/** Codes for the day the app is lost, shown this once: to print or to write down (FAC-3). */
export function RecoveryCodes(props: { codes: readonly string[]; onDone: () => void }) {
  const [kept, setKept] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const done = () => {
    setTried(true);
    if (kept()) props.onDone();
  };
  return (
    <div class="stack">
      <Note tone="warn" announce="polite">
        <p class="strong">{t("recoveryOnce")}</p>
        <p>{t("recoveryOnceNext")}</p>
      </Note>
      <p class={styles.whose}>{t("recoveryWhose", { loginId: staffSession.me()?.loginId ?? "" })}</p>
      <ul class={styles.codes}>
        <For each={props.codes}>{(code) => <li>{code}</li>}</For>
      </ul>
      <p class="no-print">
        <Button icon="print" onPress={() => window.print()}>
          {t("recoveryPrint")}
        </Button>
      </p>
      <div class="no-print stack">
        <Tick label={t("recoveryKept")} checked={kept()} onChange={setKept} />
        <Button
          tone="primary"
          size="l"
          wide
          blockedBecause={tried() && !kept() ? t("recoveryKeepFirst") : undefined}
          onPress={done}
        >
          {t("recoveryDone")}
        </Button>
      </div>
    </div>
  );
}

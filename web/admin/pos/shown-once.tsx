import { createSignal, Show } from "solid-js";
import { Button } from "../../shared/components/button.tsx";
import { Dialog } from "../../shared/components/dialog.tsx";
import { Tick } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { say } from "../../shared/components/toast.tsx";
import styles from "./pos.module.css";
import { t } from "./words.ts";

/** A key or a secret, shown this once; it closes when its reader says that they have kept it (POS-1, POS-6). */
export function ShownOnce(props: { title: string; text: string; next: string; onClose: () => void }) {
  const [kept, setKept] = createSignal(false);
  const [tried, setTried] = createSignal(false);
  const close = () => {
    setTried(true);
    if (kept()) props.onClose();
  };
  const copy = async () => {
    await navigator.clipboard.writeText(props.text);
    say(t("copied"));
  };
  return (
    <Dialog
      open
      title={props.title}
      onClose={close}
      foot={
        <Button
          tone="primary"
          blockedBecause={tried() && !kept() ? t("keepFirst") : undefined}
          onPress={close}
        >
          {t("close")}
        </Button>
      }
    >
      <Note tone="warn" announce="polite">
        <p class="strong">{t("once")}</p>
        <p>{props.next}</p>
      </Note>
      <p class={styles.secret} data-secret>
        {props.text}
      </p>
      {/* Where a page isn't secure there is no clipboard. */}
      <Show when={navigator.clipboard}>
        <p>
          <Button onPress={() => void copy()}>{t("copy")}</Button>
        </p>
      </Show>
      <Tick label={t("kept")} checked={kept()} onChange={setKept} />
    </Dialog>
  );
}

import { createSignal, Show } from "solid-js";
import { MAX_SCAN_TEXT } from "../../../schema/qr.ts";
import { Button } from "../../shared/components/button.tsx";
import { TextField } from "../../shared/components/field.tsx";
import { Scanner } from "../../shared/scanner/scanner.tsx";
import styles from "./handing-over.module.css";
import { t } from "./words.ts";

/** Where a sheet is put in: a hand-held reader types into the field or the page, a person types, a camera looks. */
export function Reading(props: { busy: boolean; onText: (text: string) => void }) {
  const [text, setText] = createSignal("");
  const [isLooking, setLooking] = createSignal(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const typed = text().trim();
    if (typed === "") return;
    setText("");
    props.onText(typed);
  };
  return (
    <>
      <form class={styles.form} onSubmit={submit} novalidate>
        <TextField
          label={t("text")}
          value={text()}
          onInput={setText}
          maxlength={MAX_SCAN_TEXT}
          inputmode="numeric"
        />
        <Button type="submit" icon="scan" busy={props.busy} busyLabel={t("reading")}>
          {t("read")}
        </Button>
        <Button icon="camera" onPress={() => setLooking(!isLooking())}>
          {isLooking() ? t("cameraOff") : t("camera")}
        </Button>
      </form>
      <Show when={isLooking()}>
        <div class={styles.camera}>
          <Scanner onText={props.onText} paused={props.busy} />
        </div>
      </Show>
    </>
  );
}

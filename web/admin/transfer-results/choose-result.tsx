import { createSignal, Show } from "solid-js";
import type { TransferResults } from "../../../schema/api/transfer-results.ts";
import { MAX_RESULT_BYTES } from "../../../schema/limits.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { Field } from "../../shared/components/field.tsx";
import { Note } from "../../shared/components/note.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText, problemWords } from "../../shared/i18n/problem-words.ts";
import { createAction } from "../settlement/action.ts";
import { faultText } from "./fault-text.ts";
import styles from "./transfer-results.module.css";
import { t } from "./words.ts";

/** A slow line takes its time for a megabyte. */
const UPLOAD_WITHIN_MS = 60_000;

/** Chooses the bank's file and has it read; nothing is written by that. */
export function ChooseResult(props: { programmeId: string; onRead: (results: TransferResults) => void }) {
  const action = createAction();
  const [file, setFile] = createSignal<File>();
  const [tried, setTried] = createSignal(false);
  const error = () => {
    const chosen = file();
    if (!chosen) return tried() ? t("fileMissing") : undefined;
    return chosen.size > MAX_RESULT_BYTES ? t("fileTooLarge") : undefined;
  };
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    action.clear();
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const chosen = file();
    if (!online() || !chosen || error()) return;
    const read = await action.run(() =>
      api("POST programmes/:id/transfer-results", {
        path: { id: props.programmeId },
        body: new Blob([chosen], { type: "application/octet-stream" }),
        withinMs: UPLOAD_WITHIN_MS,
      }),
    );
    if (read) props.onRead(read);
  };
  return (
    <form class={`card ${styles.stack}`} onSubmit={submit} novalidate>
      <p>{t("lead")}</p>
      <Show when={action.trouble()}>
        {(trouble) => (
          <Show when={faultText(trouble())} fallback={<ProblemNote code={trouble().code} />}>
            {(fault) => (
              <Note tone="danger" announce="alert">
                <p class="strong">{problemWords("result-unreadable").what}</p>
                <p>{fault()}</p>
              </Note>
            )}
          </Show>
        )}
      </Show>
      <Field label={t("file")} hint={t("fileHint")} error={error()} required class={styles.file}>
        {(ids) => (
          // The platform's own chooser speaks the browser's language, not the chosen one: only its label is shown.
          <span class={`field__box ${styles.choose}`} classList={{ "field__box--bad": Boolean(error()) }}>
            <input
              id={ids().id}
              class="hidden-text"
              type="file"
              aria-describedby={ids().describedBy}
              aria-invalid={ids().invalid}
              onChange={(event) => choose(event.currentTarget.files?.[0])}
            />
            <label class="btn" for={ids().id}>
              {t("fileChoose")}
            </label>
            <span class={file() ? "strong" : "quiet"}>{file()?.name ?? t("fileNone")}</span>
          </span>
        )}
      </Field>
      <div>
        <Button
          type="submit"
          tone="primary"
          icon="doc"
          busy={action.busy()}
          busyLabel={t("reading")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("read")}
        </Button>
      </div>
      <details class={styles.help}>
        <summary>{t("listTitle")}</summary>
        <p class="quiet">{t("listText")}</p>
      </details>
    </form>
  );
}

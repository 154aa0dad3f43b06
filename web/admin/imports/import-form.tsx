import { createSignal, Show } from "solid-js";
import type { ImportBody } from "../../../schema/api/imports.ts";
import { api } from "../../shared/client/api.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SwitchView } from "../../shared/components/switch-view.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { FileField } from "./file-field.tsx";
import styles from "./imports.module.css";
import { RefusedFile } from "./refused-file.tsx";
import { t } from "./words.ts";

/** As the server has it (schema/api/imports.ts, which no browser loads). */
const MAX_BYTES = 10 * 1024 * 1024;
/** A slow line takes its time for ten megabytes. */
const UPLOAD_WITHIN_MS = 120_000;

type Kind = ImportBody["kind"];

/** Choosing what list it is and the file; the file is sent, nothing is registered. */
export function ImportForm(props: { onSent: (one: ImportBody) => void }) {
  const [kind, setKind] = createSignal<Kind>("stores");
  const [file, setFile] = createSignal<File>();
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const error = () => {
    const chosen = file();
    if (!chosen) return tried() ? t("fileMissing") : undefined;
    return chosen.size > MAX_BYTES ? t("fileTooLarge") : undefined;
  };
  const choose = (chosen: File | undefined) => {
    setFile(chosen);
    setTrouble(undefined);
  };
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    const chosen = file();
    if (busy() || !online() || !chosen || error()) return;
    setBusy(true);
    setTrouble(undefined);
    const answer = await api("POST imports", {
      query: { kind: kind(), fileName: chosen.name.slice(-200) },
      body: new Blob([chosen], { type: "text/csv" }),
      withinMs: UPLOAD_WITHIN_MS,
    });
    setBusy(false);
    if (answer.ok) props.onSent(answer.value);
    else setTrouble(answer.error);
  };
  return (
    <form class={`card ${styles.stack}`} onSubmit={submit} novalidate>
      <div>
        <h2 class="card__title">{t("askTitle")}</h2>
        <p class="quiet">{t("askLead")}</p>
      </div>
      <Show when={trouble()}>{(why) => <RefusedFile trouble={why()} />}</Show>
      <SwitchView<Kind>
        label={t("kind")}
        value={kind()}
        options={[
          { value: "stores", label: t("kind.stores"), icon: "shop" },
          { value: "organisations", label: t("kind.organisations"), icon: "building" },
        ]}
        onChange={setKind}
      />
      <p>{t(`about.${kind()}`)}</p>
      <FileField label={t("file")} hint={t("fileHint")} error={error()} file={file()} onChoose={choose} />
      <div class={styles.press}>
        <Button
          type="submit"
          tone="primary"
          icon="doc"
          busy={busy()}
          busyLabel={t("sending")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("send")}
        </Button>
      </div>
    </form>
  );
}

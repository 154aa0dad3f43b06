import { Field } from "../../shared/components/field.tsx";
import styles from "./grants.module.css";
import { t } from "./words.ts";

/** As the server has it (schema/api/imports.ts, which no browser loads). */
export const MAX_LIST_BYTES = 10 * 1024 * 1024;

/** Choosing the list; it is sent with the rest of the form. */
export function ListFile(props: {
  file: File | undefined;
  error: string | undefined;
  onChoose: (file: File | undefined) => void;
}) {
  return (
    <Field label={t("file")} hint={t("fileHint")} error={props.error} required class="narrow">
      {(ids) => (
        // The platform's own chooser speaks the browser's language, not the chosen one: only its label is shown.
        <span class={`field__box ${styles.choose}`} classList={{ "field__box--bad": Boolean(props.error) }}>
          <input
            id={ids().id}
            class="hidden-text"
            type="file"
            accept=".csv,text/csv"
            aria-describedby={ids().describedBy}
            aria-invalid={ids().invalid}
            onChange={(event) => props.onChoose(event.currentTarget.files?.[0])}
          />
          <label class="btn" for={ids().id}>
            {t("fileChoose")}
          </label>
          <span class={props.file ? "strong" : "quiet"}>{props.file?.name ?? t("fileNone")}</span>
        </span>
      )}
    </Field>
  );
}

import { Field } from "../../shared/components/field.tsx";
import styles from "./imports.module.css";
import { t } from "./words.ts";

/** Choosing a CSV file from the machine. */
export function FileField(props: {
  label: string;
  hint: string;
  error: string | undefined;
  file: File | undefined;
  onChoose: (file: File | undefined) => void;
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error} required class={styles.file}>
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

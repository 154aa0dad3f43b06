import { createMemo, createSignal, For, Show } from "solid-js";
import type { ImportBody, ImportFieldName, Mapping } from "../../../schema/api/imports.ts";
import { online } from "../../shared/client/online.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { Button } from "../../shared/components/button.tsx";
import { SelectField } from "../../shared/components/field.tsx";
import { ProblemNote } from "../../shared/components/problem-note.tsx";
import { problemText } from "../../shared/i18n/problem-words.ts";
import { columnLetter, fieldText, type ListKind } from "./finding-text.ts";
import styles from "./imports.module.css";
import { mappingFault } from "./mapping-fault.ts";
import { t } from "./words.ts";

/** A file whose columns are to be chosen. */
export interface MappedFile extends Pick<ImportBody, "fields" | "mapping" | "headings" | "samples"> {
  readonly kind: ListKind;
}

/** Which column is which: as proposed, with an example from the file beside each, until somebody says otherwise. */
export function MappingForm(props: {
  of: MappedFile;
  /** Sends the choice; what went wrong, if anything. */
  onChosen: (mapping: Mapping) => Promise<Trouble | undefined>;
}) {
  const [chosen, setChosen] = createSignal<Mapping>({});
  const [tried, setTried] = createSignal(false);
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  const mapping = createMemo<Mapping>(() => ({ ...props.of.mapping, ...chosen() }));
  const faults = createMemo(() => mappingFault(props.of.fields, mapping()));
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    setTried(true);
    if (busy() || !online() || Object.keys(faults()).length > 0) return;
    setBusy(true);
    setTrouble(undefined);
    const wrong = await props.onChosen(mapping());
    setBusy(false);
    setTrouble(wrong);
  };
  const errorAt = (field: ImportFieldName) => {
    const fault = faults()[field];
    if (fault === "twice") return t("mappingTwice");
    return fault === "missing" && tried() ? t("mappingMissing") : undefined;
  };
  return (
    <form class={`card ${styles.stack}`} onSubmit={submit} novalidate>
      <div>
        <h2 class="card__title">{t("mappingTitle")}</h2>
        <p class="quiet">{t("mappingLead")}</p>
      </div>
      <Show when={trouble()}>{(why) => <ProblemNote code={why().code} />}</Show>
      <div class={styles.fields}>
        <For each={props.of.fields}>
          {(field) => (
            <Choice
              of={props.of}
              field={field}
              column={mapping()[field.name] ?? null}
              error={errorAt(field.name)}
              onChange={(column) => setChosen((before) => ({ ...before, [field.name]: column }))}
            />
          )}
        </For>
      </div>
      <div class={styles.press}>
        <Button
          type="submit"
          tone="primary"
          icon="eye"
          busy={busy()}
          busyLabel={t("started")}
          blockedBecause={online() ? undefined : problemText("offline")}
        >
          {t("check")}
        </Button>
      </div>
    </form>
  );
}

/** The column of one field, with what the file's first row has there. */
function Choice(props: {
  of: MappedFile;
  field: ImportBody["fields"][number];
  column: number | null;
  error: string | undefined;
  onChange: (column: number | null) => void;
}) {
  const example = () => {
    if (props.column === null) return undefined;
    const text = props.of.samples[0]?.[props.column]?.trim();
    return text ? t("sample", { text: text.slice(0, 40) }) : t("sampleNone");
  };
  return (
    <SelectField
      label={fieldText(props.of.kind, props.field.name)}
      required={props.field.required}
      hint={example()}
      error={props.error}
      value={String(props.column ?? "")}
      options={[
        { value: "", label: t("noColumn") },
        ...props.of.headings.map((heading, i) => ({
          value: String(i),
          label: t("columnOption", { letter: columnLetter(i + 1), heading }),
        })),
      ]}
      onChange={(value) => props.onChange(value === "" ? null : Number(value))}
    />
  );
}

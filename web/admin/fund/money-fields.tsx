import { type JSX, Show } from "solid-js";
import { MAX_NOTE_CHARS } from "../../../schema/limits.ts";
import { TextField } from "../../shared/components/field.tsx";
import { type AfterLine, AfterLines } from "./after-lines.tsx";
import styles from "./fund.module.css";
import { t } from "./words.ts";

/** How much, why, and what stands after it: the first step of a command of the fund. */
export function MoneyFields(props: {
  /** The form's id, for the button that submits it from outside. */
  form: string;
  lead: string | undefined;
  /** Fields above the amount. */
  before: JSX.Element;
  text: string;
  amountHint: string;
  amountError: string | undefined;
  note: string;
  noteError: string | undefined;
  /** Empty while there is no amount to reckon with. */
  lines: readonly AfterLine[];
  unit: string;
  onText: (text: string) => void;
  onNote: (note: string) => void;
  onSubmit: (event: SubmitEvent) => void;
}) {
  return (
    <form id={props.form} class={styles.form} onSubmit={(event) => props.onSubmit(event)} novalidate>
      <Show when={props.lead}>{(lead) => <p>{lead()}</p>}</Show>
      {props.before}
      <TextField
        label={t("amount")}
        hint={props.amountHint}
        maxlength={20}
        value={props.text}
        onInput={props.onText}
        error={props.amountError}
        autofocus
      />
      <TextField
        label={t("note")}
        hint={t("noteHint")}
        maxlength={MAX_NOTE_CHARS}
        value={props.note}
        onInput={props.onNote}
        error={props.noteError}
      />
      <Show when={props.lines.length > 0}>
        <AfterLines lines={props.lines} unit={props.unit} />
      </Show>
    </form>
  );
}

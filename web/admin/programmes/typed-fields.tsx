import { TextField } from "../../shared/components/field.tsx";
import { formatNumber } from "../../shared/i18n/numbers.ts";
import { faultWords } from "./change-words.ts";
import type { DesignForm } from "./design-form.ts";
import { readNumber, splitList } from "./typed-text.ts";
import { t } from "./words.ts";

interface TypedField<V> {
  readonly form: DesignForm;
  readonly path: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly value: V;
  readonly onValue: (value: V) => void;
}

/** A number that may be left empty, or one that must be there (`required`), within its bounds. */
export function NumberField(
  props: TypedField<number | null> & {
    required?: boolean | undefined;
    least?: number | undefined;
    most?: number | undefined;
  },
) {
  const text = () => props.form.typed(props.path) ?? (props.value === null ? "" : formatNumber(props.value));
  const take = (entered: string) => {
    props.form.type(props.path, entered);
    const value = readNumber(entered, props.least, props.most);
    const bad = value === undefined || (value === null && Boolean(props.required));
    props.form.unreadable(props.path, bad);
    if (!bad) props.onValue(value as number | null);
  };
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      required={props.required}
      inputmode="numeric"
      value={text()}
      onInput={take}
      error={faultText(
        props.form,
        props.path,
        props.most === undefined
          ? t("numberWrong")
          : t("numberBetween", { least: formatNumber(props.least ?? 1), most: formatNumber(props.most) }),
      )}
    />
  );
}

/** Several things in one line, parted by commas of whatever kind. */
export function ListField<V>(
  props: TypedField<readonly V[]> & {
    read: (item: string) => V | undefined;
    show: (value: V) => string;
    wrong: string;
    required?: boolean | undefined;
  },
) {
  const text = () => props.form.typed(props.path) ?? props.value.map(props.show).join("、");
  const take = (entered: string) => {
    props.form.type(props.path, entered);
    const items = splitList(entered);
    const values = items.map(props.read);
    const bad = values.includes(undefined) || (values.length === 0 && Boolean(props.required));
    props.form.unreadable(props.path, bad);
    if (!bad) props.onValue(values as V[]);
  };
  return (
    <TextField
      label={props.label}
      hint={props.hint}
      required={props.required}
      value={text()}
      onInput={take}
      error={faultText(props.form, props.path, props.wrong)}
    />
  );
}

/** What to say at a field: what the server found there or below it, or the field's own words. */
export function faultText(form: DesignForm, path: string, own: string): string | undefined {
  const fault = form.faults().find((each) => each.path === path || each.path.startsWith(`${path}.`));
  return fault && (faultWords(fault.message) ?? own);
}

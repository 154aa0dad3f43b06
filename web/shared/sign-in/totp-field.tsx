import { TextField } from "../components/field.tsx";
import { t } from "./words.ts";

/** The six digits of a code, however they were typed; undefined where there are not six. */
export function totpDigits(typed: string): string | undefined {
  return /^\d{6}$/.exec(typed.normalize("NFKC").replace(/[\s-]/g, ""))?.[0];
}

/** Where the code of an app is typed. */
export function TotpField(props: { value: string; onInput: (value: string) => void; error: boolean }) {
  return (
    <TextField
      label={t("factorCode")}
      hint={t("factorCodeHint")}
      value={props.value}
      onInput={props.onInput}
      inputmode="numeric"
      autocomplete="one-time-code"
      maxlength={20}
      error={props.error ? t("factorCodeMissing") : undefined}
      autofocus
    />
  );
}

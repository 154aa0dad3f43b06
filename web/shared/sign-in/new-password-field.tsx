import { createSignal } from "solid-js";
import { MAX_PASSWORD_CHARACTERS, MIN_PASSWORD_CHARACTERS } from "../../../schema/limits.ts";
import { TextField, Tick } from "../components/field.tsx";
import { t } from "./words.ts";

const least = { least: String(MIN_PASSWORD_CHARACTERS) };

/** Why a password can't be chosen, as far as a browser can tell; undefined where it may be tried. */
export function passwordFault(next: string, current?: string): string | undefined {
  if ([...next].length < MIN_PASSWORD_CHARACTERS) return t("passwordShort", least);
  return next === current ? t("passwordSame") : undefined;
}

/** A password to choose, which can be looked at instead of being typed twice. */
export function NewPasswordField(props: {
  value: string;
  onInput: (value: string) => void;
  error?: string | undefined;
  autofocus?: boolean | undefined;
}) {
  const [shown, setShown] = createSignal(false);
  return (
    <>
      <TextField
        label={t("newPassword")}
        hint={t("passwordHint", least)}
        error={props.error}
        type={shown() ? "text" : "password"}
        name="new-password"
        autocomplete="new-password"
        value={props.value}
        onInput={props.onInput}
        maxlength={MAX_PASSWORD_CHARACTERS}
        required
        autofocus={props.autofocus}
      />
      <Tick label={t("passwordShow")} checked={shown()} onChange={setShown} />
    </>
  );
}

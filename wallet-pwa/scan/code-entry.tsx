import { Show } from "solid-js";
import { CHARGE_CODE_DIGITS, isChargeCode } from "../../schema/charge-code.ts";
import { Groups } from "../../web/shared/components/code20.tsx";
import { Keypad } from "../../web/shared/components/keypad.tsx";
import { Note } from "../../web/shared/components/note.tsx";
import { t } from "../i18n/words.ts";

/** Whether so many digits are there that they should be a code, and are none: one of them is wrong (CPN-1). */
export function isMistyped(digits: string): boolean {
  return digits.length === CHARGE_CODE_DIGITS && !isChargeCode(digits);
}

/** Why digits lead nowhere yet; undefined once they are a code. */
export function codeLack(digits: string): string | undefined {
  if (digits.length < CHARGE_CODE_DIGITS) return t("typeMissing");
  return isMistyped(digits) ? t("typeBad") : undefined;
}

/** The 20 digits of a sheet while they are typed; the check digits tell a wrong one before anybody is asked. */
export function CodeEntry(props: {
  digits: string;
  onDigits: (digits: string) => void;
  onEnter: () => void;
}) {
  return (
    <>
      <Groups length={CHARGE_CODE_DIGITS} digits={props.digits} bad={isMistyped(props.digits)} />
      <Show when={isMistyped(props.digits)}>
        <Note tone="danger" announce="alert">
          {t("typeBad")}
        </Note>
      </Show>
      <Keypad kind="code" digits={props.digits} onDigits={props.onDigits} onEnter={props.onEnter} />
    </>
  );
}

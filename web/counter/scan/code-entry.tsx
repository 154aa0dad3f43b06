import { Show } from "solid-js";
import { CHARGE_CODE_DIGITS, isChargeCode } from "../../../schema/charge-code.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { Groups } from "../../shared/components/code20.tsx";
import { Keypad } from "../../shared/components/keypad.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { t } from "../words/words.ts";
import styles from "./scan-page.module.css";

/** The 20 digits by keypad or keyboard; a wrong check digit is said on the device (CPN-1). */
export function CodeEntry(props: {
  digits: string;
  onDigits: (digits: string) => void;
  busy: boolean;
  onLookUp: () => void;
}) {
  const whole = () => props.digits.length === CHARGE_CODE_DIGITS;
  const bad = () => whole() && !isChargeCode(props.digits);
  const blocked = () => {
    if (!whole()) return t("digitsLeft", { count: CHARGE_CODE_DIGITS - props.digits.length });
    if (bad()) return t("codeBad");
    return online() ? undefined : t("offlineBlocked");
  };
  const enter = () => {
    if (!blocked() && !props.busy) props.onLookUp();
  };
  return (
    <div class={styles.entry}>
      <h2 class={`row ${styles.heading}`}>
        <Icon name="keyboard" />
        {t("typeCode")}
      </h2>
      <Groups digits={props.digits} bad={bad()} />
      <Show when={bad()}>
        <p class="field__error" role="alert">
          <Icon name="warn" />
          {t("codeBad")}
        </p>
      </Show>
      <Keypad
        kind="code"
        digits={props.digits}
        onDigits={props.onDigits}
        onEnter={enter}
        class={styles.keys}
      />
      <Button
        tone="face"
        size="l"
        wide
        busy={props.busy}
        busyLabel={t("lookingUp")}
        blockedBecause={blocked()}
        quietReason={!whole() || bad()}
        onPress={enter}
      >
        {whole() ? t("lookUp") : t("digitsLeft", { count: CHARGE_CODE_DIGITS - props.digits.length })}
      </Button>
    </div>
  );
}

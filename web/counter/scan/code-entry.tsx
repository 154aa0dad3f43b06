import { For, Show } from "solid-js";
import { CHARGE_CODE_DIGITS, isChargeCode } from "../../../schema/charge-code.ts";
import { isPaymentCode, PAYMENT_CODE_DIGITS } from "../../../schema/payment-code.ts";
import { online } from "../../shared/client/online.ts";
import { Button } from "../../shared/components/button.tsx";
import { Groups } from "../../shared/components/code20.tsx";
import { Keypad } from "../../shared/components/keypad.tsx";
import { Icon } from "../../shared/icons/icon.tsx";
import { t } from "../words/words.ts";
import styles from "./scan-page.module.css";

/** What is typed: the number on a sheet, or the code that a wallet shows. */
export type CodeKind = "paper" | "app";
const LENGTHS: Readonly<Record<CodeKind, number>> = { paper: CHARGE_CODE_DIGITS, app: PAYMENT_CODE_DIGITS };

/** A code's digits by keypad or keyboard; a wrong check digit is said on the device (CPN-1, COD-1). */
export function CodeEntry(props: {
  kind: CodeKind;
  onKind: (kind: CodeKind) => void;
  digits: string;
  onDigits: (digits: string) => void;
  busy: boolean;
  onLookUp: () => void;
}) {
  const length = () => LENGTHS[props.kind];
  const whole = () => props.digits.length === length();
  const bad = () =>
    whole() && !(props.kind === "paper" ? isChargeCode(props.digits) : isPaymentCode(props.digits));
  const blocked = () => {
    if (!whole()) return t("digitsLeft", { count: length() - props.digits.length });
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
      <fieldset class="switch" aria-label={t("whichCode")}>
        <For each={["paper", "app"] as const}>
          {(kind) => (
            <button type="button" aria-pressed={props.kind === kind} onClick={() => props.onKind(kind)}>
              {t(kind === "paper" ? "codeOfPaper" : "codeOfApp")}
            </button>
          )}
        </For>
      </fieldset>
      <Groups length={length()} digits={props.digits} bad={bad()} />
      <Show when={bad()}>
        <p class="field__error" role="alert">
          <Icon name="warn" />
          {t("codeBad")}
        </p>
      </Show>
      <Keypad
        kind="code"
        length={length()}
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
        {whole() ? t("lookUp") : t("digitsLeft", { count: length() - props.digits.length })}
      </Button>
    </div>
  );
}

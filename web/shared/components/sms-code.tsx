import { For } from "solid-js";
import { t } from "../i18n/words.ts";

/** Digits of an SMS code (S20). */
const SMS_DIGITS = 6;

/**
 * Six cells over one real input, so that SMS autofill, paste and screen readers work. `onFilled` is called where all six
 * came at once, as autofill and paste bring them; who types presses the button, having looked at them.
 */
export function SmsCode(props: {
  value: string;
  onInput: (digits: string) => void;
  onFilled?: ((digits: string) => void) | undefined;
  error?: boolean | undefined;
}) {
  const take = (text: string) => {
    const digits = text.normalize("NFKC").replace(/\D/g, "").slice(0, SMS_DIGITS);
    const before = props.value.length;
    props.onInput(digits);
    if (digits.length === SMS_DIGITS && before < SMS_DIGITS - 1) props.onFilled?.(digits);
    return digits;
  };
  return (
    <div class="cells">
      <For each={Array.from({ length: SMS_DIGITS }, (_, i) => i)}>
        {(i) => (
          <span aria-hidden="true" class={i === props.value.length ? "next" : undefined}>
            {props.value[i]}
          </span>
        )}
      </For>
      <input
        type="text"
        inputmode="numeric"
        autocomplete="one-time-code"
        aria-label={t("smsCell")}
        aria-invalid={props.error ? "true" : undefined}
        value={props.value}
        onInput={(event) => {
          event.currentTarget.value = take(event.currentTarget.value);
        }}
      />
    </div>
  );
}

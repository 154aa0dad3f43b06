import { For, onCleanup, onMount } from "solid-js";
import { CHARGE_CODE_DIGITS } from "../../../schema/charge-code.ts";
import { t } from "../i18n/words.ts";
import { Icon } from "../icons/icon.tsx";
import { type KeyPress, keyPress, pressed } from "./key-presses.ts";

/** Digits of the largest amount in the system, 9,999,999,999 (MAX_AMOUNT_YEN). */
const AMOUNT_DIGITS = 10;

/**
 * Big keys for an amount in yen or for the digits of a code; a hardware keyboard works as well, unless the focus is
 * in another input. The caller owns the digits and shows them.
 */
export function Keypad(props: {
  kind: "amount" | "code";
  /** Of a code: how many digits it has. */
  length?: number | undefined;
  digits: string;
  onDigits: (digits: string) => void;
  onEnter?: (() => void) | undefined;
  class?: string | undefined;
}) {
  const max = () => (props.kind === "amount" ? AMOUNT_DIGITS : (props.length ?? CHARGE_CODE_DIGITS));
  const press = (one: KeyPress) => {
    const next = pressed(props.digits, one, props.kind, max());
    if (next !== props.digits) props.onDigits(next);
  };
  onMount(() => {
    const hear = (event: KeyboardEvent) => {
      // A wedge reader that took the key, or a field that is being typed into, goes first.
      if (event.defaultPrevented || isTypingTarget(event.target)) return;
      const one = keyPress(event);
      if (!one) return;
      if (one.kind === "enter") {
        if (event.target instanceof HTMLElement && event.target.closest("button, a")) return;
        props.onEnter?.();
      } else press(one);
      event.preventDefault();
    };
    document.addEventListener("keydown", hear);
    onCleanup(() => document.removeEventListener("keydown", hear));
  });
  return (
    <fieldset class={`keypad ${props.class ?? ""}`} aria-label={t("digits")}>
      <For each={["1", "2", "3", "4", "5", "6", "7", "8", "9"]}>
        {(digit) => (
          <button type="button" class="key" onClick={() => press({ kind: "digits", digits: digit })}>
            {digit}
          </button>
        )}
      </For>
      {props.kind === "amount" ? (
        <button type="button" class="key" onClick={() => press({ kind: "digits", digits: "00" })}>
          00
        </button>
      ) : (
        <button type="button" class="key key--soft" onClick={() => press({ kind: "clear" })}>
          {t("eraseAll")}
        </button>
      )}
      <button type="button" class="key" onClick={() => press({ kind: "digits", digits: "0" })}>
        0
      </button>
      <button
        type="button"
        class="key key--soft"
        aria-label={t("eraseOne")}
        onClick={() => press({ kind: "erase" })}
      >
        <Icon name="erase" />
      </button>
    </fieldset>
  );
}

function isTypingTarget(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

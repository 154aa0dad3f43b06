/** What one key of a keypad, or of a hardware keyboard, does to the digits entered. */
export type KeyPress =
  | { readonly kind: "digits"; readonly digits: string }
  | { readonly kind: "erase" }
  | { readonly kind: "clear" }
  | { readonly kind: "enter" };

const DIGIT_CODES = /^(?:Digit|Numpad)(\d)$/;

/**
 * Reads a hardware key as a keypad press; null when the key is not for us.
 * Goes by the physical key while an input method composes, where `key` is "Process" or a kana.
 */
export function keyPress(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): KeyPress | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const typed = event.key.normalize("NFKC");
  if (/^\d$/.test(typed)) return { kind: "digits", digits: typed };
  const physical = event.shiftKey ? null : DIGIT_CODES.exec(event.code);
  if (physical?.[1]) return { kind: "digits", digits: physical[1] };
  if (event.key === "Backspace") return { kind: "erase" };
  if (event.key === "Delete") return { kind: "clear" };
  if (event.key === "Enter") return { kind: "enter" };
  return null;
}

/** Digits after a press; at most `max` long. Amounts drop leading zeros, codes keep them. */
export function pressed(digits: string, press: KeyPress, kind: "amount" | "code", max: number): string {
  if (press.kind === "clear") return "";
  if (press.kind === "erase") return digits.slice(0, -1);
  if (press.kind === "enter") return digits;
  const next = digits + press.digits;
  const trimmed = kind === "amount" ? next.replace(/^0+/, "") : next;
  return trimmed.length > max ? digits : trimmed;
}

/** What the keys of a hand-held reader stand for, whatever the input method and the layout make of them. */

/** What of a keyboard event matters here. */
export interface WedgeKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

const SYMBOL_CODES: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Slash: ["/", "?"],
  Period: [".", ">"],
  Comma: [",", "<"],
  Minus: ["-", "_"],
  Semicolon: [";", ":"],
  NumpadDecimal: [".", "."],
  NumpadSubtract: ["-", "-"],
  NumpadDivide: ["/", "/"],
};

/** The character a key stands for in a scan; empty when it stands for none. */
export function wedgeChar(key: WedgeKey): string {
  // NFKC turns full-width digits and letters into plain ones; kana and "Process" stay unusable.
  const typed = key.key.normalize("NFKC");
  if (typed.length === 1 && typed > " " && typed <= "~") return typed;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(key.code)?.[1];
  if (digit !== undefined) return digit;
  const letter = /^Key([A-Z])$/.exec(key.code)?.[1];
  if (letter !== undefined) return key.shiftKey ? letter : letter.toLowerCase();
  return SYMBOL_CODES[key.code]?.[key.shiftKey ? 1 : 0] ?? "";
}

/** Whether a key is what a reader sends last. */
export function isEnd(key: WedgeKey): boolean {
  return key.key === "Enter" || key.key === "Tab" || key.code === "Enter" || key.code === "NumpadEnter";
}

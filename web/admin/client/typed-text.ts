import { createSignal, onCleanup } from "solid-js";

/** After the last key a search waits this long, so that a word is asked for and not each of its letters. */
const TYPING_PAUSE_MS = 300;

/**
 * A search field's text, and the text as it is asked for.
 * @param start what stands in it at first
 */
export function createTypedText(start = ""): {
  readonly text: () => string;
  readonly asked: () => string;
  readonly type: (text: string) => void;
} {
  const [text, setText] = createSignal(start);
  const [asked, setAsked] = createSignal(start);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  return {
    text,
    asked,
    type: (next) => {
      setText(next);
      clearTimeout(timer);
      timer = setTimeout(() => setAsked(next.trim()), TYPING_PAUSE_MS);
    },
  };
}

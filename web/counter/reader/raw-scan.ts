import { SLOWEST_GAP_MS, type TimedKey } from "../../shared/scanner/reader-profile.ts";
import { isEnd, wedgeChar } from "../../shared/scanner/wedge-keys.ts";
import { WEDGE_LEAST_CHARS } from "../../shared/scanner/wedge-reader.ts";

/** After so long without a key even a slow reader has ended. */
const SILENCE_MS = SLOWEST_GAP_MS + 200;

/**
 * Hears every key of a scan as it comes, however the reader types, and tells them when it is over. A person's Tab and Enter
 * pass; so do a few keys in a row. Answers how to stop.
 */
export function listenForRawScan(onKeys: (keys: readonly TimedKey[]) => void): () => void {
  let keys: TimedKey[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = () => {
    const heard = keys;
    keys = [];
    if (heard.length >= WEDGE_LEAST_CHARS) onKeys(heard);
  };
  const hear = (event: KeyboardEvent) => {
    if (event.repeat || (keys.length === 0 && isEnd(event)) || (wedgeChar(event) === "" && !isEnd(event)))
      return;
    // A reader's Enter would press whatever has the focus.
    event.preventDefault();
    event.stopImmediatePropagation();
    const { key, code, shiftKey, ctrlKey, altKey, metaKey, timeStamp: atMs } = event;
    keys.push({ key, code, shiftKey, ctrlKey, altKey, metaKey, atMs });
    clearTimeout(timer);
    timer = setTimeout(over, SILENCE_MS);
  };
  document.addEventListener("keydown", hear, { capture: true });
  return () => {
    document.removeEventListener("keydown", hear, { capture: true });
    clearTimeout(timer);
  };
}

/** At the latest then, whatever the page is doing. */
const LATEST_MS = 4_000;
/** Where the browser can't say when it is idle (Safari): this long after the first screen. */
const A_WHILE_MS = 1_500;

/** Does something that nobody waits for once the page has nothing else to do: what the first screen needs comes first. */
export function whenQuiet(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: LATEST_MS });
  else setTimeout(act, A_WHILE_MS);
}

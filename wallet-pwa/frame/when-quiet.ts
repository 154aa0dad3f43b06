/** So long after the first screen whoever came has seen it, and may be typing. */
const A_WHILE_MS = 1_500;
/** At the latest so long after that, whatever the page is doing. */
const LATEST_MS = 4_000;

/** Does something that nobody waits for, once the first screen has stood for a while and the page has nothing else to do. */
export function whenQuiet(act: () => void): void {
  setTimeout(() => {
    // Safari can't say when it is idle.
    if ("requestIdleCallback" in window) requestIdleCallback(act, { timeout: LATEST_MS });
    else act();
  }, A_WHILE_MS);
}

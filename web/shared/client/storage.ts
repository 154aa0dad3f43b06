/** What was written where the browser refuses storage (private mode, full, blocked): lives as long as the page. */
const memory = new Map<string, string>();

/** Reads a stored text; null when there is none. Never throws. */
export function readStored(key: string): string | null {
  try {
    const stored = globalThis.localStorage?.getItem(key) ?? null;
    return stored ?? memory.get(key) ?? null;
  } catch {
    return memory.get(key) ?? null;
  }
}

/**
 * Stores a text; in memory only where the browser refuses.
 * Answers whether it will outlive the page.
 */
export function writeStored(key: string, value: string): boolean {
  try {
    if (globalThis.localStorage) {
      globalThis.localStorage.setItem(key, value);
      memory.delete(key);
      return true;
    }
  } catch {
    // falls through to memory
  }
  memory.set(key, value);
  return false;
}

/** Forgets a stored text. */
export function dropStored(key: string): void {
  memory.delete(key);
  try {
    globalThis.localStorage?.removeItem(key);
  } catch {
    // nothing was stored there
  }
}

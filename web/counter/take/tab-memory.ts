import { createSignal } from "solid-js";

/**
 * A value that survives a reload of this tab and nothing else: what is on the screen, never a code (OPR-7).
 * Where the browser refuses storage it lives as long as the page.
 */
export function tabMemory<T>(name: string): {
  readonly value: () => T | undefined;
  readonly set: (next: T | undefined) => void;
} {
  const key = `tegata.counter.${name}`;
  const [value, setValue] = createSignal<T | undefined>(read<T>(key));
  return {
    value,
    set: (next) => {
      setValue(() => next);
      try {
        if (next === undefined) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(next));
      } catch {
        // full or refused: the signal still has it
      }
    },
  };
}

function read<T>(key: string): T | undefined {
  try {
    const text = globalThis.sessionStorage?.getItem(key) ?? null;
    return text === null ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}

import { dropStored, readStored, writeStored } from "../../web/shared/client/storage.ts";

/** Something read from the system and kept on the device, with the server's time of the reading (B14). */
export interface Kept<T> {
  readonly atMs: number;
  readonly value: T;
}

const PREFIX = "tegata.wallet.kept.";
/** Longer texts are not kept: they would crowd out what opens the wallet without a network. */
export const MAX_KEPT_CHARACTERS = 100_000;
/** The names kept so far, so that all can be forgotten when somebody signs out. */
const NAMES = `${PREFIX}names`;

/** Keeps a value under a name; never a code, never a secret. */
export function keep<T>(name: string, value: T, atMs: number): void {
  const text = JSON.stringify({ atMs, value } satisfies Kept<T>);
  if (text.length > MAX_KEPT_CHARACTERS) return;
  writeStored(PREFIX + name, text);
  writeStored(NAMES, JSON.stringify([...new Set([...names(), name])]));
}

/** What was kept, or undefined: damaged text counts as nothing. */
export function kept<T>(name: string): Kept<T> | undefined {
  try {
    const text = readStored(PREFIX + name);
    const found = text === null ? undefined : (JSON.parse(text) as Partial<Kept<T>>);
    return typeof found?.atMs === "number" && found.value !== undefined ? (found as Kept<T>) : undefined;
  } catch {
    return undefined;
  }
}

/** Forgets everything kept: the next person on this phone sees nothing of the one before. */
export function forgetKept(): void {
  for (const name of names()) dropStored(PREFIX + name);
  dropStored(NAMES);
}

function names(): readonly string[] {
  try {
    const list: unknown = JSON.parse(readStored(NAMES) ?? "[]");
    return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

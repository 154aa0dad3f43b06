import { createEffect, createSignal, on, untrack } from "solid-js";
import type { Result } from "../../../schema/result.ts";
import type { Trouble } from "../../shared/client/trouble.ts";

/** Something that is read from the API: nothing yet, a value, a trouble, or an older value and a trouble. */
export interface Load<T> {
  readonly value: () => T | undefined;
  readonly trouble: () => Trouble | undefined;
  readonly busy: () => boolean;
  readonly reload: () => Promise<void>;
  /** Takes a newer value that came another way (the reply of a command). */
  readonly take: (value: T) => void;
}

/**
 * Reads now and whenever `key` changes; `undefined` reads nothing. A failed reading again keeps the value it had;
 * a new key forgets it. Answers that were overtaken are dropped.
 */
export function createLoad<K, T>(
  key: () => K | undefined,
  read: (key: K) => Promise<Result<T, Trouble>>,
): Load<T> {
  const [value, setValue] = createSignal<T>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const [busy, setBusy] = createSignal(false);
  let turn = 0;

  const ask = async () => {
    const now = untrack(key);
    if (now === undefined) return;
    const mine = ++turn;
    setBusy(true);
    const answer = await read(now);
    if (mine !== turn) return;
    setBusy(false);
    setTrouble(answer.ok ? undefined : answer.error);
    if (answer.ok) setValue(() => answer.value);
  };
  createEffect(
    on(key, () => {
      turn++;
      setValue(undefined);
      setTrouble(undefined);
      setBusy(false);
      void ask();
    }),
  );
  return {
    value,
    trouble,
    busy,
    reload: ask,
    take: (next) => {
      turn++;
      setBusy(false);
      setTrouble(undefined);
      setValue(() => next);
    },
  };
}

import { createSignal } from "solid-js";
import type { Result } from "../../../schema/result.ts";
import type { Trouble } from "../../shared/client/trouble.ts";

/** A request of a screen that moves no money: at most one at a time, and why the last one failed. */
export interface Action {
  readonly busy: () => boolean;
  readonly trouble: () => Trouble | undefined;
  readonly run: <T>(send: () => Promise<Result<T, Trouble>>) => Promise<T | undefined>;
  readonly clear: () => void;
}

/** An action; a second press while one runs does nothing. */
export function createAction(): Action {
  const [busy, setBusy] = createSignal(false);
  const [trouble, setTrouble] = createSignal<Trouble>();
  return {
    busy,
    trouble,
    run: async (send) => {
      if (busy()) return undefined;
      setBusy(true);
      setTrouble(undefined);
      const answer = await send();
      setBusy(false);
      if (answer.ok) return answer.value;
      setTrouble(answer.error);
      return undefined;
    },
    clear: () => setTrouble(undefined),
  };
}

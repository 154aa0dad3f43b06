import { createSignal } from "solid-js";
import type { Result } from "../../../schema/result.ts";
import type { Trouble } from "../../shared/client/trouble.ts";
import { createLoad, type Load } from "./load.ts";

/** A page of rows as the wire has it. */
interface Rows<T> {
  readonly rows: readonly T[];
  readonly next: string | null;
}

/** A list read page by page, on and back by cursor; a page may say more than its rows. */
export interface PageTurner<Page extends Rows<unknown>> {
  readonly load: Load<Page>;
  readonly rows: () => Page["rows"] | undefined;
  readonly onNext: () => (() => void) | undefined;
  readonly onPrevious: () => (() => void) | undefined;
}

/** Reads the first page of `key`, and others as they are turned to; a new key starts at the first again. */
export function createPageTurner<K, Page extends Rows<unknown>>(
  key: () => K | undefined,
  read: (key: K, after: string | undefined) => Promise<Result<Page, Trouble>>,
): PageTurner<Page> {
  const [trail, setTrail] = createSignal<{ readonly of: K | undefined; readonly after: readonly string[] }>({
    of: undefined,
    after: [],
  });
  const after = () => (trail().of === key() ? trail().after : []);
  // Compared by value, so that the same place is read once.
  const place = () => {
    const now = key();
    return now === undefined ? undefined : JSON.stringify([now, after().at(-1) ?? null]);
  };
  const load = createLoad(place, (at) => {
    const [now, cursor] = JSON.parse(at) as [K, string | null];
    return read(now, cursor ?? undefined);
  });
  return {
    load,
    rows: () => load.value()?.rows,
    onNext: () => {
      const next = load.value()?.next;
      return next ? () => setTrail({ of: key(), after: [...after(), next] }) : undefined;
    },
    onPrevious: () =>
      after().length > 0 ? () => setTrail({ of: key(), after: after().slice(0, -1) }) : undefined,
  };
}

import { createSignal } from "solid-js";
import type { LetterMutes } from "../../schema/api/letters.ts";
import type { StoreId } from "../../schema/ids.ts";
import { api } from "../../web/shared/client/api.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";

/** What was changed here since it was read: by store, and of all. */
const [stores, setStores] = createSignal<ReadonlyMap<StoreId, boolean>>(new Map());
const [all, setAll] = createSignal<boolean>();

/** What is muted of a store's letters by now, from what was read before (NWS-7). Reactive. */
export function mutesNow(storeId: StoreId, read: LetterMutes): LetterMutes {
  return { store: stores().get(storeId) ?? read.store, all: all() ?? read.all };
}

/** Mutes letters of a store, of all where it is null, or lets them come again; what went wrong, if anything did. */
export async function turnMute(storeId: StoreId | null, muted: boolean): Promise<Trouble | undefined> {
  const answer = await (storeId === null
    ? api(muted ? "PUT residents/letter-mutes" : "DELETE residents/letter-mutes")
    : api(muted ? "PUT residents/letter-mutes/:id" : "DELETE residents/letter-mutes/:id", {
        path: { id: storeId },
      }));
  if (!answer.ok) return answer.error;
  setAll(answer.value.all);
  if (storeId !== null) setStores((before) => new Map([...before, [storeId, answer.value.store]]));
  return undefined;
}

/** Forgets everything: somebody else may sign in on this phone. */
export function clearMutes(): void {
  setStores(new Map());
  setAll(undefined);
}

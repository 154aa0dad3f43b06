import { createSignal } from "solid-js";
import type { ReachableStore, StaffMe } from "../../../schema/api/staff.ts";
import type { TillBody } from "../../../schema/api/stores.ts";
import { readStored, writeStored } from "../../shared/client/storage.ts";

/** The till this device stands at. */
export interface ChosenTill {
  readonly store: ReachableStore;
  readonly till: TillBody;
}

const STORED_AS = "tegata.counter.till";

/** What is remembered: ids, and the store as it was, since head office may have more stores than `me` lists. */
interface Remembered {
  readonly staffId: string;
  readonly store: ReachableStore;
  readonly tillId: string;
}

const [remembered, setRemembered] = createSignal<Remembered | null>(parseRemembered(readStored(STORED_AS)));

/** Remembers the till on this device for this account. */
export function chooseTill(me: StaffMe, chosen: ChosenTill): void {
  const next: Remembered = { staffId: me.staffId, store: chosen.store, tillId: chosen.till.tillId };
  writeStored(STORED_AS, JSON.stringify(next));
  setRemembered(next);
}

/** The till to work at: the remembered one while the account may still use it, or the only one there is. Reactive. */
export function currentTill(me: StaffMe): ChosenTill | undefined {
  return tillFor(me, remembered());
}

/** The same, of what was remembered. */
export function tillFor(me: StaffMe, known: Remembered | null): ChosenTill | undefined {
  if (known) {
    // What the system says now goes before what the device remembers.
    const listed = me.stores.find((store) => store.storeId === known.store.storeId);
    const store = listed ?? (known.staffId === me.staffId ? known.store : undefined);
    const till = store?.tills.find((one) => one.tillId === known.tillId);
    if (store && till) return { store, till };
  }
  const [only, ...more] = me.stores;
  const [till, ...others] = only?.tills ?? [];
  return only && till && more.length === 0 && others.length === 0 ? { store: only, till } : undefined;
}

/** Reads what was remembered; anything damaged is forgotten. */
export function parseRemembered(text: string | null): Remembered | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<Remembered> | null;
    return typeof value?.tillId === "string" && Array.isArray(value.store?.tills)
      ? (value as Remembered)
      : null;
  } catch {
    return null;
  }
}

import { createSignal } from "solid-js";
import type { StaffMe } from "../../../schema/api/staff.ts";
import type { TillUnlockRequest } from "../../../schema/api/till-lock.ts";
import type { Result } from "../../../schema/result.ts";
import { api, onLocked } from "../../shared/client/api.ts";
import { staffSession } from "../../shared/client/session.ts";
import { dropStored, readStored, writeStored } from "../../shared/client/storage.ts";
import type { Trouble } from "../../shared/client/trouble.ts";

/** Kept over a reload: a till that locked while the network was gone doesn't open by loading the page again. */
const STORED_AS = "tegata.counter.locked";
const [lockedHere, setLockedHere] = createSignal(readStored(STORED_AS) !== null);

onLocked(() => void staffSession.load());

/** Whether the till is locked, by the system's word or, before it has heard of it, by this device's (PIN-2). Reactive. */
export function tillLocked(): boolean {
  const lock = staffSession.me()?.tillLock;
  return lock ? lock.locked || lockedHere() : false;
}

/** Locks at once on the screen, then in the system. */
export async function lockTill(): Promise<void> {
  writeStored(STORED_AS, "yes");
  setLockedHere(true);
  const answer = await api("POST staff/till-lock");
  if (answer.ok && lockedHere()) staffSession.become(answer.value);
}

/** Unlocks for who is signed in, or for another person whose turn it is. */
export async function unlockTill(
  person: string | undefined,
  secret: TillUnlockRequest,
): Promise<Result<StaffMe, Trouble>> {
  const answer =
    person === undefined
      ? await api("POST staff/till-unlock", { body: secret })
      : await api("POST staff/till-switch", { body: { ...secret, person } });
  if (answer.ok) {
    forgetLock();
    staffSession.become(answer.value);
  }
  return answer;
}

/** The device's own word is over: unlocked, or somebody else is signed in. */
export function forgetLock(): void {
  dropStored(STORED_AS);
  setLockedHere(false);
}

import { createSignal } from "solid-js";
import type { ConfirmedNumber } from "../../schema/api/number-checks.ts";
import { api } from "../../web/shared/client/api.ts";
import { residentSession } from "../../web/shared/client/session.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { whileSeen } from "../session/while-seen.ts";

const [waiting, setWaiting] = createSignal<ConfirmedNumber>();

/** The number that the call centre is about to give the wallet, while there is time to stop it. */
export const waitingNumber = waiting;

/** Asks whether the wallet is about to move to another number (RES-12). Call once per app. */
export function watchNumber(): void {
  whileSeen(() => setWaiting(undefined), load);
}

async function load(): Promise<void> {
  const mine = residentSession.me()?.residentId;
  const answer = await api("GET residents/number/check");
  if (answer.ok && residentSession.me()?.residentId === mine) setWaiting(answer.value.waiting ?? undefined);
}

/** It wasn't me: stops it. What went wrong, if anything did. */
export async function stopWaitingNumber(): Promise<Trouble | undefined> {
  const answer = await api("DELETE residents/number/check");
  if (!answer.ok) return answer.error;
  setWaiting(undefined);
}

import { createSignal } from "solid-js";
import { api } from "./api.ts";
import { staffSession } from "./session.ts";
import type { Trouble } from "./trouble.ts";

const [busy, setBusy] = createSignal(false);
/** While the choice is on its way. Reactive. */
export const easyTillBusy = busy;

/** Whether this person's till, and office, is the easy one (EAS-4, EAS-5). Reactive. */
export function easyTill(): boolean {
  return staffSession.me()?.easyTill ?? false;
}

/** Turns it on or off for this person; the screens change when the server has it. Answers what prevented it. */
export async function setEasyTill(on: boolean): Promise<Trouble | undefined> {
  if (busy()) return undefined;
  setBusy(true);
  const answer = await api("PUT staff/easy-till", { body: { on } });
  setBusy(false);
  if (!answer.ok) return answer.error;
  staffSession.become(answer.value);
  return undefined;
}

import type { ResidentMe, ResidentSessionRequest } from "../../schema/api/residents.ts";
import type { Result } from "../../schema/result.ts";
import { residentSession } from "../../web/shared/client/session.ts";
import { dropStored, readStored, writeStored } from "../../web/shared/client/storage.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import { forgetKept } from "./kept.ts";

/** Who used the wallet last on this phone: lets it open with the network gone (B14). The session is a cookie. */
const KEY = "tegata.wallet.resident";

interface Known {
  readonly residentId: string;
  readonly phoneEnd: string;
}

function known(): Known | undefined {
  try {
    const found = JSON.parse(readStored(KEY) ?? "null") as Partial<Known> | null;
    return typeof found?.residentId === "string" && typeof found.phoneEnd === "string"
      ? { residentId: found.residentId, phoneEnd: found.phoneEnd }
      : undefined;
  } catch {
    return undefined;
  }
}

function welcome(me: ResidentMe): void {
  if (known()?.residentId !== me.residentId) forgetKept();
  writeStored(KEY, JSON.stringify({ residentId: me.residentId, phoneEnd: me.phoneEnd } satisfies Known));
}

/** "yes" also while the system can't be asked and somebody was signed in here before. Reactive. */
export function signedIn(): "yes" | "no" | "asking" {
  const me = residentSession.me();
  if (me === null) return "no";
  return me !== undefined || known() ? "yes" : residentSession.trouble() ? "no" : "asking";
}

/** The last four digits of the phone of who is signed in. Reactive. */
export function phoneEnd(): string | undefined {
  return residentSession.me()?.phoneEnd ?? known()?.phoneEnd;
}

/** Asks who is signed in. */
export async function startSession(): Promise<void> {
  await residentSession.load();
  const me = residentSession.me();
  if (me) welcome(me);
}

export async function signIn(request: ResidentSessionRequest): Promise<Result<ResidentMe, Trouble>> {
  const answer = await residentSession.signIn(request);
  if (answer.ok) welcome(answer.value);
  return answer;
}

/** Ends the session and forgets what this phone kept of it; open operations stay, so that they can be resolved. */
export async function signOut(): Promise<void> {
  await residentSession.signOut();
  dropStored(KEY);
  forgetKept();
}

import { createSignal } from "solid-js";
import type { ResidentMe, ResidentSessionRequest } from "../../../schema/api/residents.ts";
import type { Capability, StaffMe, StaffSignInRequest } from "../../../schema/api/staff.ts";
import type { Result } from "../../../schema/result.ts";
import { api, onSignedOut } from "./api.ts";
import type { Trouble } from "./trouble.ts";

/** Who is signed in: undefined while nobody has asked yet, null for nobody. */
export interface Session<Me, SignIn> {
  readonly me: () => Me | null | undefined;
  /** Why it could not be asked; the screens offer もう一度 with `load`. */
  readonly trouble: () => Trouble | undefined;
  readonly load: () => Promise<void>;
  /** Takes up what another call has answered. */
  readonly become: (me: Me) => void;
  readonly signIn: (request: SignIn) => Promise<Result<Me, Trouble>>;
  readonly signOut: () => Promise<void>;
}

function createSession<Me, SignIn>(calls: {
  readonly load: () => Promise<Result<Me | null, Trouble>>;
  readonly signIn: (request: SignIn) => Promise<Result<Me, Trouble>>;
  readonly signOut: () => Promise<unknown>;
}): Session<Me, SignIn> {
  const [me, setMe] = createSignal<Me | null | undefined>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  onSignedOut(() => setMe(() => null));
  return {
    me,
    trouble,
    load: async () => {
      const answer = await calls.load();
      if (answer.ok) {
        setTrouble(undefined);
        setMe(() => answer.value);
      } else if (answer.error.status === 401) setMe(() => null);
      else setTrouble(answer.error);
    },
    become: (next) => {
      setTrouble(undefined);
      setMe(() => next);
    },
    signIn: async (request) => {
      const answer = await calls.signIn(request);
      if (answer.ok) {
        setTrouble(undefined);
        setMe(() => answer.value);
      }
      return answer;
    },
    signOut: async () => {
      await calls.signOut();
      setMe(() => null);
    },
  };
}

/** The staff session of the counter and the back offices. */
export const staffSession: Session<StaffMe, StaffSignInRequest> = createSession({
  load: () => api("GET staff/me"),
  signIn: (body: StaffSignInRequest) => api("POST staff/session", { body }),
  signOut: () => api("DELETE staff/session"),
});

/** The resident's session of the wallet. */
export const residentSession: Session<ResidentMe, ResidentSessionRequest> = createSession({
  load: () => api("GET residents/me"),
  signIn: (body: ResidentSessionRequest) => api("POST residents/session", { body }),
  signOut: () => api("DELETE residents/session"),
});

/** Whether the signed-in staff may do something; screens hide what they may not. Reactive. */
export function staffCan(capability: Capability): boolean {
  return staffSession.me()?.capabilities.includes(capability) ?? false;
}

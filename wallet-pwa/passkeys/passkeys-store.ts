import { createSignal } from "solid-js";
import type {
  CreationOptions,
  PasskeyBody,
  PasskeyOptionsRequest,
  Passkeys,
} from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import type { PasskeyId } from "../../schema/ids.ts";
import { err, type Result } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import { makePasskey } from "../../web/shared/client/passkey.ts";
import type { Trouble } from "../../web/shared/client/trouble.ts";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";
import type { Failed } from "../../web/shared/passkeys/passkey-item.tsx";
import { confirmWith } from "./confirm.ts";

/** One's own passkeys, as one page of the wallet shows them. */
export function createPasskeys() {
  const [own, setOwn] = createSignal<Passkeys>();
  const [trouble, setTrouble] = createSignal<Trouble>();
  const load = async () => {
    setTrouble(undefined);
    const answer = await api("GET residents/passkeys");
    if (answer.ok) setOwn(answer.value);
    else setTrouble(answer.error);
  };
  return { own, trouble, load };
}

/** What this phone is to make one from; with the code or the finger where one is asked for. */
export function askForPasskey(body: PasskeyOptionsRequest): Promise<Result<CreationOptions, Trouble>> {
  return api("POST residents/passkeys/options", { body });
}

/** Has this phone make it, and keeps it. */
export async function registerThisPhone(
  options: CreationOptions,
): Promise<Result<PasskeyBody, ProblemCode | ClientCode>> {
  const made = await makePasskey(options);
  if (!made.ok) return made;
  const kept = await api("POST residents/passkeys", { body: { attestation: made.value } });
  return kept.ok ? kept : err(kept.error.code);
}

/** Names one; what stood in the way, or nothing. */
export async function nameThis(id: PasskeyId, name: string): Promise<Failed> {
  const answer = await api("PUT residents/passkeys/:id", { path: { id }, body: { name } });
  return answer.ok ? undefined : answer.error.code;
}

/** Takes one away, with a finger where payments ask for one; what stood in the way, or nothing. */
export async function removeThis(passkeyId: PasskeyId, confirms: boolean): Promise<Failed> {
  const asked = confirms ? await confirmWith({ for: "removal", passkeyId }) : undefined;
  if (asked && !asked.ok) return asked.error;
  const body = asked ? { confirmation: asked.value } : {};
  const answer = await api("POST residents/passkeys/:id/removal", { path: { id: passkeyId }, body });
  return answer.ok ? undefined : answer.error.code;
}

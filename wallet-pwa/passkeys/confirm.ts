import type { Assertion, ConfirmationRequest } from "../../schema/api/passkeys.ts";
import type { ProblemCode } from "../../schema/errors.ts";
import { err, type Result } from "../../schema/result.ts";
import { api } from "../../web/shared/client/api.ts";
import { signWithPasskey } from "../../web/shared/client/passkey.ts";
import type { ClientCode } from "../../web/shared/i18n/problem-words.ts";

/** Has the owner show a finger or face for exactly this (PSK-6). */
export async function confirmWith(
  use: ConfirmationRequest["use"],
): Promise<Result<Assertion, ProblemCode | ClientCode>> {
  const asked = await api("POST residents/passkeys/confirmation", { body: { use } });
  return asked.ok ? signWithPasskey(asked.value) : err(asked.error.code);
}
